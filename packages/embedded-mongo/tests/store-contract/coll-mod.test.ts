import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { type ContractServer, codeOf, errorOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection<Document>;

beforeAll(async () => {
  server = await openServer('coll_mod');
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.db.dropDatabase();
  items = server.db.collection('items');
  await items.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
  await items.createIndex({ a: 1, b: 1 });
});

const change = (o: Document): Promise<Document> => server.db.command({ collMod: 'items', ...o });

describe('manual, "collMod"', () => {
  test.each<[string, Document, number]>([
    ['neither name nor key', { index: { expireAfterSeconds: 1 } }, 72],
    ['both name and key', { index: { name: 'at_1', keyPattern: { at: 1 }, expireAfterSeconds: 1 } }, 72],
    ['an expiry in text', { index: { name: 'at_1', expireAfterSeconds: 'x' } }, 14],
    ['an expiry of two fields', { index: { name: 'a_1_b_1', expireAfterSeconds: 1 } }, 72],
    ['a key no index has', { index: { keyPattern: { z: 1 }, hidden: true } }, 27],
    ['the index of _id hidden', { index: { name: '_id_', hidden: true } }, 2],
    ['an unknown level', { validationLevel: 'lax' }, 2],
    ['an unknown action', { validationAction: 'ignore' }, 2],
    ['a validator with an unknown operator', { validator: { a: { $nope: 1 } } }, 2],
    ['an unknown option', { nope: 1 }, 40415],
  ])('refuses %s', async (_title, o, code) => {
    const before = await items.indexes();
    expect(await codeOf(change(o))).toBe(code);
    expect(await items.indexes()).toEqual(before);
    expect(await items.options()).toEqual({});
  });

  test('of two changes one that is refused takes the other along', async () => {
    expect(await codeOf(change({ index: { name: 'at_1', expireAfterSeconds: 5 }, validationLevel: 'lax' }))).toBe(2);
    expect((await items.indexes()).find((i) => i.name === 'at_1')).toMatchObject({ expireAfterSeconds: 60 });
  });

  test('a view is given another definition', async () => {
    await items.insertMany([
      { _id: 1 as never, n: 1 },
      { _id: 2 as never, n: 2 },
    ]);
    await server.db.createCollection('big', { viewOn: 'items', pipeline: [{ $match: { n: 2 } }] });
    await server.db.command({ collMod: 'big', viewOn: 'items', pipeline: [{ $match: { n: 1 } }] });
    expect(await server.db.collection('big').find().toArray()).toEqual([{ _id: 1, n: 1 }]);
    const broken = { collMod: 'big', viewOn: 'items', pipeline: [{ $nope: 1 }] };
    expect(await codeOf(server.db.command(broken))).toBe(40324);
    expect(await server.db.collection('big').countDocuments({})).toBe(1);
  });
});

describe('manual, "Schema Validation": levels and actions', () => {
  const validator = { n: { $gte: 0 } };

  beforeEach(async () => {
    await items.insertOne({ _id: 1 as never, n: -5 });
  });

  test.each<[string, Document, number | undefined, number | undefined, number | undefined]>([
    ['strict refuses all', { validator }, 121, 121, 121],
    ['moderate lets what was invalid be updated', { validator, validationLevel: 'moderate' }, 121, undefined, 121],
    ['off lets everything pass', { validator, validationLevel: 'off' }, undefined, undefined, undefined],
    ['warn lets everything pass', { validator, validationAction: 'warn' }, undefined, undefined, undefined],
    ['an empty validator lets everything pass', { validator: {} }, undefined, undefined, undefined],
  ])('%s', async (_title, o, insert, updateInvalid, updateValid) => {
    await items.insertOne({ _id: 2 as never, n: 5 });
    await change(o);
    expect(await codeOf(items.insertOne({ n: -1 }))).toBe(insert);
    expect(await codeOf(items.updateOne({ _id: 1 as never }, { $set: { m: 1 } }))).toBe(updateInvalid);
    expect(await codeOf(items.updateOne({ _id: 2 as never }, { $set: { n: -2 } }))).toBe(updateValid);
  });

  test('every way to write is held to it', async () => {
    await change({ validator });
    const writes: Record<string, Promise<unknown>> = {
      insert: items.insertOne({ n: -1 }),
      update: items.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }),
      replace: items.replaceOne({ _id: 1 as never }, { n: -3 }),
      upsert: items.updateOne({ _id: 9 as never }, { $set: { n: -1 } }, { upsert: true }),
      findAndModify: items.findOneAndUpdate({ _id: 1 as never }, { $set: { n: -9 } }),
      out: items.aggregate([{ $set: { n: -7 } }, { $merge: 'items' }]).toArray(),
    };
    for (const [name, write] of Object.entries(writes)) expect([name, await codeOf(write)]).toEqual([name, 121]);
    expect(await items.find().toArray()).toEqual([{ _id: 1, n: -5 }]);
  });

  test('the error names the document', async () => {
    await change({ validator });
    const error = await errorOf(items.insertOne({ _id: 7 as never, n: -1 }));
    expect(error).toMatchObject({ code: 121, errInfo: { failingDocumentId: 7 } });
  });

  test('a validator may compare fields', async () => {
    await change({ validator: { $expr: { $lt: ['$from', '$to'] } } });
    expect(await codeOf(items.insertOne({ from: 2, to: 1 }))).toBe(121);
    expect(await codeOf(items.insertOne({ from: 1, to: 2 }))).toBeUndefined();
  });
});
