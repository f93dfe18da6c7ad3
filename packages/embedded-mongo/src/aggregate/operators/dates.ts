import { asInteger, isNumber } from '../../bson/numbers.ts';
import { type Doc, doc, int, isBoxed, isDoc, isNullish, type Maybe, typeName, type Value } from '../../bson/values.ts';
import { fail, MongoError } from '../../errors.ts';
import {
  addUnits,
  countUnits,
  dayOf,
  dayOfYear,
  isoDay,
  isoParts,
  truncate,
  type Unit,
  units,
  weekOfYear,
} from '../dates/calendar.ts';
import { formatDate, parseFormatted } from '../dates/format.ts';
import { instantOf, utc, wallOf, type Zone, zoneOf } from '../dates/zone.ts';
import type { Expr } from '../scope.ts';
import { parseDate } from './date-parse.ts';
import { type Compiler, named, namedOperand, type Operator, type OperatorTable } from './operator.ts';

type Getter = (name: string) => Maybe;

/** A date operand: dates, timestamps and object ids all hold a time. */
function timeOf(v: Maybe, name: string): number {
  if (v instanceof Date) return v.getTime();
  if (isBoxed(v, 'ObjectId')) return v.getTimestamp().getTime();
  if (isBoxed(v, 'Timestamp')) return v.t * 1000;
  return fail(16006, `can't convert from BSON type ${typeName(v)} to Date (${name})`);
}

function zoneFrom(v: Maybe): Zone {
  if (v === undefined) return utc;
  return typeof v === 'string' ? zoneOf(v) : fail(40517, `timezone must evaluate to a string, found ${typeName(v)}`);
}

function unitFrom(v: Maybe, name: string): Unit {
  if (typeof v !== 'string') return fail(5439013, `${name} requires 'unit' to be a string, but got ${typeName(v)}`);
  return units.find((u) => u === v) ?? fail(9, `unknown time unit value: ${v}`);
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function weekdayFrom(v: Maybe, name: string): number {
  if (v === undefined) return 0;
  const at =
    typeof v === 'string' ? weekdays.findIndex((d) => d === v.toLowerCase() || d.slice(0, 3) === v.toLowerCase()) : -1;
  return at >= 0 ? at : fail(9, `${name} parameter 'startOfWeek' value cannot be recognized as a day of a week`);
}

const whole = (v: Maybe): number | undefined => {
  const n = isNumber(v) ? asInteger(v) : undefined;
  return n === undefined ? undefined : Number(n);
};

const parts: Record<string, (wall: number) => Value> = {
  $year: (w) => int(new Date(w).getUTCFullYear()),
  $month: (w) => int(new Date(w).getUTCMonth() + 1),
  $dayOfMonth: (w) => int(new Date(w).getUTCDate()),
  $hour: (w) => int(new Date(w).getUTCHours()),
  $minute: (w) => int(new Date(w).getUTCMinutes()),
  $second: (w) => int(new Date(w).getUTCSeconds()),
  $millisecond: (w) => int(new Date(w).getUTCMilliseconds()),
  $dayOfWeek: (w) => int(new Date(w).getUTCDay() + 1),
  $dayOfYear: (w) => int(dayOfYear(w)),
  $week: (w) => int(weekOfYear(w)),
  $isoWeek: (w) => int(isoParts(w).week),
  $isoWeekYear: (w) => BigInt(isoParts(w).year),
  $isoDayOfWeek: (w) => int(isoParts(w).weekday),
};

/** `$year` and its kin: `{$year: date}`, `{$year: [date]}` or `{$year: {date, timezone}}`. */
function part(operand: Value, c: Compiler): Expr {
  const spec =
    isDoc(operand) && operand.has('date')
      ? namedOperand(operand, c.name, { required: ['date'], optional: ['timezone'] })
      : undefined;
  const list = Array.isArray(operand) ? operand : [operand];
  if (list.length !== 1)
    fail(40536, `${c.name} accepts exactly one argument if given an array, but was given ${list.length}`);
  const date = c.compile(spec ? (spec.get('date') as Value) : (list[0] as Value));
  const zone = spec?.has('timezone') ? c.compile(spec.get('timezone') as Value) : undefined;
  const read = parts[c.name] as (wall: number) => Value;
  return (env) => {
    const d = date(env);
    const timezone = zone?.(env);
    if (isNullish(d) || (zone && isNullish(timezone))) return null;
    return read(wallOf(timeOf(d, c.name), zoneFrom(timezone)));
  };
}

/** An operator with named arguments; null or missing in a required one, or null in any, gives null. */
function orNull(
  fields: { required: string[]; optional?: string[] },
  f: (get: Getter, name: string) => Maybe,
): Operator {
  return named(fields, (get, name) => {
    if (fields.required.some((key) => isNullish(get(key)))) return null;
    if (fields.optional?.some((key) => get(key) === null)) return null;
    return f(get, name);
  });
}

function shift(sign: 1 | -1): Operator {
  return orNull({ required: ['startDate', 'unit', 'amount'], optional: ['timezone'] }, (get, name) => {
    const amount = whole(get('amount')) ?? fail(5166405, `${name} expects integer amount of time units`);
    const o = { unit: unitFrom(get('unit'), name), amount: amount * sign, zone: zoneFrom(get('timezone')) };
    const moved = new Date(addUnits(timeOf(get('startDate'), name), o));
    return Number.isNaN(moved.getTime()) ? fail(5166406, `${name} overflowed`) : moved;
  });
}

const dateDiff: Operator = orNull(
  { required: ['startDate', 'endDate', 'unit'], optional: ['timezone', 'startOfWeek'] },
  (get, name) =>
    BigInt(
      countUnits(timeOf(get('startDate'), name), timeOf(get('endDate'), name), {
        unit: unitFrom(get('unit'), name),
        zone: zoneFrom(get('timezone')),
        startOfWeek: weekdayFrom(get('startOfWeek'), name),
      }),
    ),
);

const dateTrunc: Operator = orNull(
  { required: ['date', 'unit'], optional: ['binSize', 'timezone', 'startOfWeek'] },
  (get, name) => {
    const binSize = get('binSize') === undefined ? 1 : whole(get('binSize'));
    if (binSize === undefined || binSize <= 0)
      return fail(5439017, `${name} requires 'binSize' to be a 64-bit integer greater than 0`);
    const zone = zoneFrom(get('timezone'));
    const startOfWeek = weekdayFrom(get('startOfWeek'), name);
    return new Date(
      truncate(timeOf(get('date'), name), { unit: unitFrom(get('unit'), name), binSize, zone, startOfWeek }),
    );
  },
);

const dateToString: Operator = named(
  { required: ['date'], optional: ['format', 'timezone', 'onNull'] },
  (get, name) => {
    const date = get('date');
    if (isNullish(date)) return get('onNull') ?? null;
    const timezone = get('timezone');
    const format = get('format') ?? (timezone === undefined ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L');
    if (timezone === null || get('format') === null) return null;
    if (typeof format !== 'string')
      return fail(18533, `$dateToString requires that 'format' be a string, found: ${typeName(format)}`);
    return formatDate(timeOf(date, name), format, zoneFrom(timezone));
  },
);

const dateFromString: Operator = named(
  { required: ['dateString'], optional: ['format', 'timezone', 'onError', 'onNull'] },
  (get) => {
    const text = get('dateString');
    if (isNullish(text)) return get('onNull') ?? null;
    try {
      return readDate(text, get);
    } catch (error) {
      if (error instanceof MongoError && get('onError') !== undefined) return get('onError');
      throw error;
    }
  },
);

function readDate(text: Maybe, get: Getter): Maybe {
  if (typeof text !== 'string')
    return fail(241, `$dateFromString requires that 'dateString' be a string, found: ${typeName(text)}`);
  const [timezone, format] = [get('timezone'), get('format')];
  if (timezone === null || format === null) return null;
  const zone = zoneFrom(timezone);
  if (typeof format === 'string') return new Date(parseFormatted(text, format, zone));
  if (timezone !== undefined && /(Z|[+-]\d{2}:?\d{2})$/.test(text))
    fail(
      241,
      `you cannot pass in a date/time string with time zone information ('${text}') together with a timezone argument`,
    );
  return new Date(instantOf(parseDate(text).getTime(), zone));
}

const civil = ['year', 'month', 'day'];
const iso = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'];
const clock = ['hour', 'minute', 'second', 'millisecond'];

const dateFromParts: Operator = (operand, c) => {
  const all = [...civil, ...iso, ...clock, 'timezone'];
  const d = namedOperand(operand, c.name, { required: [], optional: all });
  const byWeek = iso.some((key) => d.has(key));
  if (byWeek && civil.some((key) => d.has(key)))
    fail(40489, '$dateFromParts does not allow mixing natural dates with ISO dates');
  if (!byWeek && !d.has('year')) fail(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  if (byWeek && !d.has('isoWeekYear'))
    fail(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  return orNull({ required: [], optional: all }, (get) => fromParts(get, byWeek, [...d.keys()]))(operand, c);
};

function fromParts(get: Getter, byWeek: boolean, given: string[]): Maybe {
  if (given.some((key) => isNullish(get(key)))) return null;
  const number = (key: string, otherwise: number): number => {
    const v = get(key);
    if (v === undefined) return otherwise;
    const n = whole(v) ?? fail(40515, `'${key}' must evaluate to an integer, found ${typeName(v)} with value`);
    if (n < -32768 || n > 32767)
      fail(31034, `'${key}' must evaluate to a value in the range [-32768, 32767]; value ${n} is not in range`);
    return n;
  };
  const year = number(byWeek ? 'isoWeekYear' : 'year', 0);
  if (year < 1 || year > 9999)
    fail(
      40523,
      `'${byWeek ? 'isoWeekYear' : 'year'}' must evaluate to an integer in the range 1 to 9999, found ${year}`,
    );
  const day = byWeek
    ? isoDay(year, number('isoWeek', 1), number('isoDayOfWeek', 1))
    : dayOf(year, number('month', 1) - 1, number('day', 1));
  const [hour, minute, second, ms] = clock.map((key) => number(key, 0)) as [number, number, number, number];
  return new Date(instantOf(day + ((hour * 60 + minute) * 60 + second) * 1000 + ms, zoneFrom(get('timezone'))));
}

const dateToParts: Operator = orNull({ required: ['date'], optional: ['timezone', 'iso8601'] }, (get, name) => {
  const wall = wallOf(timeOf(get('date'), name), zoneFrom(get('timezone')));
  const byWeek = get('iso8601') ?? false;
  if (typeof byWeek !== 'boolean') return fail(40521, `iso8601 must evaluate to a bool, found ${typeName(byWeek)}`);
  const { year, week, weekday } = isoParts(wall);
  const at = new Date(wall);
  const day: Doc = byWeek
    ? doc({ isoWeekYear: int(year), isoWeek: int(week), isoDayOfWeek: int(weekday) })
    : doc({ year: int(at.getUTCFullYear()), month: int(at.getUTCMonth() + 1), day: int(at.getUTCDate()) });
  day.set('hour', int(at.getUTCHours())).set('minute', int(at.getUTCMinutes()));
  return day.set('second', int(at.getUTCSeconds())).set('millisecond', int(at.getUTCMilliseconds()));
});

/** Operators on dates (manual, "Date Expression Operators"). */
export const dateOperators: OperatorTable = {
  ...Object.fromEntries(Object.keys(parts).map((name) => [name, part])),
  $dateToString: dateToString,
  $dateFromString: dateFromString,
  $dateAdd: shift(1),
  $dateSubtract: shift(-1),
  $dateDiff: dateDiff,
  $dateTrunc: dateTrunc,
  $dateFromParts: dateFromParts,
  $dateToParts: dateToParts,
};
