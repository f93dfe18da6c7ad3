import type { DeskCommand } from '../command.ts';
import { cut, type Folded, trimmed } from '../folded.ts';
import { readMonth } from './query-commands.ts';
import { type CommandSpec, spec } from './spec.ts';
import { writeWith } from './work-commands.ts';

type Of<K extends DeskCommand['kind']> = Extract<DeskCommand, { kind: K }>;

const MONTH_AHEAD = /^(?:\d{4}\s*[-年/.]\s*\d{1,2}(?:\s*月份?)?|\d{6}|\d{1,2}\s*月份?|上个?月|本月|这个月)(?![-\d])/;

const writeMonth = (month: string | null) => (month === 'last' ? '上月' : month);

/** `2026-11 内部原因居多`. Null without a month: 分析 also begins other sentences. */
function readAnalysis(rest: Folded): Of<'analyse'> | null {
  const month = MONTH_AHEAD.exec(rest.plain)?.[0];
  const read = month === undefined ? null : readMonth(trimmed(cut(rest, 0, month.length)));
  if (month === undefined || read === null) return null;
  return { kind: 'analyse', month: read.month, text: trimmed(cut(rest, month.length)).raw };
}

function readDoorVisit(rest: Folded): Of<'door-visit'> {
  const month = readMonth(rest);
  return month === null
    ? { kind: 'door-visit', month: null, text: rest.raw }
    : { kind: 'door-visit', month: month.month, text: '' };
}

/** 走访 (R37), the analysis of the monthly complaint table (R38), 事件 and 参观 (R36). */
export const registerCommands: readonly CommandSpec[] = [
  spec<Of<'door-visit'>>({
    kind: 'door-visit',
    words: ['走访', '上门走访', '走访登记', '登记走访', '登记 走访'],
    usage: '走访 <房号> 内容（或 走访 [YYYY-MM]）',
    read: readDoorVisit,
    write: ({ month, text }) => writeWith('走访', null, text === '' ? writeMonth(month) : text),
  }),
  spec<Of<'analyse'>>({
    kind: 'analyse',
    words: ['分析', '投诉分析', '月汇总分析'],
    usage: '分析 <YYYY-MM> 分析文字',
    read: readAnalysis,
    write: ({ month, text }) => writeWith('分析', null, month === null ? '本月' : writeMonth(month), text),
  }),
  spec<Of<'log-line'>>({
    kind: 'log-line',
    words: ['登记 事件', '登记事件', '登记 参观', '登记参观', '登记来访参观'],
    usage: '登记 事件|参观 内容',
    read: (rest, word) => ({ kind: 'log-line', about: word.endsWith('事件') ? 'event' : 'guests', text: rest.raw }),
    write: ({ about, text }) => writeWith(about === 'event' ? '登记 事件' : '登记 参观', null, text),
  }),
];
