import type { QueryCommand } from '../command.ts';
import { cut, type Folded, trimmed } from '../folded.ts';
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

/** `的工单有哪些？` says nothing; names of forms keep their 单. */
function withoutParticles(text: string, kind: QueryCommand['kind']): string {
  const bare = text.replace(/[?？。!！\s]+$/, '');
  if (kind === 'export' || kind === 'help') return bare.trim();
  return bare
    .replace(/^的/, '')
    .replace(/(?:的|工单|单子|单|有哪些|有多少|有几个|吗|呢)+$/, '')
    .trim();
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
    read: (rest) => ({ kind, text: withoutParticles(rest.raw, kind) }) as QueryCommand,
    write: (command) => writeWith(words[0], null, (command as { text: string }).text),
  });
}

const MONTH_FORMS: readonly [RegExp, (year: string | undefined, month: string | undefined) => string | null][] = [
  [/^(?:本月|这个月|当月)?$/, () => null],
  [/^上个?月$/, () => 'last'],
  [/^()(\d{1,2})\s*(?:月份?)?$/, (_, month) => month!.padStart(2, '0')],
  [/^(\d{4})\s*[-年/.]\s*(\d{1,2})\s*月?份?$/, (year, month) => `${year}-${month!.padStart(2, '0')}`],
  [/^(\d{4})(\d{2})$/, (year, month) => `${year}-${month}`],
];

/** `2026-10`, `2026年10月`, `10月`, `上月`; the same before the word: `10月月报`. */
export function readMonth(rest: Folded): Of<'monthly'> | null {
  for (const [pattern, read] of MONTH_FORMS) {
    const match = pattern.exec(rest.plain.replace(/的$/, ''));
    if (match === null) continue;
    const month = read(match[1], match[2]);
    if (month !== null && month !== 'last' && !/(?:0[1-9]|1[0-2])$/.test(month)) return null;
    return { kind: 'monthly', month };
  }
  return null;
}

/** `10月月报`, `上月的月报`. */
export function readMonthFirst(text: Folded): Of<'monthly'> | null {
  const end = text.plain.indexOf('月报');
  return end > 0 && end + 2 === text.plain.trimEnd().length ? readMonth(trimmed(cut(text, 0, end))) : null;
}

function readQuery(rest: Folded): Of<'query'> {
  const found = takeRef(rest);
  const ref = found !== null && found.rest.plain === '' ? found.ref : null;
  return { kind: 'query', ref, text: rest.raw };
}

/** Lists and figures (operating contract, "Words in chat"). */
export const queryCommands: readonly CommandSpec[] = [
  spec<Of<'query'>>({
    kind: 'query',
    words: ['查', '查询', '查找', '查看', '查单', '查一下', '搜'],
    usage: '查 <号|房号|词>',
    glued: 'any',
    read: readQuery,
    write: (command) => writeWith('查', null, command.text),
  }),
  bare('mine', [
    '我的单',
    '我的工单',
    '我的任务',
    '我的活',
    '我手上的单',
    '我手上的活',
    '手上的单',
    '我有哪些单',
    '我的',
  ]),
  bare('today', ['今日', '今天', '今日情况', '今日统计', '日报', '今日报表']),
  filtered('open', ['未完成', '没完成', '未完', '未办结', '待办', '在办'], '[部门|楼栋|类别]'),
  filtered('overdue', ['超时', '逾期', '过期', '超期'], '[部门]'),
  bare('complaints', ['投诉', '投诉情况', '投诉列表']),
  bare('satisfaction', ['满意度', '满意率', '评价', '本月满意度']),
  spec<Of<'monthly'>>({
    kind: 'monthly',
    words: ['月报', '月度统计', '月统计', '本月月报'],
    usage: '月报 [YYYY-MM]',
    bare: true,
    read: readMonth,
    write: ({ month }) => writeWith('月报', null, month === 'last' ? '上月' : month),
  }),
  filtered('export', ['导出', '下载'], '<表> [周期]'),
  filtered('help', ['帮助', '?', 'HELP', '命令', '口令', '怎么用', '指令', '菜单', '能干什么', '会什么'], '[命令]'),
];
