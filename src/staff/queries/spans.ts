import { fromZoned, startOfDay, zonedTime } from '../../shared/time.ts';
import type { Span } from './figures.ts';

/** The day that holds `now`. */
export function dayOf(now: number, timezone: string): Span {
  return { from: startOfDay(now, timezone), to: startOfDay(now, timezone, 1) };
}

/** A calendar month as it was asked for (see `QueryCommand` monthly): `2026-11`, `11`, `last`; null: the one that holds `now`. */
export function monthOf(
  wanted: string | null,
  { now, timezone }: { now: number; timezone: string },
): Span & { year: number; number: number } {
  const [year, month] = yearAndMonth(wanted, zonedTime(now, timezone));
  const start = (shift: number) => fromZoned({ year, month: month + shift, day: 1 }, timezone);
  return { from: start(0), to: start(1), year, number: month };
}

function yearAndMonth(wanted: string | null, today: { year: number; month: number }): readonly [number, number] {
  const { year, month } = today;
  if (wanted === null) return [year, month];
  if (wanted === 'last') return month === 1 ? [year - 1, 12] : [year, month - 1];
  const parts = wanted.split('-').map(Number);
  if (parts.length === 2) return [parts[0]!, parts[1]!];
  return [parts[0]! > month ? year - 1 : year, parts[0]!];
}
