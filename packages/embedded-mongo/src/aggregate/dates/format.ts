import { fail } from '../../errors.ts';
import { dayOf, dayOfYear, isoDay, isoParts, weekOfYear } from './calendar.ts';
import { instantOf, wallOf, type Zone, zoneOf } from './zone.ts';

const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

const pad = (n: number, size: number): string => String(n).padStart(size, '0');

const writers: Record<string, (wall: Date, offset: number) => string> = {
  '%': () => '%',
  d: (d) => pad(d.getUTCDate(), 2),
  G: (d) => pad(isoParts(d.getTime()).year, 4),
  H: (d) => pad(d.getUTCHours(), 2),
  j: (d) => pad(dayOfYear(d.getTime()), 3),
  L: (d) => pad(d.getUTCMilliseconds(), 3),
  m: (d) => pad(d.getUTCMonth() + 1, 2),
  M: (d) => pad(d.getUTCMinutes(), 2),
  S: (d) => pad(d.getUTCSeconds(), 2),
  u: (d) => String(isoParts(d.getTime()).weekday),
  U: (d) => pad(weekOfYear(d.getTime()), 2),
  V: (d) => pad(isoParts(d.getTime()).week, 2),
  w: (d) => String(d.getUTCDay() + 1),
  Y: (d) => pad(d.getUTCFullYear(), 4),
  b: (d) => (monthNames[d.getUTCMonth()] as string).slice(0, 3),
  B: (d) => monthNames[d.getUTCMonth()] as string,
  z: (_, offset) =>
    `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60), 2)}${pad(Math.abs(offset) % 60, 2)}`,
  Z: (_, offset) => `${offset < 0 ? '-' : '+'}${pad(Math.abs(offset), 3)}`,
};

/** `$dateToString` (manual, "Format Specifiers"). Throws 18536 for a specifier there is not. */
export function formatDate(instant: number, format: string, zone: Zone): string {
  const offset = Math.round(zone(instant) / 60_000);
  const wall = new Date(wallOf(instant, zone));
  if (wall.getUTCFullYear() < 0 || wall.getUTCFullYear() > 9999)
    fail(18537, `$dateToString is only defined on year 0-9999, tried to use year ${wall.getUTCFullYear()}`);
  return format.replace(/%([\s\S]?)/g, (whole, name: string) => {
    const write = Object.hasOwn(writers, name) ? writers[name] : undefined;
    return write ? write(wall, offset) : fail(18536, `Invalid format character '${whole}' in format string`);
  });
}

const readers: Record<string, string> = {
  ...{ d: '\\d{1,2}', G: '\\d{4}', H: '\\d{1,2}', j: '\\d{3}', L: '\\d{1,3}', m: '\\d{1,2}', M: '\\d{1,2}' },
  ...{ S: '\\d{1,2}', u: '\\d', V: '\\d{1,2}', Y: '\\d{4}', b: '[A-Za-z]{3}', B: '[A-Za-z]+' },
  ...{ z: 'Z|[+-]\\d{2}:?\\d{2}', Z: '[+-]\\d{1,3}' },
};

/** `$dateFromString` with a format. Throws 241 where the text is not of it. */
export function parseFormatted(text: string, format: string, zone: Zone): number {
  const names: string[] = [];
  const source = format.replace(/%([\s\S]?)|[.*+?^${}()|[\]\\/]/g, (whole, name?: string) => {
    if (name === undefined) return `\\${whole}`;
    if (name === '%') return '%';
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (!reader) return fail(18536, `Invalid format character '${whole}' in format string`);
    names.push(name);
    return `(${reader})`;
  });
  const m = new RegExp(`^${source}$`).exec(text);
  if (!m) return fail(241, `Error parsing date string '${text}'; it does not match format '${format}'`);
  return assemble(new Map(names.map((name, i) => [name, m[i + 1] as string])), text, zone);
}

function assemble(found: Map<string, string>, text: string, zone: Zone): number {
  const number = (name: string, otherwise: number): number => (found.has(name) ? Number(found.get(name)) : otherwise);
  const within = (n: number, low: number, high: number): number =>
    n >= low && n <= high ? n : fail(241, `Error parsing date string '${text}'; value out of range`);
  const time =
    within(number('H', 0), 0, 23) * 3_600_000 +
    within(number('M', 0), 0, 59) * 60_000 +
    within(number('S', 0), 0, 59) * 1000 +
    Number((found.get('L') ?? '0').padEnd(3, '0'));
  const wall = dayFrom(found, { number, within, text }) + time;
  const minutes = found.get('Z');
  if (minutes !== undefined) return wall - Number(minutes) * 60_000;
  const offset = found.get('z');
  return instantOf(wall, offset === undefined ? zone : offset === 'Z' ? zoneOf('UTC') : zoneOf(offset));
}

interface Reading {
  number(name: string, otherwise: number): number;
  within(n: number, low: number, high: number): number;
  text: string;
}

function dayFrom(found: Map<string, string>, { number, within, text }: Reading): number {
  if (found.has('G')) return isoDay(number('G', 0), within(number('V', 1), 1, 53), within(number('u', 1), 1, 7));
  if (!found.has('Y')) fail(241, `Error parsing date string '${text}'; the date has no year`);
  const year = number('Y', 0);
  if (found.has('j')) return dayOf(year, 0, within(number('j', 1), 1, 366));
  const name = (found.get('B') ?? found.get('b'))?.toLowerCase();
  const byName = monthNames.findIndex((m) => name !== undefined && m.toLowerCase().startsWith(name));
  const month = name === undefined ? within(number('m', 1), 1, 12) - 1 : within(byName, 0, 11);
  const day = within(number('d', 1), 1, 31);
  return new Date(dayOf(year, month, day)).getUTCDate() === day
    ? dayOf(year, month, day)
    : fail(241, `Error parsing date string '${text}'; there is no such day`);
}
