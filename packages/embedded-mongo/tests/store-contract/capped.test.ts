import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

// biome-ignore lint/suspicious/noExplicitAny: documents of every shape go through here
type Item = { _id: number; [field: string]: any };

let server: ContractServer;
let log: Collection<Item>;

beforeAll(async () => {
  server = await openServer('capped');
});
afterAll(() => server.close());
beforeEach(async () => {
  log = server.db.collection('log');
  await log.drop().catch(() => undefined);
});

const ids = async (): Promise<number[]> => (await log.find().toArray()).map((d) => d._id);

describe('manual, "Capped Collections"', () => {
  test('the oldest go when there are too many, and their index keys with them', async () => {
    await server.db.createCollection('log', { capped: true, size: 100_000, max: 3 });
    await log.createIndex({ n: 1 });
    for (let i = 1; i <= 5; i++) await log.insertOne({ _id: i, n: i });
    expect(await ids()).toEqual([3, 4, 5]);
    expect(await log.countDocuments({ n: { $lte: 2 } })).toBe(0);
    expect(await log.countDocuments({})).toBe(3);
  });

  test('the oldest go when there is too much', async () => {
    await server.db.createCollection('log', { capped: true, size: 4096 });
    for (let i = 1; i <= 10; i++) await log.insertOne({ _id: i, text: 'x'.repeat(1000) });
    expect((await ids()).at(-1)).toBe(10);
    expect((await ids()).length).toBeLessThan(5);
  });

  test('is listed as what it is', async () => {
    await server.db.createCollection('log', { capped: true, size: 1000, max: 5 });
    expect(await log.options()).toMatchObject({ capped: true, size: 1024, max: 5 });
    expect(await log.isCapped()).toBe(true);
    expect(await codeOf(server.db.command({ create: 'other', capped: true }))).toBe(72);
  });

  test('a tailable cursor goes on with what is added', async () => {
    await server.db.createCollection('log', { capped: true, size: 100_000 });
    await log.insertOne({ _id: 1 });
    const first = await server.db.command({ find: 'log', tailable: true, awaitData: true, batchSize: 10 });
    expect(first.cursor.firstBatch).toEqual([{ _id: 1 }]);
    const next = (maxTimeMS: number): Promise<Document> =>
      server.db.command({ getMore: first.cursor.id, collection: 'log', maxTimeMS } as never);
    expect((await next(10)).cursor.nextBatch).toEqual([]);
    const waiting = next(5000);
    await log.insertOne({ _id: 2 });
    expect((await waiting).cursor.nextBatch).toEqual([{ _id: 2 }]);
    await server.db.command({ killCursors: 'log', cursors: [first.cursor.id] });
  });

  test('a tailable cursor whose place was overwritten says so (136)', async () => {
    await server.db.createCollection('log', { capped: true, size: 100_000, max: 2 });
    await log.insertOne({ _id: 1 });
    const first = await server.db.command({ find: 'log', tailable: true });
    await log.insertMany([{ _id: 2 }, { _id: 3 }]);
    expect(await codeOf(server.db.command({ getMore: first.cursor.id, collection: 'log' }))).toBe(136);
  });

  test('only a capped collection can be tailed', async () => {
    await log.insertOne({ _id: 1 });
    expect(await codeOf(server.db.command({ find: 'log', tailable: true }))).toBe(2);
  });
});

describe('manual, "cursor.min()" and "cursor.max()"', () => {
  test('bound the keys of the index hinted at', async () => {
    await log.insertMany([1, 2, 3, 4, 5].map((n) => ({ _id: n, a: n, b: -n })));
    await log.createIndex({ a: 1, b: -1 });
    const found = await log.find({}, { hint: { a: 1, b: -1 }, min: { a: 2, b: -2 }, max: { a: 4, b: -4 } }).toArray();
    expect(found.map((d) => d._id)).toEqual([2, 3]);
    expect(await codeOf(log.find({}, { min: { a: 2, b: -2 } }).toArray())).toBe(51173);
  });
});
