import { fromZoned, isoDate, startOfDay, zonedTime } from '../shared/index.ts';
import type { DaySpan } from '../yaml/index.ts';
import type { CalendarFile, WorkHours } from './config/calendar.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** A calendar that never works again (a year of rest) must not be walked for ever. */
const HORIZON_DAYS = 1_000;

/** When one department works. Built once per department; answers in epoch ms. */
export interface WorkCalendar {
  /** Whether the day that holds `at` is worked. */
  isWorkday(at: number): boolean;
  /** Whether `at` lies inside a working period. */
  isWorking(at: number): boolean;
  /** The moment at which `ms` of working time have passed since `from`. */
  add(from: number, ms: number): number;
  /** Working time between two moments, ms; 0 when `to` is not later. */
  between(from: number, to: number): number;
  /** Working time of one day, ms: what `1d` of a limit means. */
  readonly dayLength: number;
}

/** The calendar of a department by `calendar.yaml` (several periods a day, holidays, 调休, hours of its own). */
export function createWorkCalendar(file: CalendarFile, department: string, timezone: string): WorkCalendar {
  const hours = file.departments[department] ?? file.hours;
  const rest = new Set(Object.values(file.years).flatMap((year) => year.rest));
  const work = new Set(Object.values(file.years).flatMap((year) => year.work));
  const isWorkday = (at: number) => worksOn({ at, hours, file, rest, work, timezone });
  const periodsOf = (at: number) => (isWorkday(at) ? spansOf(at, hours.periods, timezone) : []);
  return {
    isWorkday,
    isWorking: (at) => periodsOf(at).some((span) => span.from <= at && at < span.to),
    add: (from, ms) => addWork({ from, ms, periodsOf, timezone }),
    between: (from, to) => workBetween({ from, to, periodsOf, timezone }),
    dayLength: hours.periods.reduce((sum, span) => sum + (span.to - span.from) * MINUTE, 0),
  };
}

interface DayQuestion {
  readonly at: number;
  readonly hours: WorkHours;
  readonly file: CalendarFile;
  readonly rest: ReadonlySet<string>;
  readonly work: ReadonlySet<string>;
  readonly timezone: string;
}

function worksOn({ at, hours, file, rest, work, timezone }: DayQuestion): boolean {
  const day = isoDate(at, timezone);
  const own = file.override[day];
  if (own !== undefined) return own === 'work' || hours.holidays;
  if (!hours.holidays && rest.has(day)) return false;
  if (!hours.holidays && work.has(day)) return true;
  return hours.weekdays.includes(zonedTime(at, timezone).weekday);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function spansOf(at: number, periods: readonly DaySpan[], timezone: string): Span[] {
  const { year, month, day } = zonedTime(at, timezone);
  const moment = (minute: number) => fromZoned({ year, month, day, minute }, timezone);
  return periods.map((span) => ({ from: moment(span.from), to: moment(span.to) }));
}

interface Walk {
  readonly from: number;
  readonly periodsOf: (at: number) => Span[];
  readonly timezone: string;
}

function* periodsFrom({ from, periodsOf, timezone }: Walk): Generator<Span> {
  for (let day = 0; day < HORIZON_DAYS; day += 1) {
    for (const span of periodsOf(startOfDay(from, timezone, day))) {
      if (span.to > from) yield { from: Math.max(span.from, from), to: span.to };
    }
  }
}

function addWork({ ms, ...walk }: Walk & { ms: number }): number {
  let left = ms;
  for (const span of periodsFrom(walk)) {
    const length = span.to - span.from;
    if (left <= length) return span.from + left;
    left -= length;
  }
  return walk.from + HORIZON_DAYS * DAY;
}

function workBetween({ to, ...walk }: Walk & { to: number }): number {
  let sum = 0;
  for (const span of periodsFrom(walk)) {
    if (span.from >= to) break;
    sum += Math.min(span.to, to) - span.from;
  }
  return sum;
}

/**
 * A limit of config as working time: whole days are working days (`3d` = three times `dayLength`), the rest is hours of work.
 */
export function workLimit(limit: number, calendar: WorkCalendar): number {
  const days = Math.floor(limit / DAY);
  return days * calendar.dayLength + (limit - days * DAY);
}
