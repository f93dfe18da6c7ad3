import { describe, expect, test } from '@jest/globals';
import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  type Document,
  Double,
  deserialize,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
} from 'bson';
import fc from 'fast-check';
import { decodeDoc } from '../../src/bson/decode.ts';
import { encodeDoc, sizeOf } from '../../src/bson/encode.ts';
import type { Doc } from '../../src/bson/values.ts';
import { MongoError } from '../../src/errors.ts';

const everything: Document = {
  double: new Double(1.5),
  string: 'text \0 漏 😀',
  object: { inner: { a: new Int32(1) } },
  array: [new Int32(1), [null], { b: 'x' }],
  binary: new Binary(Buffer.from([1, 2, 3]), 0),
  oldBinary: new Binary(Buffer.from([1, 2, 3]), 2),
  uuid: new Binary(Buffer.alloc(16, 7), 4),
  objectId: new ObjectId('656565656565656565656565'),
  yes: true,
  no: false,
  date: new Date(-62135596800000),
  nothing: null,
  regex: new BSONRegExp('^a', 'im'),
  code: new Code('f()'),
  scoped: new Code('f()', { a: new Int32(1) }),
  symbol: new BSONSymbol('s'),
  int: new Int32(-5),
  timestamp: new Timestamp({ t: 4294967295, i: 7 }),
  long: Long.MIN_VALUE,
  decimal: Decimal128.fromString('-0.10E-30'),
  min: new MinKey(),
  max: new MaxKey(),
  '': 'a field without a name',
  '12': 'a name of digits',
  nan: new Double(Number.NaN),
  minusZero: new Double(-0),
};

const bytes = Buffer.from(serialize(everything));

/** Whether a reader gave a document or refused with a code of BSON, and did nothing else. */
function survives(input: Buffer): boolean {
  try {
    return decodeDoc(input) instanceof Map;
  } catch (error) {
    return error instanceof MongoError && [22, 15, 2, 51108].includes(error.code);
  }
}

describe('BSON documents', () => {
  test.each(Object.keys(everything))('%s goes through the engine byte by byte', (name) => {
    const one = Buffer.from(serialize({ [name]: everything[name] }));
    expect(encodeDoc(decodeDoc(one))).toEqual(one);
    expect(deserialize(encodeDoc(decodeDoc(one)), { promoteValues: false })).toEqual(
      deserialize(one, { promoteValues: false }),
    );
  });

  test('all of them keep their order and know their size', () => {
    const d = decodeDoc(bytes);
    // JavaScript puts the name of digits first.
    expect([...d.keys()]).toEqual(['12', ...Object.keys(everything).filter((name) => name !== '12')]);
    expect(sizeOf(d)).toBe(bytes.length);
  });

  test('BSON undefined stays what it is', () => {
    const undefinedField = Buffer.from([8, 0, 0, 0, 6, 97, 0, 0]);
    expect(encodeDoc(decodeDoc(undefinedField))).toEqual(undefinedField);
  });

  test('a document is read where it begins in a longer buffer', () => {
    const framed = Buffer.concat([Buffer.alloc(7, 255), bytes, Buffer.alloc(3, 255)]);
    expect(encodeDoc(decodeDoc(framed, 7))).toEqual(bytes);
  });

  test('documents larger than the first buffer of the writer', () => {
    const large: Doc = new Map([['text', 'ä'.repeat(3_000_000)]]);
    expect(decodeDoc(encodeDoc(large))).toEqual(large);
    expect(encodeDoc(new Map([['a', true]]))).toEqual(Buffer.from(serialize({ a: true })));
  });
});

describe('broken BSON is refused, never read wrongly', () => {
  test.each<[string, number[]]>([
    ['nothing', []],
    ['a length and nothing else', [5, 0, 0, 0]],
    ['a length of less than a document', [4, 0, 0, 0, 0]],
    ['a length beyond the buffer', [9, 0, 0, 0, 0]],
    ['a document without its end', [8, 0, 0, 0, 10, 97, 0, 1]],
    ['a type there is not', [8, 0, 0, 0, 0x20, 97, 0, 0]],
    ['a name without an end', [8, 0, 0, 0, 10, 97, 98, 0]],
    ['a string longer than the document', [13, 0, 0, 0, 2, 97, 0, 99, 0, 0, 0, 98, 0]],
    ['a string without its end', [14, 0, 0, 0, 2, 97, 0, 2, 0, 0, 0, 98, 98, 0]],
    ['a string of no length', [13, 0, 0, 0, 2, 97, 0, 0, 0, 0, 0, 0, 0]],
    ['a string of a negative length', [13, 0, 0, 0, 2, 97, 0, 255, 255, 255, 255, 0, 0]],
    ['binary data of a negative length', [13, 0, 0, 0, 5, 97, 0, 255, 255, 255, 255, 0, 0]],
    ['an inner document longer than its outer', [13, 0, 0, 0, 3, 97, 0, 99, 0, 0, 0, 0, 0]],
    ['a number that is cut off', [10, 0, 0, 0, 16, 97, 0, 1, 0, 0]],
    ['old binary data with two lengths that differ', [18, 0, 0, 0, 5, 97, 0, 5, 0, 0, 0, 2, 9, 0, 0, 0, 1, 0]],
  ])('%s', (_title, input) => {
    expect(() => decodeDoc(Buffer.from(input))).toThrow(expect.objectContaining({ code: 22 }));
  });

  test('cut off anywhere it is refused', () => {
    for (let n = 0; n < bytes.length; n++) {
      expect(() => decodeDoc(bytes.subarray(0, n))).toThrow(expect.objectContaining({ code: 22 }));
    }
  });

  test('with any bytes changed it is read or refused', () => {
    const change = fc.record({ at: fc.nat(bytes.length - 1), to: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const broken = Buffer.from(bytes);
        for (const { at, to } of changes) broken[at] = to;
        expect(survives(broken)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('options of a regular expression there are not are refused with 51108', () => {
    const regex = Buffer.from([12, 0, 0, 0, 11, 97, 0, 98, 0, 113, 0, 0]);
    expect(() => decodeDoc(regex)).toThrow(expect.objectContaining({ code: 51108 }));
  });

  test('more than 200 levels are refused with 15', () => {
    let deep: Document = {};
    for (let i = 0; i < 250; i++) deep = { d: deep };
    expect(() => decodeDoc(Buffer.from(serialize(deep)))).toThrow(expect.objectContaining({ code: 15 }));
  });

  test('a date JavaScript does not know is refused with 2', () => {
    const beyond = Buffer.alloc(16);
    beyond.writeInt32LE(16, 0);
    beyond[4] = 9;
    beyond[5] = 97;
    beyond.writeBigInt64LE(9_000_000_000_000_000n, 7);
    expect(() => decodeDoc(beyond)).toThrow(expect.objectContaining({ code: 2 }));
  });
});
