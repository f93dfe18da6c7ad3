import { type Normalised, sliceOf, trimmed } from './normalised.ts';

/** A month as a member names it: `YYYY-MM`, `MM` for the last month of that number, `last` for the previous one; null: this month. */
export type WantedMonth = string | null;

const FORMS: readonly [RegExp, (year: string, month: string) => WantedMonth][] = [
  [/^(?:本月|这个月|当月)?$/, () => null],
  [/^上个?月$/, () => 'last'],
  [/^()(\d{1,2})\s*(?:月份?)?$/, (_, month) => month.padStart(2, '0')],
  [/^(\d{4})\s*[-年/.]\s*(\d{1,2})\s*月?份?$/, (year, month) => `${year}-${month.padStart(2, '0')}`],
  [/^(\d{4})(\d{2})$/, (year, month) => `${year}-${month}`],
];
const AT_BEGINNING = /^(?:\d{4}\s*[-年/.]\s*\d{1,2}(?:\s*月份?)?|\d{6}|\d{1,2}\s*月份?|上个?月|本月|这个月)(?![-\d])/;

/** The month that a text is: `2026-10`, `2026年10月`, `10月`, `上月`, or nothing at all. Undefined when it is no month. */
export function readMonth(text: Normalised): WantedMonth | undefined {
  for (const [pattern, read] of FORMS) {
    const match = pattern.exec(text.plain.replace(/的$/, ''));
    if (match === null) continue;
    const [, year = '', month = ''] = match;
    const wanted = read(year, month);
    const isMonth = wanted === null || wanted === 'last' || /(?:0[1-9]|1[0-2])$/.test(wanted);
    return isMonth ? wanted : undefined;
  }
  return undefined;
}

/** The month before a word: `10月月报`, `上月的月报`. Undefined when the text does not end with the word or names no month. */
export function readMonthBefore(text: Normalised, word: string): WantedMonth | undefined {
  const end = text.plain.indexOf(word);
  if (end <= 0 || end + word.length !== text.plain.trimEnd().length) return undefined;
  return readMonth(trimmed(sliceOf(text, 0, end)));
}

/** A month and the words after it: `2026-11 内部原因居多`. Null when the text does not begin with a month. */
export function takeMonth(text: Normalised): { month: WantedMonth; text: string } | null {
  const named = AT_BEGINNING.exec(text.plain)?.[0];
  if (named === undefined) return null;
  const month = readMonth(trimmed(sliceOf(text, 0, named.length)));
  return month === undefined ? null : { month, text: trimmed(sliceOf(text, named.length)).raw };
}
