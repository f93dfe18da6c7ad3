import type { Decimal128 } from 'bson';
import type { TextCompare } from './collation.ts';
import { compareExact, compareParts, partsOf } from './decimal.ts';
import { type Boxed, type Doc, isBoxed, type Maybe, T, typeCode, type Value } from './values.ts';

/**
 * MongoDB's comparison order of types (manual, "Comparison/Sort Order"); equal numbers compare by value.
 * A missing value sorts with null, BSON undefined below it as the server does.
 */
const order: Record<number, number> = {
  [T.minKey]: 1,
  [T.undefined]: 3,
  [T.null]: 5,
  [T.double]: 10,
  [T.int]: 10,
  [T.long]: 10,
  [T.decimal]: 10,
  [T.string]: 15,
  [T.symbol]: 15,
  [T.object]: 20,
  [T.array]: 25,
  [T.binData]: 30,
  [T.objectId]: 35,
  [T.bool]: 40,
  [T.date]: 45,
  [T.timestamp]: 47,
  [T.regex]: 50,
  [T.javascript]: 60,
  [T.javascriptWithScope]: 65,
  [T.maxKey]: 127,
};

/** The rank of a value's type in the comparison order; a missing value ranks as null. */
export function typeRank(v: Maybe): number {
  return v === undefined ? 5 : (order[typeCode(v)] as number);
}

/** Compares strings by code point, which is the order of their UTF-8 bytes. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return surrogateLast(x) - surrogateLast(y);
  }
  return a.length - b.length;
}

/** UTF-16 puts surrogates below U+E000..U+FFFF; code point order puts what they stand for above. */
const surrogateLast = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

/** Compares any two values in BSON order: negative, 0 or positive. `text` orders strings, by their bytes if not given. */
export function compare(a: Maybe, b: Maybe, text: TextCompare = compareStrings): number {
  if (typeof a === 'string' && typeof b === 'string') return text(a, b);
  const ra = typeRank(a);
  const rb = typeRank(b);
  if (ra !== rb) return ra - rb;
  if (a === undefined || b === undefined) return 0;
  return compareSameRank(a, b, { rank: ra, text });
}

/** Whether two values are equal in BSON order. */
export const equal = (a: Maybe, b: Maybe, text?: TextCompare): boolean => compare(a, b, text) === 0;

function compareSameRank(a: Value, b: Value, { rank, text }: { rank: number; text: TextCompare }): number {
  switch (rank) {
    case 10:
      return compareNumbers(a as number, b as number);
    case 15:
      return text(textOf(a), textOf(b));
    case 20:
      return compareDocs(a as Doc, b as Doc, text);
    case 25:
      return compareArrays(a as Value[], b as Value[], text);
    case 40:
      return Number(a) - Number(b);
    case 45:
      return (a as Date).getTime() - (b as Date).getTime();
    default:
      return compareBoxed(a as Boxed, b as Boxed);
  }
}

const textOf = (v: Value): string => (typeof v === 'string' ? v : (v as { value: string }).value);

type Numeric = number | bigint;

/** A numeric value without its wrapper: int and double as number, long as bigint; a decimal stays. */
function unbox(v: Value): Numeric | Decimal128 {
  if (typeof v === 'number' || typeof v === 'bigint') return v;
  return isBoxed(v, 'Int32') ? v.value : (v as Decimal128);
}

/** Compares numbers of any BSON type by exact value; NaN is below every other number and equal to itself. */
function compareNumbers(a: Value, b: Value): number {
  const x = unbox(a);
  const y = unbox(b);
  if (typeof x === 'object' || typeof y === 'object') return compareWithDecimal(x, y);
  if (x === y) return 0;
  if (x < y) return -1;
  if (x > y) return 1;
  return Number(Number.isNaN(y)) - Number(Number.isNaN(x));
}

function compareWithDecimal(x: Numeric | Decimal128, y: Numeric | Decimal128): number {
  const a = parts(x);
  const b = parts(y);
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b);
  if (typeof a === 'number') return Number.isFinite(a) ? -compareExact(b as never, a) : a > 0 ? 1 : -1;
  if (typeof b === 'number') return Number.isFinite(b) ? compareExact(a, b) : b > 0 ? -1 : 1;
  return compareParts(a, b);
}

function parts(v: Numeric | Decimal128) {
  if (typeof v === 'number') return v;
  if (typeof v === 'bigint') return { coefficient: v, exponent: 0 };
  return partsOf(v);
}

function compareDocs(a: Doc, b: Doc, text: TextCompare): number {
  const other = b.entries();
  for (const [name, value] of a) {
    const next = other.next();
    if (next.done) return 1;
    const [otherName, otherValue] = next.value;
    const ranks = typeRank(value) - typeRank(otherValue);
    if (ranks !== 0) return ranks;
    const names = compareStrings(name, otherName);
    if (names !== 0) return names;
    const values = compare(value, otherValue, text);
    if (values !== 0) return values;
  }
  return other.next().done ? 0 : -1;
}

function compareArrays(a: Value[], b: Value[], text: TextCompare): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const c = compare(a[i], b[i], text);
    if (c !== 0) return c;
  }
  return a.length - b.length;
}

function compareBoxed(a: Boxed, b: Boxed): number {
  if (isBoxed(a, 'ObjectId') && isBoxed(b, 'ObjectId')) return compareBytes(a.id, b.id);
  if (isBoxed(a, 'Binary') && isBoxed(b, 'Binary')) {
    return a.length() - b.length() || a.sub_type - b.sub_type || compareBytes(a.value(), b.value());
  }
  if (isBoxed(a, 'Timestamp') && isBoxed(b, 'Timestamp')) return compareNumbers(a.toBigInt(), b.toBigInt());
  if (isBoxed(a, 'BSONRegExp') && isBoxed(b, 'BSONRegExp')) {
    return compareStrings(a.pattern, b.pattern) || compareStrings(a.options, b.options);
  }
  if (isBoxed(a, 'Code') && isBoxed(b, 'Code')) {
    return compareStrings(a.code, b.code) || compare((a.scope ?? undefined) as Maybe, (b.scope ?? undefined) as Maybe);
  }
  return 0;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b);
}
