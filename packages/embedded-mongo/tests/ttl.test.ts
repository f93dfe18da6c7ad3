import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Item, startEngine, type TestEngine } from './engine.ts';

let t: TestEngine;
let now: number;

beforeEach(async () => {
  now = Date.UTC(2026, 10, 23);
  t = await startEngine({ now: () => now });
});
afterEach(() => t.dispose());

const left = async (): Promise<unknown[]> => (await t.items.find().sort({ _id: 1 }).toArray()).map((d) => d._id);

describe('manual, "TTL Indexes"', () => {
  test('a document goes once its date is old enough, not before', async () => {
    await t.items.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    await t.items.insertMany([
      { _id: 1, at: new Date(now) },
      { _id: 2, at: new Date(now + 30_000) },
    ]);
    now += 60_001;
    expect(await t.engine.sweep()).toBe(1);
    expect(await left()).toEqual([2]);
    now += 30_000;
    expect(await t.engine.sweep()).toBe(1);
    expect(await left()).toEqual([]);
  });

  test('what is no date stays, and an array goes by its earliest date', async () => {
    await t.items.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
    await t.items.insertMany([
      { _id: 1 },
      { _id: 2, at: 'yesterday' },
      { _id: 3, at: now - 5000 },
      { _id: 4, at: [new Date(now + 5000), new Date(now - 5000)] },
      { _id: 5, at: [new Date(now + 5000)] },
    ]);
    await t.engine.sweep();
    expect(await left()).toEqual([1, 2, 3, 5]);
  });

  test('a partial TTL index leaves the others alone', async () => {
    await t.items.createIndex({ at: 1 }, { expireAfterSeconds: 1, partialFilterExpression: { closed: true } });
    await t.items.insertMany([
      { _id: 1, at: new Date(0), closed: true },
      { _id: 2, at: new Date(0) },
    ]);
    await t.engine.sweep();
    expect(await left()).toEqual([2]);
  });

  test('collMod is followed', async () => {
    await t.items.createIndex({ at: 1 }, { expireAfterSeconds: 3600 });
    await t.items.insertOne({ _id: 1, at: new Date(now - 100_000) });
    expect(await t.engine.sweep()).toBe(0);
    await t.db.command({ collMod: 'items', index: { name: 'at_1', expireAfterSeconds: 60 } });
    expect(await t.engine.sweep()).toBe(1);
  });

  test.each<[string, object, object]>([
    ['a path', { 'o.at': 1 }, { o: { at: new Date(0) } }],
    ['a path through an array', { 'l.at': 1 }, { l: [{}, { at: new Date(0) }] }],
    ['a descending index', { at: -1 }, { at: new Date(0) }],
  ])('%s is followed', async (_title, key, fields) => {
    await t.items.createIndex(key as never, { expireAfterSeconds: 1 });
    await t.items.insertMany([{ _id: 1, ...fields }, { _id: 2 }]);
    expect(await t.engine.sweep()).toBe(1);
    expect(await left()).toEqual([2]);
  });

  test('a document whose date is moved lives on', async () => {
    await t.items.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    await t.items.insertOne({ _id: 1, at: new Date(now) });
    now += 59_000;
    await t.items.updateOne({ _id: 1 }, { $set: { at: new Date(now) } });
    now += 59_000;
    expect(await t.engine.sweep()).toBe(0);
    now += 2_000;
    expect(await t.engine.sweep()).toBe(1);
  });

  test('many documents of several databases go in one sweep, and leave all their indexes', async () => {
    const other = t.client.db('other').collection<Item>('items');
    for (const c of [t.items, other]) {
      await c.createIndexes([
        { key: { at: 1 }, expireAfterSeconds: 0 },
        { key: { n: 1 }, unique: true },
      ]);
      await c.insertMany(
        Array.from({ length: 450 }, (_, i) => ({ _id: i, n: i, at: new Date(i < 430 ? 0 : now + 1) })),
      );
    }
    expect(await t.engine.sweep()).toBe(860);
    expect(await other.countDocuments({ n: { $gte: 0 } }, { hint: 'n_1' })).toBe(20);
    await other.insertOne({ _id: 1000, n: 5 });
  });

  test('two TTL indexes: whichever comes first', async () => {
    await t.items.createIndex({ at: 1 }, { expireAfterSeconds: 1000 });
    await t.items.createIndex({ closed: 1 }, { expireAfterSeconds: 10 });
    await t.items.insertMany([
      { _id: 1, at: new Date(now), closed: new Date(now) },
      { _id: 2, at: new Date(now) },
    ]);
    now += 11_000;
    await t.engine.sweep();
    expect(await left()).toEqual([2]);
    now += 1_000_000;
    await t.engine.sweep();
    expect(await left()).toEqual([]);
  });

  test('an index that was dropped expires nothing any more', async () => {
    await t.items.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
    await t.items.insertOne({ _id: 1, at: new Date(0) });
    await t.items.dropIndex('at_1');
    expect(await t.engine.sweep()).toBe(0);
  });
});
