import { defined } from './defined.ts';
/** Calendar fields of a moment in a time zone. `weekday` 1 = Monday … 7 = Sunday; `month` 1–12. */
export interface ZonedTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly weekday: number;
}

const HOUR = 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();
/** The last look-up: a turn asks several times about the same moment. */
let last = { quarter: Number.NaN, timezone: '', offset: 0 };

function formatFor(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timezone, format);
  }
  return format;
}

function measureOffset(at: number, timezone: string): number {
  const fields: Record<string, number> = {};
  for (const part of formatFor(timezone).formatToParts(at)) fields[part.type] = Number(part.value);
  const wall = Date.UTC(
    defined(fields.year),
    fields.month! - 1,
    defined(fields.day),
    defined(fields.hour),
    defined(fields.minute),
    defined(fields.second),
  );
  return wall - Math.floor(at / 1000) * 1000;
}

/** Milliseconds that the zone's wall clock is ahead of UTC at `at`. Kept per quarter hour, so a look-up is cheap. */
export function zoneOffset(at: number, timezone: string): number {
  const quarter = Math.floor(at / (HOUR / 4));
  if (quarter === last.quarter && timezone === last.timezone) return last.offset;
  const key = `${timezone}/${quarter}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    if (offsets.size > 10_000) offsets.clear();
    offset = measureOffset(at, timezone);
    offsets.set(key, offset);
  }
  last = { quarter, timezone, offset };
  return offset;
}

/** The wall clock of `timezone` at the epoch millisecond `at`. */
export function zonedTime(at: number, timezone: string): ZonedTime {
  const wall = new Date(at + zoneOffset(at, timezone));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    weekday: wall.getUTCDay() === 0 ? 7 : wall.getUTCDay(),
  };
}

/** The epoch millisecond of a wall-clock moment. Fields may overflow (day 32), as with `Date.UTC`. */
export function fromZoned(
  wall: { year: number; month: number; day: number; hour?: number; minute?: number; second?: number },
  timezone: string,
): number {
  const utc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour ?? 0, wall.minute ?? 0, wall.second ?? 0);
  const first = utc - zoneOffset(utc, timezone);
  return utc - zoneOffset(first, timezone);
}

/** Midnight at the start of the day that holds `at`, `days` days later. */
export function startOfDay(at: number, timezone: string, days = 0): number {
  const { year, month, day } = zonedTime(at, timezone);
  return fromZoned({ year, month, day: day + days }, timezone);
}

const two = (value: number) => String(value).padStart(2, '0');

/** `2026-11-23`. */
export function isoDate(at: number, timezone: string): string {
  const { year, month, day } = zonedTime(at, timezone);
  return `${year}-${two(month)}-${two(day)}`;
}

/** `261123`, the date inside a ticket number. */
export function compactDate(at: number, timezone: string): string {
  return isoDate(at, timezone).slice(2).replaceAll('-', '');
}

/** `14:05`. */
export function clockTime(at: number, timezone: string): string {
  const { hour, minute } = zonedTime(at, timezone);
  return `${two(hour)}:${two(minute)}`;
}
