import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Decimal128, type Document, Long } from 'mongodb';
import { asInteger } from '../../src/bson/numbers.ts';
import type { Doc } from '../../src/bson/values.ts';
import type { Index } from '../../src/index/index-spec.ts';
import { matches } from '../../src/query/nodes.ts';
import { parseFilter } from '../../src/query/parse-filter.ts';
import { planQuery } from '../../src/query/plan.ts';
import { scan } from '../../src/query/scan.ts';
import { documentComparator, parseSort, sortDocuments } from '../../src/query/sort.ts';
import { type Catalog, openCatalog } from '../../src/storage/catalog.ts';
import type { Collection } from '../../src/storage/collection.ts';
import { createRecords } from '../../src/storage/records.ts';
import { openStore, type Store } from '../../src/storage/store.ts';
import { type Item, startEngine, type TestEngine } from '../engine.ts';
import { engineDoc, indexOn } from '../values.ts';

let t: TestEngine;

beforeAll(async () => {
  t = await startEngine();
});
afterAll(() => t.dispose());

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
const element = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 2 }) },
);
const field = fc.oneof({ weight: 4, arbitrary: scalar }, { weight: 1, arbitrary: fc.array(element, { maxLength: 3 }) });
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
  scalar.map((v) => ({ $elemMatch: { $elemMatch: { $gte: v } } })),
  scalar.map((v) => ({ $elemMatch: { d: v } })),
);
const path = fc.constantFrom('a', 'b', 'c', 'c.d');
const simple = fc.dictionary(path, condition, { maxKeys: 2 });
const filter = fc.oneof(
  simple,
  fc.array(simple, { minLength: 1, maxLength: 2 }).map(($or) => ({ $or })),
  fc.tuple(simple, simple).map((both) => ({ $and: both })),
);
const order = fc.constantFrom<Document>({}, { a: 1 }, { a: -1 }, { b: 1, a: -1 }, { 'c.d': 1 });
const keys = [{ a: 1 }, { a: -1, b: 1 }, { b: 1, a: -1 }, { 'c.d': 1 }, { c: 1 }];

/** Two fields of one key may not both be arrays. */
const hasParallel = (docs: Document[], key: Document): boolean =>
  docs.some((d) => Object.keys(key).filter((p) => Array.isArray(d[p])).length > 1);

/** A collection on disk without a server before it. */
async function openCollection(): Promise<{
  store: Store;
  fill(docs: Document[], keys: Document[]): Promise<Collection>;
}> {
  const store = openStore(join(t.dataDir, 'bare'));
  const catalog = openCatalog(store);
  const records = createRecords(store, catalog.save);
  let n = 0;
  const fill = (docs: Document[], keys: Document[]): Promise<Collection> =>
    store.write(() => {
      const c = catalog.create({ db: 'test', name: `c${n++}`, options: new Map() });
      for (const key of keys) c.indexes.push(indexIn(catalog, key));
      for (const d of docs) records.insert(c, engineDoc(d));
      return c;
    });
  return { store, fill };
}

const indexIn = (catalog: Catalog, key: Document): Index => catalog.addIndex(indexOn(key).spec);

/** What a filter finds, in the order of the sort where there is one. */
function search(store: Store, c: Collection, o: { filter: Document; sort: Document }): Doc[] {
  const filter = parseFilter(engineDoc(o.filter));
  const sort = parseSort(engineDoc(o.sort));
  const plan = planQuery(c, filter, { sort });
  const found = [...scan(store, c, plan)].map((hit) => hit.doc).filter((d) => matches(filter, d));
  return plan.kind === 'index' && plan.sorted ? found : sortDocuments(found, sort, (d) => d);
}

const idsOf = (docs: Doc[]): unknown[] => docs.map((d) => Number(asInteger(d.get('_id')))).sort((x, y) => x - y);

function isInOrder(docs: Doc[], sort: Document): boolean {
  const compareDocs = documentComparator(parseSort(engineDoc(sort)));
  return docs.every((d, i) => i === 0 || compareDocs(docs[i - 1] as Doc, d) <= 0);
}

describe('an index never changes an answer', () => {
  test('any filter finds through indexes what it finds by reading everything', async () => {
    const { store, fill } = await openCollection();
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { minLength: 6, maxLength: 14 }),
        fc.array(fc.tuple(filter, order), { minLength: 20, maxLength: 30 }),
        async (docs, searches) => {
          const stored = docs.map((d, i) => ({ ...d, _id: i }));
          const bare = await fill(stored, []);
          const indexed = await fill(
            stored,
            keys.filter((key) => !hasParallel(stored, key)),
          );
          for (const [f, sort] of searches) {
            const found = search(store, indexed, { filter: f, sort });
            expect({ f, found: idsOf(found) }).toEqual({ f, found: idsOf(search(store, bare, { filter: f, sort })) });
            expect({ f, sort, inOrder: isInOrder(found, sort) }).toEqual({ f, sort, inOrder: true });
          }
        },
      ),
      { numRuns: 30 },
    );
    await store.close();
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
      { numRuns: 15 },
    );
  });
});

describe('queries on indexed fields do not scan', () => {
  const wide = () => t.db.collection<Item>('wide');
  const read = async (
    f: Document,
    o: { sort?: Document; projection?: Document } = {},
  ): Promise<{ stage: string; examined: number; returned: number }> => {
    const answer = await wide()
      .find(f, o as never)
      .explain('executionStats');
    const plan = JSON.stringify(answer.queryPlanner.winningPlan);
    const stage = plan.includes('COLLSCAN') ? 'COLLSCAN' : plan.includes('SORT') ? 'SORT' : 'IXSCAN';
    return { stage, examined: answer.executionStats.totalDocsExamined, returned: answer.executionStats.nReturned };
  };

  beforeAll(async () => {
    await wide().insertMany(
      Array.from({ length: 300 }, (_, i) => ({
        _id: i,
        n: i,
        kind: i % 3,
        at: new Date(i),
        tags: [`t${i}`],
        open: i % 10 === 0,
      })),
    );
    await wide().createIndexes([
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
