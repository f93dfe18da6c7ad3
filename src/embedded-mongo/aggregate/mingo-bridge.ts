import { Int32 } from 'bson';
import { type Doc, isBoxed, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';

/**
 * `mingo` works on plain objects and JavaScript numbers. What would lose its value on the way (longs beyond 2^53,
 * decimals) is refused; whole numbers come back as ints.
 */
export function toPlain(v: Maybe): unknown {
  if (isDoc(v)) return Object.fromEntries([...v].map(([name, item]) => [name, toPlain(item)]));
  if (Array.isArray(v)) return v.map(toPlain);
  if (isBoxed(v, 'Int32')) return v.value;
  if (typeof v === 'bigint')
    return Number.isSafeInteger(Number(v))
      ? Number(v)
      : fail(238, 'numbers beyond 2^53 are not supported in this stage');
  if (isBoxed(v, 'Decimal128')) return fail(238, 'decimals are not supported in this stage');
  return v;
}

/** A result of `mingo` as an engine value. */
export function fromPlain(v: unknown): Maybe {
  if (typeof v === 'number')
    return Number.isInteger(v) && Math.abs(v) < 2 ** 31 && !Object.is(v, -0) ? new Int32(v) : v;
  if (v === null || v === undefined || typeof v !== 'object') return v as Maybe;
  if (Array.isArray(v)) return v.map((item) => fromPlain(item) ?? null);
  if (v instanceof Date || '_bsontype' in v || isDoc(v)) return v as Value;
  const out: Doc = new Map();
  for (const [name, item] of Object.entries(v)) {
    const made = fromPlain(item);
    if (made !== undefined) out.set(name, made);
  }
  return out;
}
