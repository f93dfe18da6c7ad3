import { fromZoned, zonedTime } from './time.ts';

/** A part of every day, in minutes from midnight; `to` before `from` runs over midnight. */
export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

/**
 * When the quiet hours that hold at `at` are over; null when there are none then. Spans may run over midnight, and spans that
 * touch are one. The first minute after a span is not quiet. All in the wall clock of `timezone`.
 */
export function quietUntil(at: number, spans: readonly DaySpan[], timezone: string): number | null {
  let end = at;
  // Each span can prolong the quiet at most once, so this ends even when spans fill the day.
  for (const _ of spans) {
    const minute = minuteOfDay(end, timezone);
    const span = spans.find((candidate) => holds(candidate, minute));
    if (span === undefined) break;
    end = endOf(span, end, timezone);
  }
  return end === at ? null : end;
}

function minuteOfDay(at: number, timezone: string): number {
  const { hour, minute } = zonedTime(at, timezone);
  return hour * 60 + minute;
}

function holds({ from, to }: DaySpan, minute: number): boolean {
  return from <= to ? from <= minute && minute < to : minute >= from || minute < to;
}

function endOf({ from, to }: DaySpan, at: number, timezone: string): number {
  const { year, month, day } = zonedTime(at, timezone);
  const tomorrow = to < from && minuteOfDay(at, timezone) >= from;
  return fromZoned({ year, month, day: day + (tomorrow ? 1 : 0), minute: to }, timezone);
}
