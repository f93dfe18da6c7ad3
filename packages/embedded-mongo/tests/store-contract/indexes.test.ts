import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { type ContractServer, codeOf, errorOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection;

beforeAll(async () => {
  server = await openServer('indexes');
});
afterAll(() => server.close());
beforeEach(async () => {
  items = server.db.collection('items');
  await items.drop().catch(() => undefined);
});

describe('manual, "Unique Indexes"', () => {
  test('a second equal value is refused with 11000, keyPattern and keyValue', async () => {
    await items.createIndex({ phone: 1 }, { unique: true });
    await items.insertOne({ phone: '138' });
    const error = await errorOf(items.insertOne({ phone: '138' }));
    expect(error).toMatchObject({ code: 11000, keyPattern: { phone: 1 }, keyValue: { phone: '138' } });
    expect(error.message).toMatch(
      /^E11000 duplicate key error collection: .*items index: phone_1 dup key: \{ phone: "138" \}/,
    );
  });

  test('a missing field counts as null, once', async () => {
    await items.createIndex({ phone: 1 }, { unique: true });
    await items.insertOne({});
    expect(await codeOf(items.insertOne({}))).toBe(11000);
    expect(await codeOf(items.insertOne({ phone: null }))).toBe(11000);
  });

  test('a compound key is taken as a whole', async () => {
    await items.createIndex({ a: 1, b: -1 }, { unique: true });
    await items.insertMany([
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { a: 2, b: 1 },
    ]);
    expect(await codeOf(items.insertOne({ a: 1, b: 2 }))).toBe(11000);
  });

  test('elements of arrays are unique between documents, not within one', async () => {
    await items.createIndex({ tags: 1 }, { unique: true });
    await items.insertOne({ tags: ['x', 'x', 'y'] });
    expect(await codeOf(items.insertOne({ tags: ['z', 'y'] }))).toBe(11000);
  });

  test("an update into another document's value is refused and changes nothing", async () => {
    await items.createIndex({ n: 1 }, { unique: true });
    await items.insertMany([
      { _id: 1 as never, n: 1 },
      { _id: 2 as never, n: 2 },
    ]);
    expect(await codeOf(items.updateOne({ n: 2 }, { $set: { n: 1 } }))).toBe(11000);
    expect(await items.findOne({ _id: 2 as never })).toEqual({ _id: 2, n: 2 });
  });

  test('a unique index cannot be made over what is not unique', async () => {
    await items.insertMany([{ n: 1 }, { n: 1 }]);
    expect(await codeOf(items.createIndex({ n: 1 }, { unique: true }))).toBe(11000);
    expect((await items.indexes()).map((i) => i.name)).toEqual(['_id_']);
  });

  test('equal numbers of different types collide', async () => {
    await items.insertOne({ _id: 1 as never });
    expect(await codeOf(items.insertOne({ _id: 1.0 as never }))).toBe(11000);
  });
});

describe('manual, "Sparse Indexes" and "Partial Indexes"', () => {
  test('a sparse unique index leaves out documents without the field', async () => {
    await items.createIndex({ phone: 1 }, { unique: true, sparse: true });
    await items.insertMany([{}, {}, { phone: '138' }]);
    expect(await codeOf(items.insertOne({ phone: '138' }))).toBe(11000);
    expect(await items.countDocuments({})).toBe(3);
  });

  test('a query that needs what a sparse index lacks still finds it', async () => {
    await items.createIndex({ phone: 1 }, { sparse: true });
    await items.insertMany([{}, { phone: null }, { phone: '138' }]);
    expect(await items.countDocuments({ phone: null })).toBe(2);
    expect((await items.find().sort({ phone: 1 }).toArray()).length).toBe(3);
  });

  test('a partial unique index holds for its documents only', async () => {
    await items.createIndex({ house: 1 }, { unique: true, partialFilterExpression: { open: true } });
    await items.insertMany([
      { house: 'A', open: false },
      { house: 'A', open: false },
      { house: 'A', open: true },
    ]);
    expect(await codeOf(items.insertOne({ house: 'A', open: true }))).toBe(11000);
    expect(await items.countDocuments({ house: 'A' })).toBe(3);
  });

  test('an update may move a document into a partial index', async () => {
    await items.createIndex({ house: 1 }, { unique: true, partialFilterExpression: { open: true } });
    await items.insertMany([
      { house: 'A', open: true },
      { house: 'A', open: false, n: 2 },
    ]);
    expect(await codeOf(items.updateOne({ n: 2 }, { $set: { open: true } }))).toBe(11000);
  });

  test('sparse and partial do not go together', async () => {
    expect(await codeOf(items.createIndex({ a: 1 }, { sparse: true, partialFilterExpression: { a: 1 } }))).toBe(67);
  });
});

describe('manual, "createIndexes"', () => {
  test('what was asked for is listed', async () => {
    await items.createIndex({ a: 1, b: -1 }, { name: 'mine', unique: true });
    await items.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    const listed = await items.indexes();
    expect(listed).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ key: { _id: 1 }, name: '_id_' }),
        expect.objectContaining({ key: { a: 1, b: -1 }, name: 'mine', unique: true }),
        expect.objectContaining({ key: { at: 1 }, name: 'at_1', expireAfterSeconds: 60 }),
      ]),
    );
  });

  test('the same index again is no error and no second index', async () => {
    await items.createIndex({ a: 1 });
    const again = await server.db.command({ createIndexes: 'items', indexes: [{ key: { a: 1 }, name: 'a_1' }] });
    expect(again).toMatchObject({ numIndexesBefore: 2, numIndexesAfter: 2, note: 'all indexes already exist' });
  });

  test('a new collection is made with its index', async () => {
    const made = await server.db.command({ createIndexes: 'items', indexes: [{ key: { a: 1 }, name: 'a_1' }] });
    expect(made).toMatchObject({ numIndexesBefore: 1, numIndexesAfter: 2, createdCollectionAutomatically: true });
  });

  test.each<[string, Document, Document, number]>([
    [
      'the same key with other options (85)',
      { key: { a: 1 }, name: 'a_1' },
      { key: { a: 1 }, name: 'b', unique: true },
      85,
    ],
    ['the same key under another name (85)', { key: { a: 1 }, name: 'a_1' }, { key: { a: 1 }, name: 'b' }, 85],
    ['the same name with another key (86)', { key: { a: 1 }, name: 'n' }, { key: { b: 1 }, name: 'n' }, 86],
    [
      'the same name with other options (86)',
      { key: { a: 1 }, name: 'n' },
      { key: { a: 1 }, name: 'n', unique: true },
      86,
    ],
  ])('refuses %s', async (_title, first, second, code) => {
    await server.db.command({ createIndexes: 'items', indexes: [first] });
    expect(await codeOf(server.db.command({ createIndexes: 'items', indexes: [second] }))).toBe(code);
  });

  test.each<[string, Document, number]>([
    ['an empty key', { key: {}, name: 'x' }, 67],
    ['a direction of 0', { key: { a: 0 }, name: 'x' }, 67],
    ['an unknown plugin', { key: { a: 'nope' }, name: 'x' }, 67],
    ['an unknown option', { key: { a: 1 }, name: 'x', nope: 1 }, 197],
    ['an index without a name', { key: { a: 1 } }, 9],
    ['a TTL over two fields', { key: { a: 1, b: 1 }, name: 'x', expireAfterSeconds: 1 }, 67],
  ])('refuses %s', async (_title, index, code) => {
    expect(await codeOf(server.db.command({ createIndexes: 'items', indexes: [index] }))).toBe(code);
  });

  test('two arrays cannot be in one key (171)', async () => {
    await items.createIndex({ a: 1, b: 1 });
    expect(await codeOf(items.insertOne({ a: [1], b: [1] }))).toBe(171);
    expect(await items.countDocuments({})).toBe(0);
  });
});

describe('manual, "dropIndexes", "collMod", "listIndexes"', () => {
  test('dropped by name, by key, and all of them', async () => {
    await items.createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }, { key: { c: 1 } }]);
    await items.dropIndex('a_1');
    await server.db.command({ dropIndexes: 'items', index: { b: 1 } });
    expect((await items.indexes()).map((i) => i.name)).toEqual(['_id_', 'c_1']);
    await items.dropIndexes();
    expect((await items.indexes()).map((i) => i.name)).toEqual(['_id_']);
  });

  test.each<[string, Document, number]>([
    ['an index that is not there (27)', { dropIndexes: 'items', index: 'nope' }, 27],
    ['the index of _id (72)', { dropIndexes: 'items', index: '_id_' }, 72],
    ['an index of no collection (26)', { dropIndexes: 'nowhere', index: 'a_1' }, 26],
    ['a listing of no collection (26)', { listIndexes: 'nowhere' }, 26],
    ['collMod of no collection (26)', { collMod: 'nowhere' }, 26],
    ['collMod of no index (27)', { collMod: 'items', index: { name: 'nope', expireAfterSeconds: 1 } }, 27],
  ])('refuses %s', async (_title, command, code) => {
    await items.insertOne({});
    expect(await codeOf(server.db.command(command))).toBe(code);
  });

  test('collMod changes when documents expire', async () => {
    await items.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    const changed = await server.db.command({
      collMod: 'items',
      index: { keyPattern: { at: 1 }, expireAfterSeconds: 90 },
    });
    expect(changed).toMatchObject({ expireAfterSeconds_old: 60, expireAfterSeconds_new: 90 });
    expect((await items.indexes()).at(-1)).toMatchObject({ expireAfterSeconds: 90 });
  });
});

describe('manual, "explain"', () => {
  const stages = (plan: Document): string[] => [plan.stage, ...(plan.inputStage ? stages(plan.inputStage) : [])];
  const planOf = async (filter: Document, o: { sort?: Document; hint?: string } = {}): Promise<string[]> => {
    const cursor = items.find(filter, o.hint ? { hint: o.hint } : {});
    const answer = await (o.sort ? cursor.sort(o.sort as never) : cursor).explain('queryPlanner');
    const { winningPlan } = answer.queryPlanner;
    return stages(winningPlan.queryPlan ?? winningPlan);
  };

  test.each<[string, Document, { sort?: Document }]>([
    ['equality', { a: 1 }, {}],
    ['a range', { a: { $gt: 1, $lt: 5 } }, {}],
    ['$in', { a: { $in: [1, 2] } }, {}],
    ['an anchored regex', { a: /^x/ }, {}],
    ['a sort', {}, { sort: { a: 1 } }],
    ['a sort downwards', {}, { sort: { a: -1 } }],
    ['equality and sort', { a: 1 }, { sort: { b: -1 } }],
  ])('%s on an indexed field reads the index and nothing is sorted', async (_title, filter, o) => {
    await items.createIndex({ a: 1, b: -1 });
    await items.insertMany([
      { a: 1, b: 1 },
      { a: 2, b: 1 },
    ]);
    const used = await planOf(filter, o);
    expect(used).toContain('IXSCAN');
    expect(used).not.toContain('COLLSCAN');
    expect(used).not.toContain('SORT');
  });

  test('a field without an index is scanned for', async () => {
    await items.insertOne({ a: 1 });
    expect(await planOf({ a: 1 })).toContain('COLLSCAN');
  });

  test('a hint is followed, and one that names nothing is refused (2)', async () => {
    await items.createIndex({ a: 1 });
    await items.insertOne({ a: 1 });
    expect(await planOf({}, { hint: 'a_1' })).toContain('IXSCAN');
    expect(await codeOf(items.find({}, { hint: 'nope' }).toArray())).toBe(2);
  });
});
