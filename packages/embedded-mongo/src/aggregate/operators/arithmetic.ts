import { Decimal128 } from 'bson';
import { decimalFromDouble, decimalOf, divideHalfEven, type Exact, exactOf, partsOf } from '../../bson/decimal.ts';
import { arithmetic, asInteger, fitsLong, isNumber, toDecimal, toDouble } from '../../bson/numbers.ts';
import { int, integer, isBoxed, isNullish, type Maybe, typeName, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { fixed, type Operator, type OperatorTable, unaryOrNull, variadic } from './operator.ts';

const anyNull = (values: Maybe[]): boolean => values.some(isNullish);
const isDecimal = (v: Maybe): v is Decimal128 => isBoxed(v, 'Decimal128');

/** Adds two numbers, widening to double where a long overflows, as `$add` and `$sum` do. */
export function addNumbers(a: Value, b: Value): Value {
  return arithmetic('add', a, b) ?? toDouble(a) + toDouble(b);
}

function add(values: Maybe[], name: string): Maybe {
  if (anyNull(values)) return null;
  let sum: Value = int(0);
  let date: Date | undefined;
  for (const v of values as Value[]) {
    if (v instanceof Date) {
      if (date) fail(16612, 'only one date allowed in an $add expression');
      date = v;
    } else if (isNumber(v)) sum = addNumbers(sum, v);
    else fail(14, `${name} only supports numeric or date types, not ${typeName(v)}`);
  }
  return date ? new Date(date.getTime() + Math.round(toDouble(sum))) : sum;
}

function subtract([a, b]: Maybe[]): Maybe {
  if (isNullish(a) || isNullish(b)) return null;
  if (a instanceof Date && b instanceof Date) return BigInt(a.getTime() - b.getTime());
  if (a instanceof Date && isNumber(b)) return new Date(a.getTime() - Math.round(toDouble(b)));
  if (!isNumber(a) || !isNumber(b)) return fail(14, `can't $subtract ${typeName(b)} from ${typeName(a)}`);
  return arithmetic('subtract', a as Value, b as Value) ?? toDouble(a) - toDouble(b);
}

function multiply(values: Maybe[], name: string): Maybe {
  if (anyNull(values)) return null;
  return (values as Value[]).reduce<Value>((product, v) => {
    if (!isNumber(v)) fail(14, `${name} only supports numeric types, not ${typeName(v)}`);
    return arithmetic('multiply', product, v) ?? toDouble(product) * toDouble(v);
  }, int(1));
}

/** Divides two numbers: a double, or a decimal where either is one. */
export function divideNumbers(a: Value, b: Value): Value {
  if (!isDecimal(a) && !isDecimal(b)) return toDouble(a) / toDouble(b);
  const x = partsOf(toDecimal(a));
  const y = partsOf(toDecimal(b));
  if (typeof x === 'number' || typeof y === 'number') return decimalFromDouble(toDouble(a) / toDouble(b));
  const shift = 40;
  return trimmed({
    coefficient: divideHalfEven(x.coefficient * 10n ** BigInt(shift), y.coefficient),
    exponent: x.exponent - y.exponent - shift,
  });
}

/** A quotient without the zeros that the extra digits of a division left. */
function trimmed({ coefficient, exponent }: Exact): Decimal128 {
  let c = coefficient;
  let e = exponent;
  while (c !== 0n && e < 0 && c % 10n === 0n) {
    c /= 10n;
    e++;
  }
  return decimalOf({ coefficient: c, exponent: c === 0n ? 0 : e });
}

function divide([a, b]: Maybe[]): Maybe {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a) || !isNumber(b))
    return fail(14, `$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  if (toDouble(b) === 0) return fail(2, "can't $divide by zero");
  return divideNumbers(a as Value, b as Value);
}

function mod([a, b]: Maybe[]): Maybe {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a) || !isNumber(b))
    return fail(16611, `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  if (toDouble(b) === 0) return fail(16610, "can't $mod by zero");
  if (isDecimal(a) || isDecimal(b)) return decimalMod(toDecimal(a as Value), toDecimal(b as Value));
  if (typeof a === 'number' || typeof b === 'number') return toDouble(a) % toDouble(b);
  const rest = (asInteger(a) as bigint) % (asInteger(b) as bigint);
  return typeof a === 'bigint' || typeof b === 'bigint' ? rest : int(Number(rest));
}

function decimalMod(a: Decimal128, b: Decimal128): Value {
  const x = partsOf(a);
  const y = partsOf(b);
  if (typeof x === 'number' || typeof y === 'number')
    return decimalFromDouble(Number(a.toString()) % Number(b.toString()));
  const low = Math.min(x.exponent, y.exponent);
  const scale = (e: Exact): bigint => e.coefficient * 10n ** BigInt(e.exponent - low);
  return decimalOf({ coefficient: scale(x) % scale(y), exponent: low });
}

function numeric(f: (v: Value) => Value): Operator {
  return unaryOrNull((v, name) =>
    isNumber(v) ? f(v) : fail(28765, `${name} only supports numeric types, not ${typeName(v)}`),
  );
}

function abs(v: Value): Value {
  if (typeof v === 'number') return Math.abs(v);
  if (isDecimal(v)) return Decimal128.fromString(v.toString().replace('-', ''));
  const n = asInteger(v) as bigint;
  const positive = n < 0n ? -n : n;
  if (!fitsLong(positive)) fail(28680, "can't take $abs of long long min");
  return typeof v === 'bigint' ? positive : integer(positive);
}

type Direction = 'ceil' | 'floor' | 'trunc' | 'round';

/** Rounds to a number of decimal places; whole types stay whole, and `round` goes half to even. */
function roundTo(v: Value, places: number, how: Direction): Value {
  if (!isDecimal(v) && typeof v !== 'number' && places >= 0) return v;
  if (typeof v === 'number' && places === 0) return how === 'round' ? roundHalfEven(v) : Math[how](v);
  if (typeof v === 'number' && !Number.isFinite(v)) return v;
  const exact = typeof v === 'number' ? exactOf(v) : partsOf(toDecimal(v));
  if (typeof exact === 'number') return v;
  const rounded = roundExact(exact, places, how);
  if (isDecimal(v)) return decimalOf(rounded);
  if (typeof v === 'number') return Number(`${rounded.coefficient}e${rounded.exponent}`);
  const n = rounded.coefficient * 10n ** BigInt(Math.max(0, rounded.exponent));
  return typeof v === 'bigint' ? n : integer(n);
}

function roundExact(e: Exact, places: number, how: Direction): Exact {
  if (-e.exponent <= places) return e;
  const unit = 10n ** BigInt(-e.exponent - places);
  const low = e.coefficient / unit;
  const rest = e.coefficient % unit;
  let coefficient = low;
  if (how === 'round') coefficient = divideHalfEven(e.coefficient, unit);
  if (how === 'floor' && rest < 0n) coefficient = low - 1n;
  if (how === 'ceil' && rest > 0n) coefficient = low + 1n;
  return { coefficient, exponent: -places };
}

function roundHalfEven(n: number): number {
  const floor = Math.floor(n);
  const diff = n - floor;
  if (diff !== 0.5) return Math.round(n);
  return floor % 2 === 0 ? floor : floor + 1;
}

function placed(how: Direction): Operator {
  return fixed([1, 2], ([v, places], name) => {
    if (isNullish(v)) return null;
    if (places === null) return null;
    if (!isNumber(v)) return fail(51081, `${name} only supports numeric types, not ${typeName(v)}`);
    const p = places === undefined ? 0n : isNumber(places) ? asInteger(places) : undefined;
    if (p === undefined) return fail(51082, `precision argument to  ${name} must be a integral value`);
    if (p < -20n || p > 100n) fail(51083, `cannot apply ${name} with precision value ${p} value must be in [-20, 100]`);
    return roundTo(v as Value, Number(p), how);
  });
}

/** A function of real numbers; the domain is checked and the result is a double, or a decimal of one. */
function real(f: (n: number) => number, domain?: { ok(n: number): boolean; code: number; what: string }): Operator {
  return unaryOrNull((v, name) => {
    if (!isNumber(v)) return fail(28765, `${name} only supports numeric types, not ${typeName(v)}`);
    const n = toDouble(v);
    if (domain && !Number.isNaN(n) && !domain.ok(n)) fail(domain.code, `${name} ${domain.what}`);
    return isDecimal(v) ? decimalFromDouble(f(n)) : f(n);
  });
}

const unit = {
  ok: (n: number) => n >= -1 && n <= 1,
  code: 50989,
  what: 'cannot be applied to a value outside [-1, 1]',
};
const finite = { ok: (n: number) => Number.isFinite(n), code: 50989, what: 'cannot be applied to infinity' };

function power([a, b]: Maybe[]): Maybe {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a)) return fail(28762, `$pow's base must be numeric, not ${typeName(a)}`);
  if (!isNumber(b)) return fail(28763, `$pow's exponent must be numeric, not ${typeName(b)}`);
  if (toDouble(a) === 0 && toDouble(b) < 0) return fail(28764, '$pow cannot take a base of 0 and a negative exponent');
  if (isDecimal(a) || isDecimal(b)) return decimalFromDouble(toDouble(a) ** toDouble(b));
  const [x, y] = [asInteger(a), asInteger(b)];
  if (typeof a === 'number' || typeof b === 'number' || x === undefined || y === undefined || y < 0n)
    return toDouble(a) ** toDouble(b);
  const result = y > 63n && x !== 0n && x !== 1n && x !== -1n ? undefined : x ** y;
  if (result === undefined || !fitsLong(result)) return toDouble(a) ** toDouble(b);
  return typeof a === 'bigint' || typeof b === 'bigint' ? result : integer(result);
}

function log([a, b]: Maybe[]): Maybe {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a) || !isNumber(b))
    return fail(28756, `$log's argument must be numeric, not ${typeName(isNumber(a) ? b : a)}`);
  const x = toDouble(a);
  const base = toDouble(b);
  if (x <= 0) fail(28758, `$log's argument must be a positive number, but is ${x}`);
  if (base <= 0 || base === 1) fail(28759, `$log's base must be a positive number not equal to 1, but is ${base}`);
  return Math.log(x) / Math.log(base);
}

function bitwise(f: (a: bigint, b: bigint) => bigint, start: bigint): Operator {
  return variadic((values, name) => {
    if (anyNull(values)) return null;
    const wide = values.some((v) => typeof v === 'bigint');
    const n = (values as Value[]).reduce<bigint>((sum, v) => {
      if (!isBoxed(v, 'Int32') && typeof v !== 'bigint') fail(14, `${name} only supports int and long operands.`);
      return f(sum, asInteger(v) as bigint);
    }, start);
    return wide ? n : int(Number(n));
  });
}

/** `$add` and the other operators on numbers. */
export const arithmeticOperators: OperatorTable = {
  $add: variadic(add),
  $subtract: fixed(2, subtract),
  $multiply: variadic(multiply),
  $divide: fixed(2, divide),
  $mod: fixed(2, mod),
  $abs: numeric(abs),
  $ceil: numeric((v) => roundTo(v, 0, 'ceil')),
  $floor: numeric((v) => roundTo(v, 0, 'floor')),
  $round: placed('round'),
  $trunc: placed('trunc'),
  $pow: fixed(2, power),
  $log: fixed(2, log),
  $sqrt: real(Math.sqrt, { ok: (n) => n >= 0, code: 28714, what: "'s argument must be greater than or equal to 0" }),
  $exp: real(Math.exp),
  $ln: real(Math.log, { ok: (n) => n > 0, code: 28766, what: "'s argument must be a positive number" }),
  $log10: real(Math.log10, { ok: (n) => n > 0, code: 28761, what: "'s argument must be a positive number" }),
  $sin: real(Math.sin, finite),
  $cos: real(Math.cos, finite),
  $tan: real(Math.tan, finite),
  $asin: real(Math.asin, unit),
  $acos: real(Math.acos, unit),
  $atan: real(Math.atan),
  $sinh: real(Math.sinh),
  $cosh: real(Math.cosh),
  $tanh: real(Math.tanh),
  $asinh: real(Math.asinh),
  $acosh: real(Math.acosh, { ok: (n) => n >= 1, code: 50989, what: 'cannot be applied to a value below 1' }),
  $atanh: real(Math.atanh, unit),
  $degreesToRadians: real((n) => (n * Math.PI) / 180),
  $radiansToDegrees: real((n) => (n * 180) / Math.PI),
  $atan2: fixed(2, ([a, b], name) => {
    if (isNullish(a) || isNullish(b)) return null;
    if (!isNumber(a) || !isNumber(b))
      return fail(51044, `${name} only supports numeric types, not ${typeName(isNumber(a) ? b : a)}`);
    return Math.atan2(toDouble(a), toDouble(b));
  }),
  $bitAnd: bitwise((a, b) => a & b, -1n),
  $bitOr: bitwise((a, b) => a | b, 0n),
  $bitXor: bitwise((a, b) => a ^ b, 0n),
  $bitNot: unaryOrNull((v, name) => {
    if (!isBoxed(v, 'Int32') && typeof v !== 'bigint') return fail(14, `${name} only supports int and long operands.`);
    return typeof v === 'bigint' ? ~v : int(~v.value);
  }),
};
