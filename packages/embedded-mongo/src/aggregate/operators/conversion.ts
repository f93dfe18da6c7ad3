import { Binary, Decimal128, ObjectId } from 'bson';
import { encodeDoc } from '../../bson/encode.ts';
import { asInteger, fitsLong, isNumber, toDecimal, toDouble, truthy } from '../../bson/numbers.ts';
import { int, isBoxed, isDoc, isNullish, T, typeCode, typeName, type Value } from '../../bson/values.ts';
import { fail, MongoError } from '../../errors.ts';
import { typeCodes } from '../../query/type-sets.ts';
import { parseDate } from './date-parse.ts';
import { named, type Operator, type OperatorTable, unary, unaryOrNull } from './operator.ts';
import { textOf } from './text-of.ts';

const failed = (v: Value, to: string, why?: string): never =>
  fail(
    241,
    why
      ? `Failed to parse ${to} '${String(v)}' in $convert with no onError value: ${why}`
      : `Unsupported conversion from ${typeName(v)} to ${to} in $convert with no onError value`,
  );

function toBool(v: Value): Value {
  return isNumber(v) ? toDouble(v) !== 0 : typeof v === 'string' ? true : truthy(v);
}

function wholeFrom(v: Value, to: 'int' | 'long'): bigint {
  if (typeof v === 'boolean') return v ? 1n : 0n;
  if (typeof v === 'string') {
    if (!/^[+-]?\d+$/.test(v)) return failed(v, 'number', v === '' ? 'No digits' : 'Bad digit');
    return BigInt(v.replace(/^\+/, ''));
  }
  if (to === 'long' && v instanceof Date) return BigInt(v.getTime());
  if (!isNumber(v)) return failed(v, to);
  const n = toDouble(v);
  if (!Number.isFinite(n))
    return fail(
      241,
      `Attempt to convert ${Number.isNaN(n) ? 'NaN' : 'infinity'} value to integer type in $convert with no onError value`,
    );
  if (isBoxed(v, 'Decimal128')) return BigInt((/^-?\d+/.exec(toPlain(v)) ?? ['0'])[0]);
  return asInteger(v) ?? BigInt(Math.trunc(n));
}

/** A decimal without exponent, as far as its whole part goes. */
function toPlain(d: Decimal128): string {
  const n = Number(d.toString());
  return Math.abs(n) < 1e21 && !/E/.test(d.toString()) ? d.toString() : BigInt(Math.trunc(n)).toString();
}

function toInt(v: Value): Value {
  const n = wholeFrom(v, 'int');
  return BigInt.asIntN(32, n) === n
    ? int(Number(n))
    : fail(241, `Conversion would overflow target type in $convert with no onError value: ${n}`);
}

function toLong(v: Value): Value {
  const n = wholeFrom(v, 'long');
  return fitsLong(n) ? n : fail(241, `Conversion would overflow target type in $convert with no onError value: ${n}`);
}

function numberText(v: string, to: string): string {
  return /^[+-]?(\d+\.?\d*([eE][+-]?\d+)?|\.\d+([eE][+-]?\d+)?|inf(inity)?|nan)$/i.test(v)
    ? v
    : failed(v, to, v === '' ? 'Empty string' : 'Did not consume whole string.');
}

function toDoubleValue(v: Value): Value {
  if (typeof v === 'boolean') return v ? 1 : 0;
  if (v instanceof Date) return v.getTime();
  if (isNumber(v)) return toDouble(v);
  if (typeof v !== 'string') return failed(v, 'double');
  const s = numberText(v, 'number');
  return /inf/i.test(s) ? (s.startsWith('-') ? -1 : 1) * Number.POSITIVE_INFINITY : Number(s);
}

function toDecimalValue(v: Value): Value {
  if (typeof v === 'boolean') return Decimal128.fromString(v ? '1' : '0');
  if (v instanceof Date) return Decimal128.fromString(String(v.getTime()));
  if (isNumber(v)) return toDecimal(v);
  return typeof v === 'string' ? Decimal128.fromStringWithRounding(numberText(v, 'number')) : failed(v, 'decimal');
}

function toDate(v: Value): Value {
  if (v instanceof Date) return v;
  if (isBoxed(v, 'ObjectId')) return v.getTimestamp();
  if (isBoxed(v, 'Timestamp')) return new Date(v.t * 1000);
  if (typeof v === 'bigint' || typeof v === 'number' || isBoxed(v, 'Decimal128'))
    return new Date(Math.trunc(toDouble(v)));
  return typeof v === 'string' ? parseDate(v) : failed(v, 'date');
}

function toObjectId(v: Value): Value {
  if (isBoxed(v, 'ObjectId')) return v;
  if (typeof v !== 'string') return failed(v, 'objectId');
  return /^[0-9a-fA-F]{24}$/.test(v)
    ? new ObjectId(v)
    : failed(v, 'objectId', `Invalid string length for parsing to OID, expected 24 but found ${v.length}`);
}

const toText = (v: Value): Value => textOf(v) ?? failed(v, 'string');

const toUuid = (v: Value): Value => {
  if (typeof v !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(v))
    return failed(v, 'binData', 'invalid UUID string');
  return new Binary(Buffer.from(v.replaceAll('-', ''), 'hex'), 4);
};

const converters: Record<number, (v: Value) => Value> = {
  [T.bool]: toBool,
  [T.int]: toInt,
  [T.long]: toLong,
  [T.double]: toDoubleValue,
  [T.decimal]: toDecimalValue,
  [T.date]: toDate,
  [T.objectId]: toObjectId,
  [T.string]: toText,
};

const convert: Operator = (operand, c) => {
  const hasDefault = isDoc(operand) && operand.has('onError');
  return named({ required: ['input', 'to'], optional: ['onError', 'onNull', 'format', 'byteOrder'] }, (get) => {
    const input = get('input');
    if (isNullish(input)) return get('onNull') ?? null;
    const to = get('to');
    if (isNullish(to)) return null;
    const [code = 0] = typeCodes(to as Value, '$convert');
    const run = converters[code];
    try {
      if (typeCode(input as Value) === code) return input;
      return run ? run(input as Value) : failed(input as Value, String(to));
    } catch (error) {
      if (hasDefault && error instanceof MongoError && error.code === 241) return get('onError');
      throw error;
    }
  })(operand, c);
};

/** Type operators and conversions. */
export const conversionOperators: OperatorTable = {
  $type: unary((v) => typeName(v)),
  $isNumber: unary((v) => isNumber(v)),
  $convert: convert,
  $toBool: unaryOrNull(toBool),
  $toInt: unaryOrNull(toInt),
  $toLong: unaryOrNull(toLong),
  $toDouble: unaryOrNull(toDoubleValue),
  $toDecimal: unaryOrNull(toDecimalValue),
  $toDate: unaryOrNull(toDate),
  $toObjectId: unaryOrNull(toObjectId),
  $toString: unaryOrNull(toText),
  $toUUID: unaryOrNull(toUuid),
  $bsonSize: unaryOrNull((v) =>
    isDoc(v) ? int(encodeDoc(v).length) : fail(31393, `$bsonSize requires a document input, found: ${typeName(v)}`),
  ),
  $tsSecond: unaryOrNull((v) =>
    isBoxed(v, 'Timestamp') ? BigInt(v.t) : fail(5687301, `Argument to $tsSecond must be a timestamp`),
  ),
  $tsIncrement: unaryOrNull((v) =>
    isBoxed(v, 'Timestamp') ? BigInt(v.i) : fail(5687302, `Argument to $tsIncrement must be a timestamp`),
  ),
};
