import { fail } from '../../errors.ts';

/** A time zone: how far its clocks are ahead of UTC at an instant, in ms. */
export type Zone = (instant: number) => number;

/** UTC itself. */
export const utc: Zone = () => 0;

const zones = new Map<string, Zone>();

/** A zone by its offset (`+08`, `+0800`, `+08:00`) or its Olson name. Throws 40485 for neither. */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const made = fixedZone(name) ?? namedZone(name);
  if (zones.size > 500) zones.clear();
  zones.set(name, made);
  return made;
}

function fixedZone(name: string): Zone | undefined {
  const m = /^([+-])(\d{2}):?(\d{2})?$/.exec(name);
  if (!m) return undefined;
  const minutes = (Number(m[2]) * 60 + Number(m[3] ?? 0)) * (m[1] === '-' ? -1 : 1);
  return () => minutes * 60_000;
}

function namedZone(name: string): Zone {
  if (name === 'UTC' || name === 'GMT') return utc;
  const format = formatter(name);
  return (instant) => {
    // Formatters do not give milliseconds, and no zone's offset has any.
    const second = Math.floor(instant / 1000) * 1000;
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(second)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second: s = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, s) - second;
  };
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  try {
    const two = '2-digit';
    return new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23' },
      ...{ year: 'numeric', month: two, day: two, hour: two, minute: two, second: two },
    });
  } catch {
    return fail(40485, `unrecognized time zone identifier: "${timeZone}"`);
  }
}

/** The clock time at an instant, as if it were UTC. */
export const wallOf = (instant: number, zone: Zone): number => instant + zone(instant);

/** The instant of a clock time; of one that does not exist, the one as far behind it. */
export function instantOf(wall: number, zone: Zone): number {
  const guess = wall - zone(wall);
  return wall - zone(guess);
}
