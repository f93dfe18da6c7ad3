import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Binary, type Collection, Decimal128, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

// biome-ignore lint/suspicious/noExplicitAny: documents of every shape go through here
type Item = { _id: number; [field: string]: any };

let server: ContractServer;
let items: Collection<Item>;

beforeAll(async () => {
  server = await openServer('writes');
});
afterAll(() => server.close());
beforeEach(async () => {
  items = server.db.collection('items');
  await items.drop().catch(() => undefined);
});

const ids = async (filter = {}): Promise<number[]> =>
  (await items.find(filter).sort({ _id: 1 }).toArray()).map((d) => d._id);

describe('manual, "insert"', () => {
  test('an ordered batch stops at the first error', async () => {
    const error = await items.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }]).catch((e) => e);
    expect(error).toMatchObject({ code: 11000, insertedCount: 1 });
    expect(await ids()).toEqual([1]);
  });

  test('an unordered one goes on and tells which failed', async () => {
    const error = await items
      .insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }, { _id: 2 }], { ordered: false })
      .catch((e) => e);
    expect(error.writeErrors.map((e: { index: number }) => e.index)).toEqual([1, 3]);
    expect(await ids()).toEqual([1, 2]);
  });

  test('every type comes back as it was', async () => {
    const all = {
      _id: 1,
      long: Long.fromString('9007199254740993'),
      decimal: Decimal128.fromString('1.10'),
      id: new ObjectId(),
      bytes: new Binary(Buffer.from([1, 2]), 0),
      at: new Date(5),
      stamp: new Timestamp({ t: 1, i: 2 }),
      low: new MinKey(),
      high: new MaxKey(),
      nothing: null,
      list: [1, [2], { a: [] }],
      text: '漏水 \0 😀',
    };
    await items.insertOne(all);
    const back = await items.findOne({ _id: 1 }, { promoteLongs: false, promoteBuffers: false });
    expect(back).toEqual({ ...all, _id: 1 });
  });

  test('dots and dollars in names are stored from MongoDB 5 on', async () => {
    if (!server.atLeast('5.0')) return;
    await items.insertOne({ _id: 1, 'a.b': 1, c: { $d: 2 } });
    expect(await items.findOne({ _id: 1 })).toEqual({ _id: 1, 'a.b': 1, c: { $d: 2 } });
  });

  test('fields keep their order, _id goes first', async () => {
    await items.insertOne({ z: 1, a: 2, _id: 1 } as never);
    expect(Object.keys((await items.findOne({ _id: 1 })) ?? {})).toEqual(['_id', 'z', 'a']);
  });

  test.each<[string, unknown, number]>([
    ['an array', [1], 53],
    ['a regular expression', /a/, 53],
  ])('refuses %s as _id', async (_title, id, code) => {
    expect(await codeOf(items.insertOne({ _id: id as number }))).toBe(code);
  });
});

describe('manual, "update"', () => {
  test('counts what matched and what changed', async () => {
    await items.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
    expect(await items.updateMany({}, { $set: { n: 1 } })).toMatchObject({ matchedCount: 2, modifiedCount: 1 });
    expect(await items.updateOne({ _id: 9 }, { $set: { n: 1 } })).toMatchObject({ matchedCount: 0, upsertedCount: 0 });
  });

  test('an upsert takes the equalities of its filter', async () => {
    const made = await items.updateOne(
      { _id: 5, a: 1, b: { $gt: 3 }, 'c.d': 2 },
      { $set: { n: 1 }, $setOnInsert: { m: 2 } },
      { upsert: true },
    );
    expect(made).toMatchObject({ matchedCount: 0, upsertedCount: 1, upsertedId: 5 });
    expect(await items.findOne({ _id: 5 })).toEqual({ _id: 5, a: 1, c: { d: 2 }, n: 1, m: 2 });
  });

  test('a replacement keeps the _id and nothing else', async () => {
    await items.insertOne({ _id: 1, a: 1, b: 2 });
    await items.replaceOne({ _id: 1 }, { c: 3 });
    expect(await items.findOne({ _id: 1 })).toEqual({ _id: 1, c: 3 });
    expect(await codeOf(items.replaceOne({ _id: 1 }, { _id: 2 } as never))).toBe(66);
  });

  test('many cannot be replaced (9)', async () => {
    const updates = [{ q: {}, u: { a: 1 }, multi: true }];
    const answer = await server.db.command({ update: 'items', updates });
    expect(answer).toMatchObject({ n: 0, writeErrors: [{ index: 0, code: 9 }] });
  });

  test('the sort of an update says which (MongoDB 8)', async () => {
    if (!server.atLeast('8.0')) return;
    await items.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
    await items.updateOne({}, { $set: { hit: true } }, { sort: { n: -1 } } as never);
    expect(await ids({ hit: true })).toEqual([2]);
  });

  test('two updates of one counter are both counted', async () => {
    await items.insertOne({ _id: 1, n: 0 });
    await Promise.all(Array.from({ length: 50 }, () => items.updateOne({ _id: 1 }, { $inc: { n: 1 } })));
    expect(await items.findOne({ _id: 1 })).toEqual({ _id: 1, n: 50 });
  });

  test('a bulk of many kinds', async () => {
    const done = await items.bulkWrite([
      { insertOne: { document: { _id: 1, n: 1 } } },
      { insertOne: { document: { _id: 2, n: 2 } } },
      { updateOne: { filter: { _id: 1 }, update: { $inc: { n: 10 } } } },
      { updateOne: { filter: { _id: 3 }, update: { $set: { n: 3 } }, upsert: true } },
      { deleteOne: { filter: { _id: 2 } } },
    ]);
    expect(done).toMatchObject({
      insertedCount: 2,
      matchedCount: 1,
      modifiedCount: 1,
      upsertedCount: 1,
      deletedCount: 1,
    });
    expect(await ids()).toEqual([1, 3]);
  });

  test('the bulkWrite command of MongoDB 8 writes to several collections', async () => {
    if (!server.atLeast('8.0')) return;
    const ns = (name: string): string => `${server.db.databaseName}.${name}`;
    const done = await server.client.bulkWrite([
      { name: 'insertOne', namespace: ns('items'), document: { _id: 1 as never } },
      { name: 'insertOne', namespace: ns('others'), document: { _id: 1 as never } },
      { name: 'updateMany', namespace: ns('items'), filter: {}, update: { $set: { n: 1 } } },
      { name: 'deleteOne', namespace: ns('others'), filter: {} },
    ]);
    expect(done).toMatchObject({ insertedCount: 2, modifiedCount: 1, deletedCount: 1 });
  });
});

describe('manual, "findAndModify"', () => {
  beforeEach(() =>
    items.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
      { _id: 3, n: 3 },
    ]),
  );

  test('gives the document before or after', async () => {
    expect(await items.findOneAndUpdate({ _id: 1 }, { $inc: { n: 5 } })).toEqual({ _id: 1, n: 1 });
    expect(await items.findOneAndUpdate({ _id: 1 }, { $inc: { n: 5 } }, { returnDocument: 'after' })).toEqual({
      _id: 1,
      n: 11,
    });
  });

  test('sorts, projects, removes', async () => {
    expect(await items.findOneAndDelete({}, { sort: { n: -1 }, projection: { _id: 0 } })).toEqual({ n: 3 });
    expect(await ids()).toEqual([1, 2]);
  });

  test('an upsert gives null before and the new document after', async () => {
    const update = { $set: { n: 9 } };
    expect(await items.findOneAndUpdate({ _id: 8 }, update, { upsert: true })).toBeNull();
    expect(await items.findOneAndUpdate({ _id: 9 }, update, { upsert: true, returnDocument: 'after' })).toEqual({
      _id: 9,
      n: 9,
    });
  });

  test('of many at once only one takes each document', async () => {
    const taken = await Promise.all(
      Array.from({ length: 10 }, () => items.findOneAndUpdate({ by: null }, { $set: { by: 'x' } })),
    );
    expect(
      taken
        .filter(Boolean)
        .map((d) => d?._id)
        .sort(),
    ).toEqual([1, 2, 3]);
  });
});

describe('manual, "find"', () => {
  test('a cursor is drawn in batches, and one that was killed is gone (43)', async () => {
    await items.insertMany(Array.from({ length: 10 }, (_, i) => ({ _id: i })));
    const first = await server.db.command({ find: 'items', sort: { _id: 1 }, batchSize: 3 });
    expect(first.cursor.firstBatch).toHaveLength(3);
    const id = first.cursor.id as Long;
    const next = await server.db.command({ getMore: id, collection: 'items', batchSize: 3 });
    expect(next.cursor.nextBatch.map((d: { _id: number }) => d._id)).toEqual([3, 4, 5]);
    const killed = await server.db.command({ killCursors: 'items', cursors: [id] });
    expect(killed.cursorsKilled.map(String)).toEqual([String(id)]);
    expect(await codeOf(server.db.command({ getMore: id, collection: 'items' }))).toBe(43);
  });

  test('distinct takes arrays apart', async () => {
    await items.insertMany([{ _id: 1, v: [1, 2] }, { _id: 2, v: 2 }, { _id: 3, v: 'x' }, { _id: 4 }]);
    expect(await items.distinct('v')).toEqual([1, 2, 'x']);
  });
});
