import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Collection, type Document, ObjectId } from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection;

beforeAll(async () => {
  server = await openServer('upsert');
  items = server.db.collection('items');
});
afterAll(() => server.close());
beforeEach(async () => {
  await items.deleteMany({});
});

const upsert = { upsert: true };

describe('manual, "Upsert Behavior": the document made of filter and update', () => {
  test.each<[string, Document, Document, Document]>([
    ['equalities are taken over', { a: 1, b: 'x' }, { $set: { c: 1 } }, { a: 1, b: 'x', c: 1 }],
    ['$eq is an equality', { a: { $eq: 1 } }, { $set: { c: 1 } }, { a: 1, c: 1 }],
    ['equalities in $and', { $and: [{ a: 1 }, { b: 2 }] }, { $set: { c: 1 } }, { a: 1, b: 2, c: 1 }],
    ['an $or of one', { $or: [{ a: 1 }] }, { $set: { c: 1 } }, { a: 1, c: 1 }],
    ['an $or of several says nothing', { $or: [{ a: 1 }, { a: 2 }] }, { $set: { c: 1 } }, { c: 1 }],
    ['comparisons say nothing', { a: { $gt: 1 }, b: { $exists: false }, d: { $ne: 1 } }, { $set: { c: 1 } }, { c: 1 }],
    ['$in of several says nothing', { a: { $in: [1, 2] } }, { $set: { c: 1 } }, { c: 1 }],
    ['$all of one is an equality', { a: { $all: [1] } }, { $set: { c: 1 } }, { a: 1, c: 1 }],
    ['a path makes documents', { 'a.b': 1, 'a.c': 2 }, { $set: { d: 1 } }, { a: { b: 1, c: 2 }, d: 1 }],
    ['$expr says nothing', { $expr: { $eq: ['$a', 1] } }, { $set: { c: 1 } }, { c: 1 }],
    ['a regular expression says nothing', { a: /x/ }, { $set: { c: 1 } }, { c: 1 }],
    ['an array is an equality', { a: [1, 2] }, { $set: { c: 1 } }, { a: [1, 2], c: 1 }],
    ['the update works on what the filter says', { n: 5 }, { $inc: { n: 1 } }, { n: 6 }],
    ['$push onto what is missing', { a: 1 }, { $push: { l: 1 } }, { a: 1, l: [1] }],
    ['$unset of what the filter says', { a: 1, b: 2 }, { $unset: { a: 1 } }, { b: 2 }],
    ['$setOnInsert', { a: 1 }, { $setOnInsert: { b: 2 }, $set: { c: 3 } }, { a: 1, b: 2, c: 3 }],
  ])('%s', async (_title, filter, update, made) => {
    const done = await items.updateOne(filter, update, upsert);
    expect(done).toMatchObject({ matchedCount: 0, modifiedCount: 0, upsertedCount: 1 });
    expect(done.upsertedId).toBeInstanceOf(ObjectId);
    expect(await items.findOne({}, { projection: { _id: 0 } })).toEqual(made);
  });

  test('a replacement takes the _id of the filter and nothing else', async () => {
    await items.replaceOne({ _id: 7 as never, a: 1 }, { b: 2 }, upsert);
    expect(await items.find().toArray()).toEqual([{ _id: 7, b: 2 }]);
  });

  test('a pipeline begins with the equalities', async () => {
    await items.updateOne({ _id: 7 as never, a: 1 }, [{ $set: { b: { $add: ['$a', 1] } } }], upsert);
    expect(await items.find().toArray()).toEqual([{ _id: 7, a: 1, b: 2 }]);
  });

  test('the _id may come from the update', async () => {
    const done = await items.updateOne({ a: 1 }, { $setOnInsert: { _id: 'mine' as never } }, upsert);
    expect(done.upsertedId).toBe('mine');
  });

  test('many updated with upsert make one', async () => {
    const filter = { a: 1 };
    expect(await items.updateMany(filter, { $set: { b: 1 } }, upsert)).toMatchObject({ upsertedCount: 1 });
    expect(await items.updateMany(filter, { $set: { b: 2 } }, upsert)).toMatchObject({
      matchedCount: 1,
      upsertedCount: 0,
    });
    expect(await items.countDocuments({})).toBe(1);
  });

  test('the collection is made where it is missing, but not by an update without upsert', async () => {
    const fresh = server.db.collection('fresh');
    await fresh.updateOne({ a: 1 }, { $set: { b: 1 } });
    expect(await server.db.listCollections({ name: 'fresh' }).toArray()).toEqual([]);
    await fresh.updateOne({ a: 1 }, { $set: { b: 1 } }, upsert);
    expect(await fresh.countDocuments({ a: 1, b: 1 })).toBe(1);
  });

  test.each<[string, Document, Document, number]>([
    ['a field given two values', { a: 1, $and: [{ a: 2 }] }, { $set: { c: 1 } }, 54],
    ['a field and a path below it', { a: { b: 1 }, 'a.b': 1 }, { $set: { c: 1 } }, 54],
    ['another _id in the update', { _id: 1 }, { $set: { _id: 2 } }, 66],
    ['a position, which nothing has', { a: [1] }, { $set: { 'b.$': 1 } }, 2],
  ])('refuses %s', async (_title, filter, update, code) => {
    expect(await codeOf(items.updateOne(filter, update, upsert))).toBe(code);
    expect(await items.countDocuments({})).toBe(0);
  });

  test('of many at once on one unique key only one document comes', async () => {
    const keyed = server.db.collection('keyed');
    await keyed.createIndex({ k: 1 }, { unique: true });
    await Promise.all(Array.from({ length: 20 }, () => keyed.updateOne({ k: 'x' }, { $inc: { n: 1 } }, upsert)));
    expect(await keyed.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ k: 'x', n: 20 }]);
  });
});
