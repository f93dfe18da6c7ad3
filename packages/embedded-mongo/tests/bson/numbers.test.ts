import { describe, expect, test } from '@jest/globals';
import { Decimal128, Int32 } from 'bson';
import fc from 'fast-check';
import { compare } from '../../src/bson/compare.ts';
import {
  compareExact,
  compareParts,
  decimalFromDouble,
  decimalOf,
  divideHalfEven,
  type Exact,
  exactOf,
  partsOf,
} from '../../src/bson/decimal.ts';
import { arithmetic, asInteger, fitsLong, isNumber, toDecimal, toDouble, truthy } from '../../src/bson/numbers.ts';
import { show } from '../../src/bson/show.ts';
import { bsonUndefined, integer, typeName, type Value } from '../../src/bson/values.ts';
import { engineDoc } from '../values.ts';

const dec = (s: string): Decimal128 => Decimal128.fromString(s);
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const exact = fc.record({
  coefficient: fc.bigInt({ min: -(10n ** 34n) + 1n, max: 10n ** 34n - 1n }),
  exponent: fc.integer({ min: -60, max: 60 }),
});
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

/** `a - b` as an integer with the same sign, for exact numbers. */
const difference = (a: Exact, b: Exact): bigint => {
  const low = Math.min(a.exponent, b.exponent);
  return a.coefficient * 10n ** BigInt(a.exponent - low) - b.coefficient * 10n ** BigInt(b.exponent - low);
};

describe('arithmetic keeps to the wider of two BSON types', () => {
  const operations = {
    add: (a: bigint, b: bigint) => a + b,
    subtract: (a: bigint, b: bigint) => a - b,
    multiply: (a: bigint, b: bigint) => a * b,
  };
  const operation = fc.constantFrom(...(Object.keys(operations) as (keyof typeof operations)[]));

  test('ints stay ints where they fit, else become longs', () => {
    fc.assert(
      fc.property(operation, int32, int32, (op, a, b) => {
        const n = operations[op](BigInt(a), BigInt(b));
        const got = arithmetic(op, new Int32(a), new Int32(b));
        expect(typeName(got)).toBe(n === BigInt.asIntN(32, n) ? 'int' : 'long');
        expect(asInteger(got)).toBe(n);
      }),
    );
  });

  test('longs stay longs; what does not fit is told by undefined', () => {
    fc.assert(
      fc.property(operation, int64, fc.oneof(int64, int32), (op, a, b) => {
        const n = operations[op](a, BigInt(b));
        const got = arithmetic(op, a, typeof b === 'number' ? new Int32(b) : b);
        expect(got).toBe(fitsLong(n) ? n : undefined);
      }),
    );
  });

  test('decimals are exact up to 34 digits', () => {
    const small = fc.record({
      coefficient: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      exponent: fc.integer({ min: -8, max: 8 }),
    });
    fc.assert(
      fc.property(operation, small, small, (op, a, b) => {
        const got = partsOf(arithmetic(op, decimalOf(a), decimalOf(b)) as Decimal128) as Exact;
        const low = Math.min(a.exponent, b.exponent);
        const scaled = (e: Exact): bigint => e.coefficient * 10n ** BigInt(e.exponent - low);
        const expected: Exact =
          op === 'multiply'
            ? { coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent }
            : { coefficient: operations[op](scaled(a), scaled(b)), exponent: low };
        expect(difference(got, expected)).toBe(0n);
      }),
    );
  });

  test.each<[string, Value, Value, string, string]>([
    ['int and long', new Int32(1), 2n, 'long', '3'],
    ['int and double', new Int32(1), 0.5, 'double', '1.5'],
    ['long and double', 2n ** 53n, 1, 'double', '9007199254740992'],
    ['int and decimal', new Int32(1), dec('0.10'), 'decimal', '1.10'],
    ['double and decimal', 0.5, dec('0.5'), 'decimal', '1.000000000000000'],
    ['NaN and decimal', Number.NaN, dec('1'), 'decimal', 'NaN'],
    ['infinity and decimal', Number.POSITIVE_INFINITY, dec('1'), 'decimal', 'Infinity'],
  ])('%s', (_title, a, b, type, text) => {
    const sum = arithmetic('add', a, b);
    expect([typeName(sum), show(sum).replace(/\.0$/, '')]).toEqual([type, text]);
  });
});

describe('decimals', () => {
  test('come back from their parts', () => {
    fc.assert(fc.property(exact, (e) => expect(difference(partsOf(decimalOf(e)) as Exact, e)).toBe(0n)));
  });

  test.each<[string, bigint, number, string]>([
    ['35 digits, down', 12345678901234567890123456789012344n, 0, '1.234567890123456789012345678901234E+34'],
    ['35 digits, up', 12345678901234567890123456789012346n, 0, '1.234567890123456789012345678901235E+34'],
    ['half to even, down', 10000000000000000000000000000000045n, 0, '1.000000000000000000000000000000004E+34'],
    ['half to even, up', 10000000000000000000000000000000035n, 0, '1.000000000000000000000000000000004E+34'],
    ['a carry through all digits', 99999999999999999999999999999999999n, -1, '1.000000000000000000000000000000000E+34'],
    ['zero keeps its places', 0n, -3, '0.000'],
  ])('are rounded to 34 digits: %s', (_title, coefficient, exponent, text) => {
    expect(decimalOf({ coefficient, exponent }).toString()).toBe(text);
  });

  test.each<[bigint, bigint, bigint]>([
    [5n, 2n, 2n],
    [7n, 2n, 4n],
    [-5n, 2n, -2n],
    [-7n, 2n, -4n],
    [8n, 3n, 3n],
    [-8n, 3n, -3n],
    [7n, -2n, -4n],
    [0n, 5n, 0n],
  ])('%d / %d half to even is %d', (a, b, q) => {
    expect(divideHalfEven(a, b)).toBe(q);
  });

  test('a double has exact parts', () => {
    fc.assert(fc.property(finite, (n) => expect(compareExact(exactOf(n), n)).toBe(0)));
  });

  test('compare as the exact numbers do', () => {
    fc.assert(
      fc.property(exact, exact, (a, b) => {
        const sign = difference(a, b);
        expect(compareParts(a, b)).toBe(sign < 0n ? -1 : sign > 0n ? 1 : 0);
        expect(Math.sign(compare(decimalOf(a), decimalOf(b)))).toBe(compareParts(a, b));
      }),
    );
  });

  test.each<[number, string]>([
    [0.1, '0.100000000000000'],
    [1 / 3, '0.333333333333333'],
    [-2.5, '-2.50000000000000'],
    [12, '12'],
    [1e20, '1.00000000000000E+20'],
    [Number.NaN, 'NaN'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('%d as a decimal', (n, text) => {
    expect(decimalFromDouble(n).toString()).toBe(text);
  });
});

describe('reading numbers', () => {
  test.each<[Value, bigint | undefined]>([
    [new Int32(-3), -3n],
    [5n, 5n],
    [2, 2n],
    [2.5, undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [1e300, BigInt(1e300)],
    [dec('3.00'), 3n],
    [dec('3.5'), undefined],
    [dec('1E+3'), 1000n],
    [dec('NaN'), undefined],
    ['3', undefined],
  ])('%p as an integer is %p', (v, n) => {
    expect(asInteger(v)).toBe(n);
  });

  test.each<[string, Value | undefined, boolean]>([
    ['zero', new Int32(0), false],
    ['a decimal zero', dec('0.00'), false],
    ['-0', -0, false],
    ['a number', 0.1, true],
    ['NaN', Number.NaN, true],
    ['null', null, false],
    ['BSON undefined', bsonUndefined, false],
    ['a missing value', undefined, false],
    ['false', false, false],
    ['empty text', '', true],
    ['an empty array', [], true],
    ['an empty document', new Map(), true],
    ['a date', new Date(0), true],
  ])('%s is %p in an expression', (_title, v, expected) => {
    expect(truthy(v)).toBe(expected);
  });

  test('only numbers are numbers', () => {
    expect([1, 1n, new Int32(1), dec('1')].every(isNumber)).toBe(true);
    expect(['1', null, true, new Date(1), undefined].some(isNumber)).toBe(false);
  });

  test('a long becomes the nearest double and an exact decimal', () => {
    expect(toDouble(2n ** 53n + 1n)).toBe(2 ** 53);
    expect(toDecimal(2n ** 53n + 1n).toString()).toBe('9007199254740993');
  });

  test('integers take the smallest type', () => {
    expect([2 ** 31 - 1, -(2 ** 31)].map((n) => typeName(integer(n)))).toEqual(['int', 'int']);
    expect([2 ** 31, -(2 ** 31) - 1].map((n) => typeName(integer(n)))).toEqual(['long', 'long']);
  });
});

describe('values in messages are written as MongoDB writes them', () => {
  test.each<[string, unknown, string]>([
    ['text', 'a"b', '"a"b"'],
    ['an int', new Int32(1), '1'],
    ['null', null, 'null'],
    ['an empty document', {}, '{}'],
    ['a document', { a: 'x', b: [true] }, '{ a: "x", b: [ true ] }'],
    ['an empty array', [], '[]'],
    ['a date', new Date(5), 'new Date(5)'],
    ['a decimal', dec('1.50'), '1.50'],
  ])('%s', (_title, v, text) => {
    expect(show(engineDoc({ v }).get('v'))).toBe(text);
  });
});
