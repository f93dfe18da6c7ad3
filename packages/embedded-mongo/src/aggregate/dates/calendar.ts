import { instantOf, wallOf, type Zone } from './zone.ts';

/** The units of `$dateAdd` and its kin. */
export const units = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'] as const;
/** One of them. */
export type Unit = (typeof units)[number];

const dayMs = 86_400_000;
const fixedMs: Partial<Record<Unit, number>> = { hour: 3_600_000, minute: 60_000, second: 1000, millisecond: 1 };
const months: Partial<Record<Unit, number>> = { year: 12, quarter: 3, month: 1 };

/** A day by year, month (0–11, may overflow) and day of month, as ms of UTC; years below 100 are not 19xx. */
export function dayOf(year: number, month: number, day: number): number {
  const d = new Date(0);
  d.setUTCFullYear(year, month, day);
  return d.getTime();
}

const monthNumber = (wall: number): number => new Date(wall).getUTCFullYear() * 12 + new Date(wall).getUTCMonth();
const timeOfDay = (wall: number): number => ((wall % dayMs) + dayMs) % dayMs;

/** Adds units by the clock of a zone; a day the month does not have becomes its last. Hours and less are added as time. */
export function addUnits(instant: number, o: { unit: Unit; amount: number; zone: Zone }): number {
  const fixed = fixedMs[o.unit];
  if (fixed) return instant + o.amount * fixed;
  const wall = wallOf(instant, o.zone);
  const step = months[o.unit];
  if (!step) return instantOf(wall + o.amount * dayMs * (o.unit === 'week' ? 7 : 1), o.zone);
  const month = monthNumber(wall) + o.amount * step;
  const last = new Date(dayOf(0, month + 1, 0)).getUTCDate();
  const day = Math.min(new Date(wall).getUTCDate(), last);
  return instantOf(dayOf(0, month, day) + timeOfDay(wall), o.zone);
}

interface Calendar {
  zone: Zone;
  /** 0 is Sunday. */
  startOfWeek: number;
}

/** How many boundaries of the unit lie between two instants. */
export function countUnits(from: number, to: number, o: Calendar & { unit: Unit }): number {
  return boundary(to, o) - boundary(from, o);
}

function boundary(instant: number, o: Calendar & { unit: Unit }): number {
  const { unit, zone } = o;
  const fixed = fixedMs[unit];
  if (fixed && unit !== 'hour') return Math.floor(instant / fixed);
  // Hours begin with the clock's, but a shift of the clock is no hour.
  if (unit === 'hour') return Math.floor((instant + (zone(instant) % 3_600_000)) / 3_600_000);
  const wall = wallOf(instant, zone);
  const step = months[unit];
  if (step) return Math.floor(monthNumber(wall) / step);
  const day = Math.floor(wall / dayMs);
  return unit === 'day' ? day : Math.floor((day + 4 - o.startOfWeek) / 7);
}

/** The beginning of the bin an instant is in; bins are counted from 2000-01-01 in the zone. */
export function truncate(instant: number, o: Calendar & { unit: Unit; binSize: number }): number {
  const { unit, binSize, zone } = o;
  const start = dayOf(2000, 0, 1);
  const floor = (n: number, size: number): number => Math.floor(n / size) * size;
  const fixed = fixedMs[unit];
  if (fixed) {
    const reference = instantOf(start, zone);
    return reference + floor(instant - reference, fixed * binSize);
  }
  const wall = wallOf(instant, zone);
  const step = months[unit];
  if (step) return instantOf(dayOf(2000, floor(monthNumber(wall) - 24_000, step * binSize), 1), zone);
  // 2000-01-01 was a Saturday (6).
  const reference = unit === 'week' ? start + ((o.startOfWeek + 1) % 7) * dayMs : start;
  return instantOf(reference + floor(wall - reference, dayMs * binSize * (unit === 'week' ? 7 : 1)), zone);
}

/** The day a week of an ISO year begins with. */
const isoYearStart = (year: number): number => {
  const fourth = dayOf(year, 0, 4);
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * dayMs;
};

/** A day by ISO year, week and weekday (1 is Monday). */
export function isoDay(year: number, week: number, weekday: number): number {
  return isoYearStart(year) + ((week - 1) * 7 + weekday - 1) * dayMs;
}

/** ISO year, week and weekday of a clock time. */
export function isoParts(wall: number): { year: number; week: number; weekday: number } {
  const day = Math.floor(wall / dayMs) * dayMs;
  const weekday = ((new Date(day).getUTCDay() + 6) % 7) + 1;
  const year = new Date(day + (4 - weekday) * dayMs).getUTCFullYear();
  return { year, week: Math.floor((day - isoYearStart(year)) / (7 * dayMs)) + 1, weekday };
}

/** 1 on the first of January. */
export function dayOfYear(wall: number): number {
  return Math.floor((wall - dayOf(new Date(wall).getUTCFullYear(), 0, 1)) / dayMs) + 1;
}

/** Weeks begin on Sunday; days before the first Sunday are in week 0. */
export const weekOfYear = (wall: number): number => Math.floor((dayOfYear(wall) + 6 - new Date(wall).getUTCDay()) / 7);
