import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Decimal128, type Document, Long, MongoClient } from 'mongodb';
import { type EmbeddedMongo, startEmbeddedMongo } from '../src/index.ts';
import { freshDir } from './engine.ts';

let dataDir: string;
let engine: EmbeddedMongo;
let client: MongoClient;

const open = async (): Promise<void> => {
  engine = await startEmbeddedMongo({ dataDir });
  client = await MongoClient.connect(engine.uri);
};
const close = async (): Promise<void> => {
  await client.close();
  await engine.close();
};
/** Stops the engine and starts it again on the same directory. */
const reopen = async (): Promise<void> => {
  await close();
  await open();
};

beforeEach(async () => {
  dataDir = await freshDir();
  await open();
});
afterEach(async () => {
  await close();
  await rm(dataDir, { recursive: true, force: true });
});

const items = () => client.db('test').collection<Document>('items');
const stageOf = async (filter: Document): Promise<string> =>
  JSON.stringify((await items().find(filter).explain('queryPlanner')).queryPlanner.winningPlan);

describe('after a restart', () => {
  test('documents of every type are as they were, in the order they were inserted', async () => {
    const docs = [
      { _id: 3, long: Long.MAX_VALUE, decimal: Decimal128.fromString('1.10'), at: new Date(5), list: [1, [2]] },
      { _id: 1, text: '漏水 \0 😀', nothing: null },
      { _id: 2 },
    ];
    await items().insertMany(docs as never[]);
    await reopen();
    const found = await items().find({}, { promoteLongs: false }).toArray();
    expect(found).toEqual(docs);
  });

  test('new documents go on behind the old ones, also when the last were deleted', async () => {
    await items().insertMany([1, 2, 3].map((n) => ({ _id: n as never })));
    await items().deleteOne({ _id: 3 as never });
    await reopen();
    await items().insertMany([4, 5].map((n) => ({ _id: n as never })));
    expect((await items().find().toArray()).map((d) => d._id)).toEqual([1, 2, 4, 5]);
    expect(await items().estimatedDocumentCount()).toBe(4);
  });

  test('what an index learnt of arrays is remembered: its ranges are not intersected', async () => {
    await items().createIndex({ v: 1 });
    await items().insertMany([
      { _id: 1 as never, v: [1, 10] },
      { _id: 2 as never, v: 5 },
    ]);
    await reopen();
    expect(await items().countDocuments({ v: { $gt: 4, $lt: 6 } })).toBe(2);
    expect(await stageOf({ v: 5 })).toContain('"isMultiKey":true');
  });

  test('what an index learnt of keys that were cut is remembered: it does not sort', async () => {
    await items().createIndex({ v: 1 });
    const [a, b] = ['a', 'b'].map((end) => 'x'.repeat(2500) + end);
    await items().insertMany([
      { _id: 1 as never, v: b },
      { _id: 2 as never, v: a },
    ]);
    await reopen();
    expect((await items().find().sort({ v: 1 }).toArray()).map((d) => d._id)).toEqual([2, 1]);
  });

  test('partial, sparse, hidden and TTL indexes are what they were', async () => {
    await items().createIndexes([
      { key: { a: 1 }, partialFilterExpression: { open: true }, unique: true },
      { key: { b: 1 }, sparse: true },
      { key: { c: 1 }, hidden: true },
      { key: { at: 1 }, expireAfterSeconds: 60 },
    ]);
    const before = await items().indexes();
    await items().insertOne({ a: 1, open: true, at: new Date(0) });
    await reopen();
    expect(await items().indexes()).toEqual(before);
    await expect(items().insertOne({ a: 1, open: true })).rejects.toMatchObject({ code: 11000 });
    await items().insertOne({ a: 1, open: false });
    expect(await stageOf({ c: 1 })).toContain('COLLSCAN');
    expect(await engine.sweep()).toBe(1);
  });

  test('capped collections keep their bounds, views their pipeline, collections their collation', async () => {
    const db = client.db('test');
    await db.createCollection('log', { capped: true, size: 100_000, max: 2 });
    await db.createCollection('view', { viewOn: 'items', pipeline: [{ $match: { n: { $gt: 1 } } }] });
    await db.createCollection('people', { collation: { locale: 'en', strength: 2 } });
    await items().insertMany([{ n: 1 }, { n: 2 }]);
    await db.collection('people').insertOne({ name: 'li' });
    await reopen();
    const after = client.db('test');
    for (const n of [1, 2, 3]) await after.collection('log').insertOne({ n });
    expect(await after.collection('log').distinct('n')).toEqual([2, 3]);
    expect(await after.collection('view').distinct('n')).toEqual([2]);
    expect(await after.collection('people').countDocuments({ name: 'LI' })).toBe(1);
  });

  test('what was dropped or renamed stays so, and its place is free', async () => {
    await items().insertOne({ n: 1 });
    await items().rename('others');
    await client.db('test').collection('gone').insertOne({ n: 1 });
    await client.db('test').collection('gone').drop();
    await client.db('empty').collection('a').insertOne({});
    await client.db('empty').dropDatabase();
    await reopen();
    const names = (await client.db('test').listCollections().toArray()).map((c) => c.name);
    expect(names).toEqual(['others']);
    expect(await client.db('test').collection('gone').countDocuments({})).toBe(0);
    const { databases } = await client.db('admin').command({ listDatabases: 1, nameOnly: true });
    expect(databases.map((d: Document) => d.name)).not.toContain('empty');
  });

  test('open cursors are gone (43)', async () => {
    await items().insertMany(Array.from({ length: 9 }, () => ({})));
    const { cursor } = await client.db('test').command({ find: 'items', batchSize: 2 });
    await reopen();
    const more = client.db('test').command({ getMore: cursor.id, collection: 'items' } as never);
    await expect(more).rejects.toMatchObject({ code: 43 });
  });

  test('many restarts add nothing and lose nothing', async () => {
    await items().createIndex({ n: 1 });
    for (let n = 0; n < 4; n++) {
      await items().insertOne({ _id: n as never, n });
      await reopen();
    }
    expect(
      await items()
        .find({ n: { $gte: 0 } }, { hint: 'n_1' })
        .toArray(),
    ).toHaveLength(4);
    expect(await items().indexes()).toHaveLength(2);
  });
});

describe('an index that could not be made', () => {
  test('leaves nothing, neither at once nor after a restart', async () => {
    await items().insertMany([
      { k: 1, a: 1 },
      { k: 1, a: 2 },
    ]);
    await expect(items().createIndex({ k: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    await reopen();
    expect((await items().indexes()).map((i) => i.name)).toEqual(['_id_']);
    await items().createIndex({ k: 1, a: 1 }, { unique: true });
    expect(await items().countDocuments({ k: 1, a: 2 })).toBe(1);
  });
});

describe('close while a command runs', () => {
  test('waits for it: what was begun is done, and done once', async () => {
    await items().insertMany(Array.from({ length: 100 }, (_, i) => ({ _id: i as never })));
    await client.db('test').collection('target').insertOne({ old: true });
    const names = async (): Promise<string[]> =>
      (await client.db('test').listCollections().toArray()).map((c) => c.name);
    const many = [{ $set: { n: { $range: [0, 100] } } }, { $unwind: '$n' }, { $unset: '_id' }, { $out: 'target' }];
    const running = items()
      .aggregate(many)
      .toArray()
      .catch((error: Error) => error);
    while ((await names()).length === 2);
    await engine.close();
    expect(await running).toBeInstanceOf(Error);
    await client.close();
    await open();
    expect((await names()).sort()).toEqual(['items', 'target']);
    expect(await client.db('test').collection('target').countDocuments({})).toBe(10_000);
  });
});
