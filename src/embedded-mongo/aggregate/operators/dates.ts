import { Context } from 'mingo/core';
import * as mingoDates from 'mingo/operators/expression/date';
import { int, isBoxed, isDoc, isNullish, type Maybe, typeName, type Value } from '../../bson/values.ts';
import { fail, MongoError } from '../../errors.ts';
import { fromPlain, toPlain } from '../mingo-bridge.ts';
import type { Expr } from '../scope.ts';
import { parseDate } from './date-parse.ts';
import { type Compiler, named, namedOperand, type Operator, type OperatorTable } from './operator.ts';

type MingoDate = (obj: Record<string, unknown>, expr: unknown, options: never) => unknown;

const functions = mingoDates as unknown as Record<string, MingoDate>;
const options = {
  idKey: '_id',
  processingMode: 0,
  useStrictMode: true,
  scriptEnabled: false,
  failOnError: true,
  context: Context.init(),
};

/** Calls mingo's operator with values already computed, by reference so that no text of theirs is read as a path. */
function callMingo(name: string, values: Record<string, Maybe>): Maybe {
  const obj: Record<string, unknown> = {};
  const expr: Record<string, unknown> = {};
  for (const [key, v] of Object.entries(values)) {
    if (v === undefined) continue;
    obj[key] = toPlain(v);
    expr[key] = `$${key}`;
  }
  try {
    return fromPlain((functions[name] as MingoDate)(obj, expr, options as never));
  } catch (error) {
    if (error instanceof MongoError) throw error;
    return fail(name === '$dateFromString' ? 241 : 40515, `${name}: ${(error as Error).message}`);
  }
}

/** A date operand: dates, timestamps and object ids all tell a time. */
function asDate(v: Maybe, name: string): Date | null {
  if (isNullish(v)) return null;
  if (v instanceof Date) return new Date(v.getTime());
  if (isBoxed(v, 'ObjectId')) return v.getTimestamp();
  if (isBoxed(v, 'Timestamp')) return new Date(v.t * 1000);
  return fail(16006, `can't convert from BSON type ${typeName(v)} to Date (${name})`);
}

function checkZone(v: Maybe): string | undefined {
  if (v === undefined) return undefined;
  if (typeof v !== 'string') return fail(40517, `timezone must evaluate to a string, found ${typeName(v)}`);
  if (/^[+-]\d{2}(:?\d{2})?$/.test(v)) return v;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: v });
    return v;
  } catch {
    return fail(40485, `unrecognized time zone identifier: "${v}"`);
  }
}

const utcParts: Record<string, (d: Date) => number> = {
  $year: (d) => d.getUTCFullYear(),
  $month: (d) => d.getUTCMonth() + 1,
  $dayOfMonth: (d) => d.getUTCDate(),
  $hour: (d) => d.getUTCHours(),
  $minute: (d) => d.getUTCMinutes(),
  $second: (d) => d.getUTCSeconds(),
  $millisecond: (d) => d.getUTCMilliseconds(),
  $dayOfWeek: (d) => d.getUTCDay() + 1,
};

/** `$year` and its kin: `{$year: date}`, `{$year: [date]}` or `{$year: {date, timezone}}`. */
function part(operand: Value, c: Compiler): Expr {
  const whole =
    isDoc(operand) && operand.has('date')
      ? namedOperand(operand, c.name, { required: ['date'], optional: ['timezone'] })
      : undefined;
  const list = Array.isArray(operand) ? operand : [operand];
  if (list.length !== 1)
    fail(40536, `${c.name} accepts exactly one argument if given an array, but was given ${list.length}`);
  const date = c.compile(whole ? (whole.get('date') as Value) : (list[0] as Value));
  const zone = whole?.has('timezone') ? c.compile(whole.get('timezone') as Value) : undefined;
  return (env) => {
    const d = asDate(date(env), c.name);
    if (d === null) return null;
    const timezone = zone?.(env);
    if (timezone === null) return null;
    const utc = utcParts[c.name];
    if (utc && timezone === undefined) return int(utc(d));
    const result = callMingo(c.name, { date: d, timezone: checkZone(timezone) });
    return c.name === '$isoWeekYear' && isBoxed(result, 'Int32') ? BigInt(result.value) : result;
  };
}

/** An operator that takes its arguments by name; null in any required one gives null. */
function delegated(fields: { required: string[]; optional?: string[] }, dates: string[] = []): Operator {
  return named(fields, (get, name) => {
    const values: Record<string, Maybe> = {};
    for (const key of [...fields.required, ...(fields.optional ?? [])]) {
      const v = dates.includes(key) ? asDate(get(key), name) : get(key);
      if (v === null || (v === undefined && fields.required.includes(key))) return null;
      values[key] = key === 'timezone' ? checkZone(v) : v;
    }
    const result = callMingo(name, values);
    return name === '$dateDiff' && isBoxed(result, 'Int32') ? BigInt(result.value) : result;
  });
}

const dateToString: Operator = named(
  { required: ['date'], optional: ['format', 'timezone', 'onNull'] },
  (get, name) => {
    const date = asDate(get('date'), name);
    if (date === null) return get('onNull') ?? null;
    const timezone = get('timezone');
    const format = get('format');
    if (timezone === null || format === null) return null;
    if (format === undefined && timezone === undefined) return date.toISOString();
    const given = format ?? (timezone === undefined ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L');
    if (typeof given !== 'string')
      return fail(18533, `$dateToString requires that 'format' be a string, found: ${typeName(given)}`);
    const unknown = given.replace(/%%/g, '').match(/%[^dGHjLmMSuUVwYzZbB]/);
    if (unknown) return fail(18536, `Invalid format character '${unknown[0]}' in format string`);
    return callMingo(name, { date, format: given, timezone: checkZone(timezone) });
  },
);

const dateFromString: Operator = named(
  { required: ['dateString'], optional: ['format', 'timezone', 'onError', 'onNull'] },
  (get, name) => {
    const text = get('dateString');
    if (isNullish(text)) return get('onNull') ?? null;
    try {
      if (typeof text !== 'string')
        return fail(241, `$dateFromString requires that 'dateString' be a string, found: ${typeName(text)}`);
      const timezone = checkZone(get('timezone'));
      const format = get('format');
      if (format === undefined && timezone === undefined) return parseDate(text);
      if (format === undefined && /(Z|[+-]\d{2}:?\d{2})$/.test(text))
        fail(
          241,
          `you cannot pass in a date/time string with time zone information ('${text}') together with a timezone argument`,
        );
      const made = callMingo(name, { dateString: text, format: format ?? undefined, timezone });
      return made instanceof Date ? made : fail(241, `Error parsing date string '${text}'`);
    } catch (error) {
      if (error instanceof MongoError && get('onError') !== undefined) return get('onError');
      throw error;
    }
  },
);

const zoned = { optional: ['timezone'] };
const names = [
  '$year',
  '$month',
  '$dayOfMonth',
  '$hour',
  '$minute',
  '$second',
  '$millisecond',
  '$dayOfWeek',
  '$dayOfYear',
  '$week',
  '$isoWeek',
  '$isoWeekYear',
  '$isoDayOfWeek',
];

/** Operators on dates; the calendar work with time zones is mingo's. */
export const dateOperators: OperatorTable = {
  ...Object.fromEntries(names.map((name) => [name, part])),
  $dateToString: dateToString,
  $dateFromString: dateFromString,
  $dateAdd: delegated({ required: ['startDate', 'unit', 'amount'], ...zoned }, ['startDate']),
  $dateSubtract: delegated({ required: ['startDate', 'unit', 'amount'], ...zoned }, ['startDate']),
  $dateDiff: delegated({ required: ['startDate', 'endDate', 'unit'], optional: ['timezone', 'startOfWeek'] }, [
    'startDate',
    'endDate',
  ]),
  $dateTrunc: delegated({ required: ['date', 'unit'], optional: ['binSize', 'timezone', 'startOfWeek'] }, ['date']),
  $dateFromParts: delegated({
    required: [],
    optional: [
      'year',
      'month',
      'day',
      'hour',
      'minute',
      'second',
      'millisecond',
      'isoWeekYear',
      'isoWeek',
      'isoDayOfWeek',
      'timezone',
    ],
  }),
  $dateToParts: delegated({ required: ['date'], optional: ['timezone', 'iso8601'] }, ['date']),
};
