import { type Decimal128, Int32 } from 'bson';
import { decimalFromDouble, decimalOf, type Exact, partsOf } from './decimal.ts';
import { bsonUndefined, isBoxed, type Maybe, type Value } from './values.ts';

/** Whether a value is a number of any BSON type. */
export function isNumber(v: Maybe): boolean {
  return typeof v === 'number' || typeof v === 'bigint' || isBoxed(v, 'Int32') || isBoxed(v, 'Decimal128');
}

/** A number as a JavaScript double, possibly rounded. */
export function toDouble(v: Maybe): number {
  if (typeof v === 'number') return v;
  if (isBoxed(v, 'Int32')) return v.value;
  return typeof v === 'bigint' ? Number(v) : Number((v as Decimal128).toString());
}

/** A number as an integer where it is exactly one (any BSON type), else undefined. */
export function asInteger(v: Maybe): bigint | undefined {
  if (isBoxed(v, 'Int32')) return BigInt(v.value);
  if (typeof v === 'bigint') return v;
  if (typeof v === 'number') return Number.isInteger(v) ? BigInt(v) : undefined;
  if (!isBoxed(v, 'Decimal128')) return undefined;
  const exact = partsOf(v);
  if (typeof exact === 'number') return undefined;
  const scale = 10n ** BigInt(Math.min(Math.abs(exact.exponent), 6200));
  if (exact.exponent >= 0) return exact.coefficient * scale;
  return exact.coefficient % scale === 0n ? exact.coefficient / scale : undefined;
}

/** What counts as true in an expression: anything but false, null, undefined, missing and zero. */
export function truthy(v: Maybe): boolean {
  if (v === undefined || v === null || v === false || v === bsonUndefined) return false;
  return !isNumber(v) || toDouble(v) !== 0;
}

/** Whether a 64-bit integer can hold `n`. */
export const fitsLong = (n: bigint): boolean => BigInt.asIntN(64, n) === n;

const rank = (v: Value): number =>
  isBoxed(v, 'Int32') ? 0 : typeof v === 'bigint' ? 1 : typeof v === 'number' ? 2 : 3;

type Operation = 'add' | 'subtract' | 'multiply';

/**
 * Arithmetic that keeps BSON types: the wider of the two types, int widening to long where it overflows.
 * `undefined` where a long overflows, for the caller to refuse (`$inc`) or to widen to double (`$add`).
 */
export function arithmetic(op: Operation, a: Value, b: Value): Value | undefined {
  const wide = Math.max(rank(a), rank(b));
  if (wide === 3) return decimalArithmetic(op, toDecimal(a), toDecimal(b));
  if (wide === 2) return onDoubles(op, toDouble(a), toDouble(b));
  const n = onIntegers(op, asInteger(a) as bigint, asInteger(b) as bigint);
  if (wide === 0 && n === BigInt.asIntN(32, n)) return new Int32(Number(n));
  return fitsLong(n) ? n : undefined;
}

function onDoubles(op: Operation, a: number, b: number): number {
  return op === 'add' ? a + b : op === 'subtract' ? a - b : a * b;
}

function onIntegers(op: Operation, a: bigint, b: bigint): bigint {
  return op === 'add' ? a + b : op === 'subtract' ? a - b : a * b;
}

/** A number as a decimal. */
export function toDecimal(v: Value): Decimal128 {
  if (isBoxed(v, 'Decimal128')) return v;
  if (typeof v === 'number') return decimalFromDouble(v);
  return decimalOf({ coefficient: asInteger(v) as bigint, exponent: 0 });
}

function decimalArithmetic(op: Operation, a: Decimal128, b: Decimal128): Decimal128 {
  const x = partsOf(a);
  const y = partsOf(b);
  if (typeof x === 'number' || typeof y === 'number') {
    return decimalFromDouble(onDoubles(op, Number(a.toString()), Number(b.toString())));
  }
  if (op === 'multiply')
    return decimalOf({ coefficient: x.coefficient * y.coefficient, exponent: x.exponent + y.exponent });
  const low = Math.min(x.exponent, y.exponent);
  const scale = (e: Exact): bigint => e.coefficient * 10n ** BigInt(e.exponent - low);
  return decimalOf({ coefficient: onIntegers(op, scale(x), scale(y)), exponent: low });
}
