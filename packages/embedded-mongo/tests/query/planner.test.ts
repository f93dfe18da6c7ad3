import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Decimal128, type Document, Long } from 'mongodb';
import { startEngine, type TestEngine } from '../engine.ts';

let t: TestEngine;

beforeAll(async () => {
  t = await startEngine();
});
afterAll(() => t.dispose());
beforeEach(async () => {
  await t.items.drop();
});

const scalar = fc.constantFrom<unknown>(
  null,
  0,
  1,
  2,
  2.5,
  Long.fromNumber(1),
  Decimal128.fromString('2.5'),
  'a',
  'ab',
  'b',
  true,
  new Date(1),
  { x: 1 },
  [],
);
const field = fc.oneof({ weight: 4, arbitrary: scalar }, { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) });
const document = fc.record(
  {
    a: field,
    b: field,
    c: fc.oneof(field, fc.record({ d: field }), fc.array(fc.record({ d: field }), { maxLength: 2 })),
  },
  { requiredKeys: ['a', 'b'] },
);
const condition = fc.oneof(
  scalar,
  scalar.map((v) => ({ $gt: v })),
  scalar.map((v) => ({ $gte: v })),
  scalar.map((v) => ({ $lt: v })),
  scalar.map((v) => ({ $lte: v })),
  fc.tuple(scalar, scalar).map(([x, y]) => ({ $gt: x, $lte: y })),
  fc.array(scalar, { maxLength: 3 }).map((list) => ({ $in: list })),
  scalar.map((v) => ({ $ne: v })),
  fc.constant({ $exists: true }),
  fc.constant({ $exists: false }),
  fc.constant(/^a/),
  scalar.map((v) => ({ $elemMatch: { $gte: v } })),
);
const path = fc.constantFrom('a', 'b', 'c', 'c.d');
const simple = fc.dictionary(path, condition, { maxKeys: 2 });
const filter = fc.oneof(
  simple,
  fc.array(simple, { minLength: 1, maxLength: 2 }).map(($or) => ({ $or })),
  fc.tuple(simple, simple).map((both) => ({ $and: both })),
);
const order = fc.constantFrom<Document | undefined>(undefined, { a: 1 }, { a: -1 }, { b: 1, a: -1 }, { 'c.d': 1 });
const keys = [{ a: 1 }, { a: -1, b: 1 }, { b: 1, a: -1 }, { 'c.d': 1 }, { c: 1 }];

const ids = (docs: Document[]): unknown[] => docs.map((d) => d._id);

describe('an index never changes an answer', () => {
  test('any filter finds through indexes what it finds by reading everything', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 6, maxLength: 14 }),
        fc.array(filter, { minLength: 20, maxLength: 30 }),
        order,
        async (docs, filters, sort) => {
          await t.items.drop();
          const stored = docs.map((d, i) => ({ ...d, _id: i }));
          if (stored.length) await t.items.insertMany(stored);
          const run = async (f: Document): Promise<unknown[]> => {
            const cursor = t.items.find(f);
            const found = ids(await (sort ? cursor.sort({ ...sort, _id: 1 } as never) : cursor).toArray());
            return sort ? found : found.sort();
          };
          const scanned = await Promise.all(filters.map(run));
          await t.items.createIndexes(
            keys
              .map((key) => ({ key: key as never }))
              .filter((_, i) => i < 5 && !hasParallel(stored, keys[i] as Document)),
          );
          const indexed = await Promise.all(filters.map(run));
          expect(indexed).toEqual(scanned);
        },
      ),
      { numRuns: 25 },
    );
  });

  test('indexes kept up through updates and deletes equal indexes made afterwards', async () => {
    const change = fc.oneof(
      fc
        .tuple(fc.nat(9), document)
        .map(([_id, d]) => ({ replaceOne: { filter: { _id }, replacement: d, upsert: true } })),
      fc
        .tuple(fc.nat(9), scalar)
        .map(([_id, a]) => ({ updateOne: { filter: { _id }, update: { $set: { a, 'c.d': a } } } })),
      fc.nat(9).map((_id) => ({ deleteOne: { filter: { _id } } })),
      scalar.map((a) => ({ updateMany: { filter: { a }, update: { $push: { tags: a } } } })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 12 }), scalar, async (changes, wanted) => {
        await t.items.drop();
        await t.items.createIndexes([{ key: { a: 1 } }, { key: { 'c.d': -1 } }]);
        if (changes.length) await t.items.bulkWrite(changes as never, { ordered: false }).catch(() => undefined);
        const all = await t.items.countDocuments();
        for (const hint of ['a_1', 'c.d_-1']) expect(await t.items.find({}, { hint }).toArray()).toHaveLength(all);
        const through = await t.items.countDocuments({ a: wanted } as never, { hint: 'a_1' });
        expect(through).toBe(await t.items.countDocuments({ a: wanted } as never, { hint: { $natural: 1 } as never }));
      }),
      { numRuns: 40 },
    );
  });
});

/** Two fields of one key may not both be arrays. */
function hasParallel(docs: Document[], key: Document): boolean {
  return docs.some((d) => Object.keys(key).filter((p) => Array.isArray(d[p])).length > 1);
}

describe('queries on indexed fields do not scan', () => {
  const read = async (
    f: Document,
    o: { sort?: Document; projection?: Document } = {},
  ): Promise<{ stage: string; examined: number; returned: number }> => {
    const answer = await t.items.find(f, o as never).explain('executionStats');
    const plan = JSON.stringify(answer.queryPlanner.winningPlan);
    const stage = plan.includes('COLLSCAN') ? 'COLLSCAN' : plan.includes('SORT') ? 'SORT' : 'IXSCAN';
    return { stage, examined: answer.executionStats.totalDocsExamined, returned: answer.executionStats.nReturned };
  };

  beforeEach(async () => {
    await t.items.insertMany(
      Array.from({ length: 300 }, (_, i) => ({
        _id: i,
        n: i,
        kind: i % 3,
        at: new Date(i),
        tags: [`t${i}`],
        open: i % 10 === 0,
      })),
    );
    await t.items.createIndexes([
      { key: { n: 1 } },
      { key: { kind: 1, at: -1 } },
      { key: { tags: 1 } },
      { key: { at: 1 }, name: 'open', partialFilterExpression: { open: true } },
    ]);
  });

  test.each<[string, Document, Document | undefined, number]>([
    ['_id', { _id: 5 }, undefined, 1],
    ['equality', { n: 5 }, undefined, 1],
    ['a range', { n: { $gte: 10, $lt: 20 } }, undefined, 10],
    ['$in', { n: { $in: [1, 2, 3] } }, undefined, 3],
    ['an element of an array', { tags: 't7' }, undefined, 1],
    ['equality and a range of the next field', { kind: 1, at: { $lt: new Date(30) } }, undefined, 10],
    ['a sort after an equality', { kind: 1 }, { at: -1 }, 100],
    ['a sort the other way', { kind: 1 }, { at: 1 }, 100],
    ['$or of indexed fields', { $or: [{ n: 1 }, { tags: 't9' }] }, undefined, 2],
    ['$and', { $and: [{ n: { $gt: 5 } }, { n: { $lt: 8 } }] }, undefined, 2],
    ['$expr equality', { $expr: { $eq: ['$n', 7] } }, undefined, 1],
    ['a partial index', { open: true, at: { $lte: new Date(50) } }, undefined, 6],
  ])('%s examines only what it returns', async (_title, f, sort, n) => {
    const got = await read(f, sort ? { sort } : {});
    expect(got).toEqual({ stage: 'IXSCAN', examined: n, returned: n });
  });
});
