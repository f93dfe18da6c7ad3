import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection } from 'mongodb';
import { type ContractServer, openServer } from './server.ts';

// biome-ignore lint/suspicious/noExplicitAny: documents of every shape go through here
type Item = { _id: number; [field: string]: any };

let server: ContractServer;
let items: Collection<Item>;

beforeAll(async () => {
  server = await openServer('collation');
});
afterAll(() => server.close());
beforeEach(async () => {
  items = server.db.collection('items');
  await items.drop().catch(() => undefined);
  await items.insertMany([
    { _id: 1, name: 'ping', n: 1 },
    { _id: 2, name: 'PING', n: 2 },
    { _id: 3, name: 'píng', n: 3 },
    { _id: 4, name: 'pong', n: 4 },
  ]);
});

const weak = { locale: 'en_US', strength: 1 } as const;
const noCase = { locale: 'en', strength: 2 } as const;
const ids = (docs: Item[]): number[] => docs.map((d) => d._id);

describe('manual, "Collation"', () => {
  test('strength 2 is blind to case, strength 1 to accents too, 3 to neither', async () => {
    const found = async (collation: object): Promise<number[]> =>
      ids(
        await items
          .find({ name: 'Ping' }, { collation: collation as never })
          .sort({ _id: 1 })
          .toArray(),
      );
    expect(await found(noCase)).toEqual([1, 2]);
    expect(await found(weak)).toEqual([1, 2, 3]);
    expect(await found({ locale: 'en', strength: 3 })).toEqual([]);
    expect(await found({ locale: 'simple' })).toEqual([]);
  });

  test('an index in byte order does not hide matches', async () => {
    await items.createIndex({ name: 1 });
    expect(await items.countDocuments({ name: { $in: ['PING', 'x'] } }, { collation: noCase })).toBe(2);
    expect(await items.countDocuments({ name: 'PING' })).toBe(1);
  });

  test('sorts letters before their capitals, and numbers in text by value if asked', async () => {
    await items.insertMany([{ _id: 5, name: 'Ping' }]);
    const sorted = await items
      .find({ name: /^p.*g$/i }, { collation: { locale: 'en' } })
      .sort({ name: 1 })
      .toArray();
    expect(ids(sorted)).toEqual([1, 5, 2, 3, 4]);
    await items.deleteMany({});
    await items.insertMany([
      { _id: 1, name: 'A10' },
      { _id: 2, name: 'A9' },
    ]);
    const numeric = { locale: 'en', numericOrdering: true };
    expect(ids(await items.find({}, { collation: numeric }).sort({ name: 1 }).toArray())).toEqual([2, 1]);
  });

  test('ranges and $ne follow it', async () => {
    expect(
      ids(
        await items
          .find({ name: { $ne: 'PING' } }, { collation: noCase })
          .sort({ _id: 1 })
          .toArray(),
      ),
    ).toEqual([3, 4]);
    expect(ids(await items.find({ name: { $gte: 'PINH' } }, { collation: noCase }).toArray())).toEqual([4]);
  });

  test('updates, deletes, findAndModify, distinct and aggregate follow it', async () => {
    expect(await items.updateMany({ name: 'Ping' }, { $set: { hit: true } }, { collation: noCase })).toMatchObject({
      matchedCount: 2,
    });
    expect(await items.findOneAndUpdate({ name: 'PONG' }, { $set: { n: 9 } }, { collation: noCase })).toMatchObject({
      _id: 4,
    });
    expect(await items.distinct('name', {}, { collation: weak })).toHaveLength(2);
    expect(await items.aggregate([{ $match: { name: 'PONG' } }], { collation: noCase }).toArray()).toHaveLength(1);
    expect(await items.deleteMany({ name: 'pIng' }, { collation: noCase })).toEqual({
      acknowledged: true,
      deletedCount: 2,
    });
  });

  test('an upsert stores the text as it was given', async () => {
    await items.updateOne({ name: 'Ding' }, { $set: { n: 0 } }, { upsert: true, collation: noCase });
    expect(await items.findOne({ name: 'Ding' })).toMatchObject({ n: 0 });
  });

  test('a collection made with one follows it unless told otherwise', async () => {
    await server.db.createCollection('people', { collation: noCase });
    const people = server.db.collection<Item>('people');
    await people.createIndex({ name: 1, n: 1 });
    await people.insertMany([
      { _id: 1, name: 'li', n: 1 },
      { _id: 2, name: 'LI', n: 2 },
    ]);
    expect(await people.countDocuments({ name: 'Li' })).toBe(2);
    expect(await people.countDocuments({ name: 'Li' }, { collation: { locale: 'simple' } })).toBe(0);
    expect(await people.updateMany({ name: 'Li' }, { $set: { hit: true } })).toMatchObject({ matchedCount: 2 });
    expect(await people.deleteMany({ name: 'lI' })).toMatchObject({ deletedCount: 2 });
    expect((await people.indexes()).at(-1)).toMatchObject({ collation: { locale: 'en', strength: 2 } });
    expect((await people.options()).collation).toMatchObject({ locale: 'en', strength: 2, caseFirst: 'off' });
    await people.drop();
  });
});
