/** Resolves words for days to days counted from today. */
import { fromZoned, startOfDay, zonedTime } from '../../shared/index.ts';
import type { UnderstandContext } from '../types.ts';
import { readNumber } from './read-number.ts';
import { FEASTS } from './time-patterns.ts';

/** A day or several, counted from today: 0 is today. */
export interface NamedDay {
  readonly first: number;
  readonly last: number;
}

const DAY = 86_400_000;
const NEAR: Readonly<Record<string, number>> = {
  今天: 0,
  今日: 0,
  今早: 0,
  今晚: 0,
  明天: 1,
  明日: 1,
  明早: 1,
  明晚: 1,
  明儿: 1,
  后天: 2,
  大后天: 3,
};

/** The day a word means, counted from `context.now`; null when it is past. `feast` is the 后 or 前 after the name of a feast. */
export function dayOf(word: string, context: UnderstandContext, feast: string): NamedDay | null {
  const near = NEAR[word];
  if (near !== undefined) return { first: near, last: near };
  if (/^(?:大?昨|大?前|上)/.test(word)) return null;
  const later = /^过?([一二两三四五六七八九十]{1,3})天/.exec(word)?.[1];
  if (later !== undefined) return only(readNumber(later) ?? 1);
  if (word.includes('周') || word.includes('星期') || word.includes('礼拜')) return weekDay(word, context);
  const named = Object.entries(FEASTS).find(([name]) => word.startsWith(name));
  if (named !== undefined) return feastDay(named[1], context, feast);
  return monthDay(word, context);
}

function only(day: number): NamedDay {
  return { first: day, last: day };
}

function weekDay(word: string, context: UnderstandContext): NamedDay | null {
  const today = zonedTime(context.now, context.timezone).weekday;
  const weeks = word.startsWith('下下') ? 2 : word.startsWith('下') ? 1 : 0;
  if (word.endsWith('周末')) {
    const saturday = 6 - today + weeks * 7;
    return { first: Math.max(saturday, 0), last: saturday + 1 };
  }
  const last = word.at(-1) ?? '';
  const weekday = '一二三四五六日'.indexOf(last.replace('天', '日')) + 1 || Number(last);
  if (!(weekday >= 1 && weekday <= 7)) return null;
  const ahead = weekday - today + weeks * 7;
  if (weeks > 0) return only(ahead);
  if (/^[本这]/.test(word)) return ahead < 0 ? null : only(ahead);
  return only((ahead + 7) % 7);
}

function feastDay(
  [month, first, last]: readonly [number, number, number],
  context: UnderstandContext,
  edge: string,
): NamedDay {
  const start = daysUntil(month, first, context);
  const end = start + last - first;
  if (edge.includes('后')) return { first: end + 1, last: end + 3 };
  return edge.includes('前')
    ? { first: Math.max(start - 3, 0), last: Math.max(start - 1, 0) }
    : { first: start, last: end };
}

/** Days until a date of this year, or of the next when it is past. */
function daysUntil(month: number, day: number, context: UnderstandContext): number {
  const { year } = zonedTime(context.now, context.timezone);
  const ahead = (of: number) => daysTo({ year: of, month, day }, context);
  return ahead(year) >= 0 ? ahead(year) : ahead(year + 1);
}

function daysTo(date: { year: number; month: number; day: number }, context: UnderstandContext): number {
  const midnight = startOfDay(context.now, context.timezone);
  return Math.round((fromZoned(date, context.timezone) - midnight) / DAY);
}

function monthDay(word: string, context: UnderstandContext): NamedDay | null {
  const { year, month } = zonedTime(context.now, context.timezone);
  if (/^下个?月/.test(word)) return stretch(word, { year, month: month + 1 }, context);
  if (word.startsWith('月')) return stretch(word, { year, month }, context);
  const [, inMonth, inDay] = /^(?:(.{1,3})月)?(.{1,3})[号日]$/.exec(word) ?? [];
  const day = readNumber(inDay ?? '');
  if (day === null || day < 1 || day > 31) return null;
  if (inMonth === undefined) {
    const here = daysTo({ year, month, day }, context);
    return only(here >= 0 ? here : daysTo({ year, month: month + 1, day }, context));
  }
  const named = readNumber(inMonth);
  if (named === null || named < 1 || named > 12) return null;
  const here = daysTo({ year, month: named, day }, context);
  if (here >= 0) return only(here);
  return here < -180 ? only(daysTo({ year: year + 1, month: named, day }, context)) : null;
}

/** The first days, the last days or the whole of a month. */
function stretch(word: string, of: { year: number; month: number }, context: UnderstandContext): NamedDay | null {
  const end = daysTo({ year: of.year, month: of.month + 1, day: 0 }, context);
  const start = daysTo({ ...of, day: 1 }, context);
  const span = word.endsWith('底')
    ? { first: end - 3, last: end }
    : word.endsWith('初')
      ? { first: start, last: start + 4 }
      : { first: start, last: end };
  return span.last < 0 ? null : { first: Math.max(span.first, 0), last: span.last };
}
