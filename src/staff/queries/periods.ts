import { fromZoned, startOfDay, zonedTime } from '../../shared/time.ts';
import type { WantedMonth } from '../reading/month.ts';

/** A span of time: from ≤ t < to, epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The day that holds `now`. */
export function dayOf(now: number, timezone: string): Span {
  return { from: startOfDay(now, timezone), to: startOfDay(now, timezone, 1) };
}

/** The calendar month that was asked for. */
export function monthOf(
  wanted: WantedMonth,
  { now, timezone }: { now: number; timezone: string },
): Span & { year: number; number: number } {
  const [year, number] = yearAndMonth(wanted, zonedTime(now, timezone));
  const start = (shift: number) => fromZoned({ year, month: number + shift, day: 1 }, timezone);
  return { from: start(0), to: start(1), year, number };
}

function yearAndMonth(wanted: WantedMonth, today: { year: number; month: number }): readonly [number, number] {
  const { year, month } = today;
  if (wanted === null) return [year, month];
  if (wanted === 'last') return month === 1 ? [year - 1, 12] : [year, month - 1];
  const [first = 0, second] = wanted.split('-').map(Number);
  if (second !== undefined) return [first, second];
  return [first > month ? year - 1 : year, first];
}
