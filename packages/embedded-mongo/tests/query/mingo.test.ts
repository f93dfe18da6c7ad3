import { describe, expect, test } from '@jest/globals';
import { serialize } from 'bson';
import fc from 'fast-check';
import { Query } from 'mingo';
import { decodeDoc } from '../../src/bson/decode.ts';
import { matches } from '../../src/query/nodes.ts';
import { parseFilter } from '../../src/query/parse-filter.ts';

/** Values that mingo, which knows JavaScript's types only, means the same by as MongoDB does. */
const scalar = fc.constantFrom<unknown>(0, 1, 2, 2.5, 'a', 'ab', 'b', true, false);
const value = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { minLength: 1, maxLength: 3 }) },
);
const document = fc.record(
  {
    a: value,
    b: value,
    c: fc.oneof(fc.record({ d: value }), fc.array(fc.record({ d: scalar, e: scalar }), { minLength: 1, maxLength: 2 })),
  },
  { requiredKeys: [] },
);
const comparison = fc.oneof(
  scalar,
  ...['$eq', '$ne', '$gt', '$gte', '$lt', '$lte'].map((name) => scalar.map((v) => ({ [name]: v }))),
  ...['$in', '$nin'].map((name) => fc.array(scalar, { minLength: 1, maxLength: 3 }).map((list) => ({ [name]: list }))),
  fc.boolean().map((b) => ({ $exists: b })),
  fc.constant(/^a/),
);
/**
 * What mingo does as MongoDB: on a path through an array it takes the values it finds for one array, and its `$all`
 * passes over a value outside an array, so that these are left out.
 */
const condition = fc.oneof(
  comparison,
  fc.nat(3).map((n) => ({ $size: n })),
  scalar.map((v) => ({ $elemMatch: { $gte: v } })),
  scalar.map((v) => ({ $not: { $gt: v } })),
);
const simple = fc
  .tuple(fc.dictionary(fc.constantFrom('a', 'b'), condition, { maxKeys: 2 }), fc.option(comparison))
  .map(([own, nested]) => (nested === null ? own : { ...own, 'c.d': nested }));
const filter = fc.oneof(
  simple,
  fc
    .tuple(fc.constantFrom('$and', '$or', '$nor'), fc.array(simple, { minLength: 1, maxLength: 2 }))
    .map(([name, list]) => ({ [name]: list })),
  scalar.map((v) => ({ c: { $elemMatch: { d: v } } })),
);

const engineDoc = (d: object) => decodeDoc(Buffer.from(serialize(d)));

describe('beside mingo, an independent engine', () => {
  test('filters find the same plain documents', () => {
    fc.assert(
      fc.property(document, filter, (d, f) => {
        const ours = matches(parseFilter(engineDoc(f)), engineDoc(d));
        expect({ d, f, found: ours }).toEqual({ d, f, found: new Query(f as never).test(d as never) });
      }),
      { numRuns: 1500 },
    );
  });
});
