import { describe, expect, test } from '@jest/globals';
import { Decimal128, type Document, Long } from 'bson';
import fc from 'fast-check';
import type { Value } from '../../src/bson/values.ts';
import { documentKeys } from '../../src/index/document-keys.ts';
import { KeyWriter, keyOf } from '../../src/index/key-string.ts';
import { matches } from '../../src/query/nodes.ts';
import { parseFilter } from '../../src/query/parse-filter.ts';
import { engineDoc, indexOn } from '../values.ts';

/** The key bytes of the values of one row, as hexadecimal text. */
function rowKey(values: unknown[], descending: boolean[] = []): string {
  const w = new KeyWriter();
  const d = engineDoc({ values });
  (d.get('values') as Value[]).forEach((v, i) => {
    w.field(v, descending[i] === true);
  });
  return w.finish().toString('hex');
}

/** The key of an empty array: BSON's undefined, which sorts before null. */
const emptyArray = Buffer.from([3]).toString('hex');

describe('the keys of a document', () => {
  test.each<[string, Document, Document, unknown[][], boolean]>([
    ['a scalar', { a: 1 }, { a: 5 }, [[5]], false],
    ['a missing field is null', { a: 1 }, {}, [[null]], false],
    ['a path', { 'a.b': 1 }, { a: { b: 'x' } }, [['x']], false],
    ['a path through a scalar is null', { 'a.b': 1 }, { a: 5 }, [[null]], false],
    ['a whole document', { a: 1 }, { a: { b: 1 } }, [[{ b: 1 }]], false],
    ['each element of an array', { a: 1 }, { a: [3, 1, 2] }, [[3], [1], [2]], true],
    ['equal elements once', { a: 1 }, { a: [1, 1, 1] }, [[1]], true],
    ['an array in an array whole', { a: 1 }, { a: [[1, 2]] }, [[[1, 2]]], true],
    ['a path into documents of an array', { 'a.b': 1 }, { a: [{ b: 1 }, { b: 2 }, {}] }, [[1], [2], [null]], true],
    ['what is no document in an array is null', { 'a.b': 1 }, { a: [{ b: 1 }, 7] }, [[1], [null]], true],
    ['arrays at both steps of a path', { 'a.b': 1 }, { a: [{ b: [1, 2] }, { b: 3 }] }, [[1], [2], [3]], true],
    ['an index in a path', { 'a.1': 1 }, { a: ['x', 'y'] }, [['y']], false],
    ['an index whose element is an array', { 'a.0': 1 }, { a: [[1, 2]] }, [[1], [2]], true],
    ['a number beyond the array that is a field of the elements', { 'a.5': 1 }, { a: [{ 5: 'f' }] }, [['f']], true],
    ['two scalars', { a: 1, b: 1 }, { a: 1, b: 2 }, [[1, 2]], false],
    [
      'a scalar beside an array',
      { a: 1, b: 1 },
      { a: [1, 2], b: 9 },
      [
        [1, 9],
        [2, 9],
      ],
      true,
    ],
    [
      'two fields of one array go together',
      { 'a.x': 1, 'a.y': 1 },
      { a: [{ x: 1, y: 2 }, { x: 3 }] },
      [
        [1, 2],
        [3, null],
      ],
      true,
    ],
    ['an array and a path into it', { a: 1, 'a.b': 1 }, { a: [{ b: 1 }] }, [[{ b: 1 }, 1]], true],
  ])('%s', (_title, key, document, rows, multikey) => {
    const found = documentKeys(indexOn(key), engineDoc(document));
    expect(found.keys.map((k) => k.toString('hex'))).toEqual(rows.map((row) => rowKey(row)));
    expect(found.multikey).toBe(multikey);
  });

  test.each<[string, Document, Document, string]>([
    ['an empty array', { a: 1 }, { a: [] }, emptyArray],
    ['a path below an empty array', { 'a.b': 1 }, { a: [] }, rowKey([null])],
  ])('%s has one key', (_title, key, document, expected) => {
    const found = documentKeys(indexOn(key), engineDoc(document));
    expect(found.keys.map((k) => k.toString('hex'))).toEqual([expected]);
    expect(found.multikey).toBe(true);
  });

  test.each<[string, Document, Document]>([
    ['two arrays', { a: 1, b: 1 }, { a: [1], b: [2] }],
    ['two arrays below one field', { 'o.a': 1, 'o.b': 1 }, { o: { a: [1], b: [2] } }],
    ['two arrays in the elements of one', { 'a.x': 1, 'a.y': 1 }, { a: [{ x: [1], y: [2] }] }],
  ])('%s cannot be in one key (171)', (_title, key, document) => {
    expect(() => documentKeys(indexOn(key), engineDoc(document))).toThrow(expect.objectContaining({ code: 171 }));
  });

  test('a number that names both an element and a field of one cannot be indexed (16746)', () => {
    const keys = () => documentKeys(indexOn({ 'a.0': 1 }), engineDoc({ a: [[7], { 0: 5 }] }));
    expect(keys).toThrow(expect.objectContaining({ code: 16746 }));
  });

  test.each<[string, Document, Document, Document, number]>([
    ['sparse: without the field there is none', { a: 1 }, { sparse: true }, {}, 0],
    ['sparse: null is a value', { a: 1 }, { sparse: true }, { a: null }, 1],
    ['sparse: one of two fields is enough', { a: 1, b: 1 }, { sparse: true }, { b: 1 }, 1],
    ['sparse: an empty array is a value', { a: 1 }, { sparse: true }, { a: [] }, 1],
    [
      'partial: what does not fit has none',
      { a: 1 },
      { partialFilterExpression: { n: { $gt: 0 } } },
      { a: 1, n: 0 },
      0,
    ],
    ['partial: what fits has one', { a: 1 }, { partialFilterExpression: { n: { $gt: 0 } } }, { a: 1, n: 1 }, 1],
  ])('%s', (_title, key, options, document, n) => {
    expect(documentKeys(indexOn(key, options), engineDoc(document)).keys).toHaveLength(n);
  });

  test('a descending field has its bytes turned round', () => {
    const found = documentKeys(indexOn({ a: 1, b: -1 }), engineDoc({ a: 1, b: 2 }));
    expect(found.keys.map((k) => k.toString('hex'))).toEqual([rowKey([1, 2], [false, true])]);
  });

  test('a query by equality finds a document exactly where its key is in the index', () => {
    const scalar = fc.constantFrom<unknown>(null, 0, 1, Long.fromNumber(1), Decimal128.fromString('1.0'), 'a', true, {
      x: 1,
    });
    const value = fc.oneof(
      scalar,
      fc.array(fc.oneof(scalar, fc.record({ b: scalar }), fc.array(scalar, { maxLength: 2 })), { maxLength: 3 }),
      fc.record({ b: fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })) }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('a', 'a.b', 'a.0'),
        fc.record({ a: value }, { requiredKeys: [] }),
        scalar,
        (path, d, wanted) => {
          const { keys } = documentKeys(indexOn({ [path]: 1 }), engineDoc(d));
          const found = matches(parseFilter(engineDoc({ [path]: wanted })), engineDoc(d));
          const key = keyOf(engineDoc({ v: wanted }).get('v'));
          const points = wanted === null ? [key, Buffer.from([3])] : [key];
          // A path that may mean an index or a field is looked for in both ways, the index keeps one of them.
          if (found && path !== 'a.0') expect(keys.some((k) => points.some((p) => k.equals(p)))).toBe(true);
          if (!found && wanted !== null) expect(keys.some((k) => k.equals(key))).toBe(false);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('long keys', () => {
  test('are cut, tell values apart and say that their order is lost', () => {
    const [a, b] = ['x', 'y'].map((end) => `${'a'.repeat(2500)}${end}`);
    const [x, y] = [a, b].map((text) => documentKeys(indexOn({ a: 1 }), engineDoc({ a: text })));
    expect([x?.exact, y?.exact]).toEqual([false, false]);
    expect(x?.keys[0]?.length).toBeLessThan(1978);
    expect(x?.keys[0]?.equals(y?.keys[0] as Buffer)).toBe(false);
  });

  test('a decimal between two doubles says so too', () => {
    expect(documentKeys(indexOn({ a: 1 }), engineDoc({ a: Decimal128.fromString('0.1') })).exact).toBe(false);
    expect(documentKeys(indexOn({ a: 1 }), engineDoc({ a: Decimal128.fromString('0.5') })).exact).toBe(true);
  });
});
