import { fromZoned, startOfDay, zonedTime } from '../../shared/time.ts';
import type { Span } from './figures.ts';

/** The day that holds `now`. */
export function dayOf(now: number, timezone: string): Span {
  return { from: startOfDay(now, timezone), to: startOfDay(now, timezone, 1) };
}

/** A calendar month, `2026-11`; null: the one that holds `now`. */
export function monthOf(
  month: string | null,
  { now, timezone }: { now: number; timezone: string },
): Span & { name: string } {
  const today = zonedTime(now, timezone);
  const [year, number] = month === null ? [today.year, today.month] : month.split('-').map(Number);
  const start = (shift: number) => fromZoned({ year: year!, month: number! + shift, day: 1 }, timezone);
  return { from: start(0), to: start(1), name: `${year}年${number}月` };
}
