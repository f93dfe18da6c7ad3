import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startEngine, type TestEngine } from './engine.ts';

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
});
