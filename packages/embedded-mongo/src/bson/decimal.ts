import { Decimal128 } from 'bson';

/** A finite decimal `coefficient × 10^exponent`, exactly. */
export interface Exact {
  coefficient: bigint;
  exponent: number;
}

/** The exact parts of a Decimal128, or `NaN`/±`Infinity` as a number. */
export function partsOf(d: Decimal128): Exact | number {
  const s = d.toString();
  if (s === 'NaN' || s === 'Infinity' || s === '-Infinity') return Number(s);
  const [mantissa = '', exp = '0'] = s.split('E');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { coefficient: BigInt(whole + fraction), exponent: Number(exp) - fraction.length };
}

/** The Decimal128 of exact parts, rounded to 34 digits. */
export function decimalOf({ coefficient, exponent }: Exact): Decimal128 {
  const digits = coefficient.toString();
  const length = digits.replace('-', '').length;
  if (length <= 34) return Decimal128.fromStringWithRounding(`${digits}E${exponent}`);
  const drop = length - 34;
  const unit = 10n ** BigInt(drop);
  return decimalOf({ coefficient: divideHalfEven(coefficient, unit), exponent: exponent + drop });
}

/** `a / b` rounded half to even. */
export function divideHalfEven(a: bigint, b: bigint): bigint {
  const negative = a < 0n !== b < 0n;
  const n = a < 0n ? -a : a;
  const d = b < 0n ? -b : b;
  let q = n / d;
  const twice = (n % d) * 2n;
  if (twice > d || (twice === d && q % 2n === 1n)) q += 1n;
  return negative ? -q : q;
}

/** A double as an exact fraction `numerator / denominator`. The double must be finite. */
function fractionOf(n: number): { numerator: bigint; denominator: bigint } {
  let scale = 0;
  let m = n;
  while (!Number.isInteger(m)) {
    m *= 2;
    scale++;
  }
  return { numerator: BigInt(m), denominator: 1n << BigInt(scale) };
}

/** The exact value of a finite double. */
export function exactOf(n: number): Exact {
  const { numerator, denominator } = fractionOf(n);
  const places = denominator.toString(2).length - 1;
  return { coefficient: numerator * 5n ** BigInt(places), exponent: -places };
}

/** Sign of `exact - n` for a finite double, computed without rounding. */
export function compareExact(exact: Exact, n: number): number {
  const { numerator, denominator } = fractionOf(n);
  const up = exact.exponent >= 0 ? 10n ** BigInt(exact.exponent) : 1n;
  const down = exact.exponent < 0 ? 10n ** BigInt(-exact.exponent) : 1n;
  const left = exact.coefficient * up * denominator;
  const right = numerator * down;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Sign of `a - b`. */
export function compareParts(a: Exact, b: Exact): number {
  const low = Math.min(a.exponent, b.exponent);
  const left = a.coefficient * 10n ** BigInt(a.exponent - low);
  const right = b.coefficient * 10n ** BigInt(b.exponent - low);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A double written as MongoDB turns it into a decimal: 15 significant digits. */
export function decimalFromDouble(n: number): Decimal128 {
  if (!Number.isFinite(n)) return Decimal128.fromString(Number.isNaN(n) ? 'NaN' : n > 0 ? 'Infinity' : '-Infinity');
  if (Number.isInteger(n) && Math.abs(n) < 1e15) return Decimal128.fromString(String(n));
  return Decimal128.fromString(n.toPrecision(15).replace('e', 'E'));
}
