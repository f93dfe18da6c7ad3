import { describe, expect, test } from '@jest/globals';
import { type Document, Long, MinKey } from 'bson';
import type { Index } from '../../src/index/index-spec.ts';
import { parseFilter } from '../../src/query/parse-filter.ts';
import { type Plan, planQuery } from '../../src/query/plan.ts';
import { parseSort } from '../../src/query/sort.ts';
import { collectionWith, engineDoc, indexOn } from '../values.ts';

const planOf = (indexes: Index[], filter: Document, sort: Document = {}): Plan =>
  planQuery(collectionWith(indexes), parseFilter(engineDoc(filter)), { sort: parseSort(engineDoc(sort)) });

/** The index a plan reads, `collection` for none, and for an `$or` the indexes of its branches. */
function used(plan: Plan): string {
  if (plan.kind === 'collection') return 'collection';
  return plan.kind === 'index' ? plan.index.name : plan.plans.map(used).join(' + ');
}

const now = new Date('2026-11-24T00:00:00Z');

describe('a partial index is used where the query implies its filter', () => {
  test.each<[string, Document, Document, boolean]>([
    ['the same strict bound beside another bound', { at: { $gt: 0 } }, { at: { $gt: 0, $lte: 5 } }, true],
    ['the same inclusive bound', { at: { $gte: 0 } }, { at: { $gte: 0 } }, true],
    ['a strict bound where the filter takes the edge too', { at: { $gte: 0 } }, { at: { $gt: 0 } }, true],
    ['an inclusive bound where the filter excludes the edge', { at: { $gt: 0 } }, { at: { $gte: 0 } }, false],
    ['a narrower lower bound', { at: { $gt: 0 } }, { at: { $gte: 1 } }, true],
    ['a wider lower bound', { at: { $gt: 0 } }, { at: { $gt: -1 } }, false],
    ['the same strict upper bound', { at: { $lt: 9 } }, { at: { $lt: 9 } }, true],
    ['a strict upper bound where the filter takes the edge too', { at: { $lte: 9 } }, { at: { $lt: 9 } }, true],
    ['an inclusive upper bound where the filter excludes the edge', { at: { $lt: 9 } }, { at: { $lte: 9 } }, false],
    ['a bound of the other side only', { at: { $gt: 0 } }, { at: { $lt: 5 } }, false],
    ['an equal bound of another number type', { at: { $gt: 0 } }, { at: { $gt: Long.fromNumber(0) } }, true],
    ['a bound of another type of value', { at: { $gt: 0 } }, { at: { $gt: 'a' } }, false],
    ['a bound from the lowest value of all', { at: { $gt: 0 } }, { at: { $gt: new MinKey() } }, false],
    ['a point inside the range', { at: { $gt: 0 } }, { at: 3 }, true],
    ['a point outside the range', { at: { $gt: 0 } }, { at: 0 }, false],
    ['$in with all its values inside', { at: { $gt: 0 } }, { at: { $in: [1, 2] } }, true],
    ['$in with one value outside', { at: { $gt: 0 } }, { at: { $in: [1, -2] } }, false],
    ['equality where the field must exist', { at: { $exists: true } }, { at: 3 }, true],
    ['equality with null where the field must exist', { at: { $exists: true } }, { at: null }, false],
    ['a range where the field must exist', { at: { $exists: true } }, { at: { $lte: now } }, true],
    ['a prefix where the field must exist', { at: { $exists: true } }, { at: /^a/ }, true],
    ['$ne, which finds missing fields', { at: { $exists: true } }, { at: { $ne: 1 } }, false],
    ['equality with a member of $in', { at: { $in: ['a', 'b'] } }, { at: 'a' }, true],
    ['every conjunct of the filter', { at: { $gt: 0 }, open: true }, { at: 2, open: true }, true],
    ['only one conjunct of the filter', { at: { $gt: 0 }, open: true }, { at: 2 }, false],
    ['a conjunct inside $and', { at: { $gt: 0 } }, { $and: [{ at: { $gt: 0 } }, { at: { $lt: 5 } }] }, true],
    ['a bound that only one branch of $or has', { at: { $gt: 0 } }, { $or: [{ at: { $gt: 0 } }, { open: 1 }] }, false],
  ])('%s', (_title, partialFilterExpression, filter, expected) => {
    const index = indexOn({ at: 1 }, { partialFilterExpression });
    expect(used(planOf([index], filter))).toBe(expected ? 'at_1' : 'collection');
  });

  test('each branch of an $or must imply it by itself', () => {
    const indexes = [indexOn({ at: 1 }, { partialFilterExpression: { at: { $gt: 0 } } }), indexOn({ n: 1 }, {}, 2)];
    expect(used(planOf(indexes, { $or: [{ at: 3 }, { n: 1 }] }))).toBe('at_1 + n_1');
    expect(used(planOf(indexes, { $or: [{ at: -3 }, { n: 1 }] }))).toBe('collection');
  });
});

describe('the index that fixes most fields is chosen', () => {
  const byA = indexOn({ a: 1 });
  const byAB = indexOn({ a: 1, b: -1 }, {}, 2);
  const byB = indexOn({ b: 1 }, { unique: true }, 3);
  const hidden = indexOn({ c: 1 }, { hidden: true }, 4);
  const all = [byA, byAB, byB, hidden];

  test.each<[string, Document, Document, string]>([
    ['one field: the index on nothing else', { a: 1 }, {}, 'a_1'],
    ['two fields: the compound index', { a: 1, b: 2 }, {}, 'a_1_b_-1'],
    ['a range after an equality', { a: 1, b: { $gt: 2 } }, {}, 'a_1_b_-1'],
    [
      'a range on the first field stops there, so that a point of another index wins',
      { a: { $gt: 1 }, b: 2 },
      {},
      'b_1',
    ],
    ['the order asked for', { a: 1 }, { b: -1 }, 'a_1_b_-1'],
    ['the order asked for, backwards', { a: 1 }, { b: 1 }, 'a_1_b_-1'],
    ['an order alone', {}, { a: -1, b: 1 }, 'a_1_b_-1'],
    ['an order no index gives', {}, { a: 1, b: 1 }, 'collection'],
    ['no field of any index', { z: 1 }, {}, 'collection'],
    ['a hidden index is not seen', { c: 1 }, {}, 'collection'],
    ['the second field of a compound index alone', { 'b.x': 1 }, {}, 'collection'],
    ['an array is no single key', { a: [1] }, {}, 'collection'],
    ['a negation', { a: { $ne: 1 } }, {}, 'collection'],
    ['$or over indexed fields', { $or: [{ a: 1 }, { b: 2 }] }, {}, 'a_1 + b_1'],
    ['$elemMatch of values', { a: { $elemMatch: { $gt: 1 } } }, {}, 'a_1'],
    [
      '$elemMatch inside $elemMatch: what it tests is no key',
      { a: { $elemMatch: { $elemMatch: { $gt: 1 } } } },
      {},
      'collection',
    ],
    ['$or with one branch no index serves', { $or: [{ a: 1 }, { z: 2 }] }, {}, 'collection'],
  ])('%s', (_title, filter, sort, expected) => {
    expect(used(planOf(all, filter, sort))).toBe(expected);
  });

  test.each<[string, Document, Document, boolean]>([
    ['after the fixed fields', { a: 1 }, { b: -1 }, true],
    ['naming the fixed field too', { a: 1 }, { a: 1, b: 1 }, true],
    ['of a range, by the field itself', { a: { $gt: 1 } }, { a: 1, b: -1 }, true],
    ['of several points, which are not one stretch', { a: { $in: [1, 2] } }, { b: -1 }, false],
    ['by a field the index lacks', { a: 1 }, { b: -1, c: 1 }, false],
    ['in mixed directions the index does not have', { a: { $gte: 1 } }, { a: 1, b: 1 }, false],
  ])('an index gives the sort %s: %j sorted by %j is %p', (_title, filter, sort, expected) => {
    expect(planOf([byAB], filter, sort)).toMatchObject({ kind: 'index', sorted: expected });
  });

  test('an index over arrays gives no order, and its ranges are not intersected', () => {
    const multikey = { ...indexOn({ a: 1 }), multikey: true };
    expect(planOf([multikey], { a: { $gt: 1, $lt: 5 } }, { a: 1 })).toMatchObject({ kind: 'index', sorted: false });
    const both = planOf([multikey], { a: { $gt: 1, $lt: 5 } });
    expect(both).toEqual(planOf([multikey], { a: { $gt: 1 } }));
  });

  test('a unique index with all its fields fixed is read by its one key', () => {
    expect(planOf([byB], { b: 2 })).toMatchObject({ exact: true });
    expect(planOf([byB], { b: { $gte: 2 } })).toMatchObject({ exact: false });
  });

  test.each<[string, Document, string]>([
    ['a field of its elements', { a: { $elemMatch: { b: 1 } } }, 'a.b_1'],
    ['the elements of a field of its elements', { a: { $elemMatch: { b: { $elemMatch: { $gt: 1 } } } } }, 'a.b_1'],
    ['a place in its elements, which is not that place in the array', { a: { $elemMatch: { 0: 1 } } }, 'collection'],
    ['a place in the array', { 'a.0': 1 }, 'a.0_1'],
  ])('of an array, $elemMatch reads the index on %s', (_title, filter, expected) => {
    expect(used(planOf([indexOn({ 'a.b': 1 }), indexOn({ 'a.0': 1 }, {}, 2)], filter))).toBe(expected);
  });

  test('a sparse index is not read for what it leaves out', () => {
    const sparse = indexOn({ a: 1 }, { sparse: true });
    expect(used(planOf([sparse], { a: 1 }))).toBe('a_1');
    expect(used(planOf([sparse], { a: null }))).toBe('collection');
    expect(used(planOf([sparse], {}, { a: 1 }))).toBe('collection');
  });

  test('a cross product of long $in lists stops at the fields before it', () => {
    const many = Array.from({ length: 60 }, (_, i) => i);
    const plan = planOf([indexOn({ a: 1, b: 1 })], { a: { $in: many }, b: { $in: many } });
    expect(plan).toMatchObject({ kind: 'index', points: 1 });
    expect(plan.kind === 'index' && plan.ranges).toHaveLength(60);
  });
});
