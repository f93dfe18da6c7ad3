import { describe, expect, test } from '@jest/globals';
import { Binary, Decimal128, Int32, ObjectId } from 'bson';
import fc from 'fast-check';
import { compare } from '../../src/bson/compare.ts';
import { decodeDoc } from '../../src/bson/decode.ts';
import { encodeDoc } from '../../src/bson/encode.ts';
import { identical } from '../../src/bson/identical.ts';
import type { Doc, Value } from '../../src/bson/values.ts';
import { KeyWriter } from '../../src/index/key-string.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'Z', '\0', '漏', '😀', '\uffff', ' '), maxLength: 4 });
const numbers: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>(0, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, 0.1, 2 ** 53),
  fc.double({ noNaN: true }),
  fc.integer({ min: -3, max: 3 }).map((n) => new Int32(n)),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((n) => new Int32(n)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: 2n ** 53n - 2n, max: 2n ** 53n + 2n }),
  fc
    .constantFrom('0.1', '0.10', '1E+3', '-0', '9007199254740993', 'NaN', 'Infinity', '-1.5', '1E-6000')
    .map((s) => Decimal128.fromString(s)),
);
const scalars: fc.Arbitrary<Value> = fc.oneof(
  numbers,
  text,
  fc.boolean(),
  fc.constant(null),
  fc.integer({ min: -5, max: 5 }).map((n) => new Date(n)),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((b) => new ObjectId(b)),
  fc.uint8Array({ maxLength: 3 }).map((b) => new Binary(b, 0)),
);
const { value } = fc.letrec<{ value: Value; doc: Doc }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    scalars,
    fc.array(tie('value'), { maxLength: 3 }),
    tie('doc'),
  ),
  doc: fc
    .array(fc.tuple(fc.constantFrom('a', 'b', 'ab', ''), tie('value')), { maxLength: 3 })
    .map((pairs) => new Map(pairs)),
}));

const keyOf = (v: Value, descending = false): { key: Buffer; exact: boolean } => {
  const w = new KeyWriter();
  w.field(v, descending);
  return { key: w.finish(), exact: w.exact };
};

describe('values', () => {
  test('come back from their bytes as they were', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), value), (fields) => {
        const d: Doc = new Map([['_id', 1], ...Object.entries(fields)]);
        expect(identical(decodeDoc(encodeDoc(d)), d)).toBe(true);
      }),
    );
  });

  test('have one order: antisymmetric and transitive', () => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('index keys', () => {
  test('are equal exactly for equal values, and sort as the values do', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [x, y] = [keyOf(a), keyOf(b)];
        const order = Math.sign(compare(a, b));
        expect(Buffer.compare(x.key, y.key) === 0).toBe(order === 0);
        if (x.exact && y.exact) expect(Buffer.compare(x.key, y.key)).toBe(order);
      }),
      { numRuns: 1000 },
    );
  });

  test('of a descending field sort the other way round', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [x, y] = [keyOf(a, true), keyOf(b, true)];
        if (x.exact && y.exact) expect(Math.sign(Buffer.compare(x.key, y.key)) + 0).toBe(-Math.sign(compare(a, b)) + 0);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['漏', '漏\u0000'],
    ['漏\u0000', '漏\u0001'],
    ['漏\u0001', '漏\u0001\u0000'],
    ['漏\u0001\u0000', '漏\u0002'],
  ])('of text with the lowest characters keep both orders: %j < %j', (less, more) => {
    expect(Buffer.compare(keyOf(less).key, keyOf(more).key)).toBe(-1);
    expect(Buffer.compare(keyOf(less, true).key, keyOf(more, true).key)).toBe(1);
  });

  test('no key is the beginning of another, so that fields of a compound key do not run together', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const [x, y] = [keyOf(a).key, keyOf(b).key];
        if (Buffer.compare(x, y) === 0) return;
        expect(x.subarray(0, y.length).equals(y)).toBe(false);
        expect(y.subarray(0, x.length).equals(x)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
