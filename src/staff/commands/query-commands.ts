import type { QueryCommand } from '../command.ts';
import type { Folded } from '../folded.ts';
import { takeRef } from '../ticket-ref.ts';
import { type CommandSpec, spec } from './spec.ts';
import { writeWith } from './work-commands.ts';

type Of<K extends QueryCommand['kind']> = Extract<QueryCommand, { kind: K }>;

/** A question that takes nothing behind it; with more behind it, it is not this command. */
function bare<K extends 'mine' | 'today' | 'complaints' | 'satisfaction'>(
  kind: K,
  words: readonly [string, ...string[]],
): CommandSpec {
  return spec<QueryCommand>({
    kind,
    words,
    usage: words[0],
    bare: true,
    read: (rest) =>
      /^(?:的|了|情况|统计|数据|列表|单|工单|吗|呢|有哪些|有多少|怎么样|如何|[?。!？！\s])*$/.test(rest.plain)
        ? ({ kind } as QueryCommand)
        : null,
    write: () => words[0],
  });
}

function filtered<K extends 'open' | 'overdue' | 'export' | 'help'>(
  kind: K,
  words: readonly [string, ...string[]],
  what: string,
): CommandSpec {
  return spec<QueryCommand>({
    kind,
    words,
    usage: `${words[0]} ${what}`,
    bare: true,
    read: (rest) =>
      ({ kind, text: rest.raw.replace(/(?:有哪些|有多少|吗|呢|的?单子?)?[?？。!！\s]*$/, '').trim() }) as QueryCommand,
    write: (command) => writeWith(words[0], null, (command as { text: string }).text),
  });
}

function readMonth(rest: Folded): Of<'monthly'> | null {
  if (rest.plain === '' || /^(?:本月|这个月)$/.test(rest.plain)) return { kind: 'monthly', month: null };
  const match = /^(\d{4})\s*[-年/.]\s*(\d{1,2})\s*月?$/.exec(rest.plain) ?? /^(\d{4})(\d{2})$/.exec(rest.plain);
  const month = Number(match?.[2]);
  if (match === null || month < 1 || month > 12) return null;
  return { kind: 'monthly', month: `${match[1]}-${String(month).padStart(2, '0')}` };
}

function readQuery(rest: Folded): Of<'query'> {
  const found = takeRef(rest);
  const ref = found !== null && found.rest.plain === '' ? found.ref : null;
  return { kind: 'query', ref, text: rest.raw };
}

/** Lists and figures (operating contract, "Words in chat"; issue 5 part 7). */
export const queryCommands: readonly CommandSpec[] = [
  spec<Of<'query'>>({
    kind: 'query',
    words: ['查', '查询', '查找', '查看', '查单', '查一下', '搜'],
    usage: '查 <号|房号|词>',
    read: readQuery,
    write: (command) => writeWith('查', null, command.text),
  }),
  bare('mine', ['我的单', '我的工单', '我的任务', '我的']),
  bare('today', ['今日', '今天', '今日情况', '今日统计', '日报']),
  filtered('open', ['未完成', '没完成', '未完', '未办结', '待办', '在办'], '[部门|楼栋|类别]'),
  filtered('overdue', ['超时', '逾期', '过期', '超期'], '[部门]'),
  bare('complaints', ['投诉', '投诉情况', '投诉列表']),
  bare('satisfaction', ['满意度', '满意率', '评价']),
  spec<Of<'monthly'>>({
    kind: 'monthly',
    words: ['月报', '月度统计', '月统计'],
    usage: '月报 [YYYY-MM]',
    bare: true,
    read: readMonth,
    write: (command) => writeWith('月报', null, command.month),
  }),
  filtered('export', ['导出', '下载'], '<表> [周期]'),
  filtered('help', ['帮助', '?', 'HELP', '命令', '怎么用', '指令', '菜单'], '[命令]'),
];
