import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { type ContractServer, codeOf, errorOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection<Document>;

beforeAll(async () => {
  server = await openServer('index_keys');
});
afterAll(() => server.close());
beforeEach(async () => {
  items = server.db.collection('items');
  await items.drop().catch(() => undefined);
});

describe('manual, "Multikey Indexes": what is unique', () => {
  test.each<[string, Document, Document, Document, boolean]>([
    ['a path into documents', { 'a.b': 1 }, { a: { b: 1 } }, { a: { b: 1 } }, true],
    ['a path through an array', { 'a.b': 1 }, { a: [{ b: 1 }, { b: 2 }] }, { a: { b: 2 } }, true],
    ['elements of two arrays without a common one', { a: 1 }, { a: [1, 2] }, { a: [3, 4] }, false],
    ['an array and an element of it', { a: 1 }, { a: [1, 2] }, { a: 2 }, true],
    ['an array inside an array is one key', { a: 1 }, { a: [[1, 2]] }, { a: [1] }, false],
    ['two empty arrays', { a: 1 }, { a: [] }, { a: [] }, true],
    ['an empty array is not null', { a: 1 }, { a: [] }, { a: null }, false],
    ['a path below an empty array is null', { 'a.b': 1 }, { a: [] }, {}, true],
    ['an array in one field, a scalar in the other', { a: 1, b: 1 }, { a: [1, 2], b: 7 }, { a: 2, b: 7 }, true],
    ['another value in the scalar field', { a: 1, b: 1 }, { a: [1, 2], b: 7 }, { a: 2, b: 8 }, false],
    ['an index into an array', { 'a.0': 1 }, { a: [1, 2] }, { a: [1, 3] }, true],
    ['another element at that place', { 'a.0': 1 }, { a: [1, 2] }, { a: [2, 1] }, false],
    ['equal numbers of different types', { a: 1 }, { a: 1 }, { a: 1.0 }, true],
    ['text that differs in case', { a: 1 }, { a: 'x' }, { a: 'X' }, false],
    ['documents with their fields in another order', { a: 1 }, { a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, false],
    [
      'long text that differs at its end',
      { a: 1 },
      { a: `${'x'.repeat(3000)}1` },
      { a: `${'x'.repeat(3000)}2` },
      false,
    ],
    ['long text that is equal', { a: 1 }, { a: 'x'.repeat(3000) }, { a: 'x'.repeat(3000) }, true],
  ])('%s', async (_title, key, first, second, collides) => {
    await items.createIndex(key as never, { unique: true });
    await items.insertOne(first);
    expect(await codeOf(items.insertOne(second))).toBe(collides ? 11000 : undefined);
  });

  test('two fields below the same array make one key for each element', async () => {
    await items.createIndex({ 'a.x': 1, 'a.y': 1 }, { unique: true });
    await items.insertOne({
      a: [
        { x: 1, y: 2 },
        { x: 2, y: 1 },
      ],
    });
    await items.insertOne({ a: [{ x: 1, y: 1 }] });
    expect(await codeOf(items.insertOne({ a: [{ x: 2, y: 1 }] }))).toBe(11000);
  });

  test.each<[string, Document, Document]>([
    ['a null field', { k: null }, { k: null }],
    ['a field that is missing', {}, { k: null }],
    ['a document', { k: { a: 1 } }, { k: { a: 1 } }],
    ['a date', { k: new Date(5) }, { k: new Date(5) }],
  ])('the error tells the key: %s', async (_title, document, keyValue) => {
    await items.createIndex({ k: -1 }, { unique: true, name: 'mine' });
    await items.insertOne({ ...document });
    const error = await errorOf(items.insertOne({ ...document, n: 1 }));
    expect(error).toMatchObject({ code: 11000, keyPattern: { k: -1 }, keyValue });
    expect(error.message).toContain('index: mine dup key: { k: ');
  });

  test('a value that is given back may be taken again', async () => {
    await items.createIndex({ a: 1 }, { unique: true });
    await items.insertMany([
      { _id: 1 as never, a: 'x' },
      { _id: 2 as never, a: 'y' },
    ]);
    await items.updateOne({ _id: 1 as never }, { $set: { a: 'z' } });
    await items.updateOne({ _id: 2 as never }, { $set: { a: 'x' } });
    await items.deleteOne({ _id: 1 as never });
    await items.insertOne({ a: 'z' });
    expect(await items.distinct('a')).toEqual(['x', 'z']);
  });
});

describe('manual, "Partial Indexes": which filters are allowed', () => {
  test.each<[string, Document, number | undefined]>([
    ['equality', { a: 1 }, undefined],
    ['comparisons', { a: { $gt: 1, $lte: 5 } }, undefined],
    ['$exists: true', { a: { $exists: true } }, undefined],
    ['$type', { a: { $type: 'string' } }, undefined],
    ['$and', { $and: [{ a: 1 }, { b: { $gt: 1 } }] }, undefined],
    ['$exists: false', { a: { $exists: false } }, 67],
    ['$ne', { a: { $ne: 1 } }, 67],
    ['$expr', { $expr: { $eq: ['$a', 1] } }, 224],
    ['an unknown operator', { a: { $nope: 1 } }, 2],
  ])('%s', async (_title, partialFilterExpression, code) => {
    const got = await codeOf(items.createIndex({ k: 1 }, { partialFilterExpression }));
    if (code === 224) expect([224, 67]).toContain(got);
    else expect(got).toBe(code);
  });

  test('a document leaves the index when it no longer fits, and its value is free', async () => {
    await items.createIndex({ k: 1 }, { unique: true, partialFilterExpression: { n: { $gt: 0 } } });
    await items.insertMany([
      { k: 'x', n: 1 },
      { k: 'y', n: 0 },
    ]);
    await items.updateOne({ k: 'x' }, { $set: { n: 0 } });
    await items.insertOne({ k: 'x', n: 5 });
    expect(await codeOf(items.updateOne({ k: 'x', n: 0 }, { $inc: { n: 1 } }))).toBe(11000);
    expect(await items.find({ k: 'x', n: { $gt: 0 } }, { projection: { _id: 0 } }).toArray()).toEqual([
      { k: 'x', n: 5 },
    ]);
  });
});

describe('manual, "createIndexes": options', () => {
  const create = (...indexes: Document[]): Promise<Document> => server.db.command({ createIndexes: 'items', indexes });

  test.each<[string, Document, number]>([
    ['no index', { createIndexes: 'items', indexes: [] }, 2],
    ['no list', { createIndexes: 'items' }, 40414],
    ['a key that is no document', { createIndexes: 'items', indexes: [{ key: 1, name: 'x' }] }, 14],
    ['no key', { createIndexes: 'items', indexes: [{ name: 'x' }] }, 9],
    ['an empty name', { createIndexes: 'items', indexes: [{ key: { a: 1 }, name: '' }] }, 67],
    ['the name *', { createIndexes: 'items', indexes: [{ key: { a: 1 }, name: '*' }] }, 2],
    ['a field without a name', { createIndexes: 'items', indexes: [{ key: { '': 1 }, name: 'x' }] }, 67],
    ['a path with an empty name', { createIndexes: 'items', indexes: [{ key: { 'a..b': 1 }, name: 'x' }] }, 67],
    ['a field with a dollar', { createIndexes: 'items', indexes: [{ key: { $a: 1 }, name: 'x' }] }, 67],
    ['a direction that is a boolean', { createIndexes: 'items', indexes: [{ key: { a: true }, name: 'x' }] }, 67],
    ['a direction that is NaN', { createIndexes: 'items', indexes: [{ key: { a: Number.NaN }, name: 'x' }] }, 67],
    [
      'a partial filter that is no document',
      { createIndexes: 'items', indexes: [{ key: { a: 1 }, name: 'x', partialFilterExpression: 1 }] },
      14,
    ],
    [
      'an expiry in text',
      { createIndexes: 'items', indexes: [{ key: { a: 1 }, name: 'x', expireAfterSeconds: 'x' }] },
      14,
    ],
    [
      'an expiry of -1',
      { createIndexes: 'items', indexes: [{ key: { a: 1 }, name: 'x', expireAfterSeconds: -1 }] },
      67,
    ],
    [
      'an expiry of _id',
      { createIndexes: 'items', indexes: [{ key: { _id: 1 }, name: '_id_', expireAfterSeconds: 1 }] },
      197,
    ],
    [
      'a sparse index of _id',
      { createIndexes: 'items', indexes: [{ key: { _id: 1 }, name: '_id_', sparse: true }] },
      197,
    ],
  ])('refuses %s', async (_title, command, code) => {
    expect([code, code === 67 ? 15 : code]).toContain(await codeOf(server.db.command(command)));
    expect(await codeOf(items.indexes())).toBe(26);
  });

  test('more than 32 fields in a key', async () => {
    const key = Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`f${i}`, 1]));
    expect([13103, 67]).toContain(await codeOf(create({ key, name: 'x' })));
  });

  test('more than 64 indexes: the one too many is refused, the others stay', async () => {
    await create(...Array.from({ length: 63 }, (_, i) => ({ key: { [`f${i}`]: 1 }, name: `n${i}` })));
    await items.insertOne({ z: 1 });
    expect(await codeOf(create({ key: { z: 1 }, name: 'z_1' }))).toBe(67);
    expect(await items.indexes()).toHaveLength(64);
    expect(await codeOf(items.find({}, { hint: 'z_1' }).toArray())).toBe(2);
  });

  test('of several indexes one that cannot be made takes the others along', async () => {
    await items.insertMany([{ k: 1 }, { k: 1 }]);
    expect(await codeOf(create({ key: { a: 1 }, name: 'a_1' }, { key: { k: 1 }, name: 'k_1', unique: true }))).toBe(
      11000,
    );
    expect((await items.indexes()).map((i) => i.name)).toEqual(['_id_']);
  });

  test('an index on a path where two arrays meet cannot be made', async () => {
    await items.insertOne({ a: [1], b: [2] });
    expect(await codeOf(items.createIndex({ a: 1, b: 1 }))).toBe(171);
    expect((await items.indexes()).map((i) => i.name)).toEqual(['_id_']);
  });

  test('a hidden index is kept up but not read, until it is shown', async () => {
    await items.createIndex({ a: 1 }, { hidden: true, unique: true });
    await items.insertOne({ a: 1 });
    expect(await codeOf(items.insertOne({ a: 1 }))).toBe(11000);
    const stage = async (): Promise<string> =>
      JSON.stringify((await items.find({ a: 1 }).explain('queryPlanner')).queryPlanner.winningPlan);
    expect(await stage()).toContain('COLLSCAN');
    const shown = await server.db.command({ collMod: 'items', index: { name: 'a_1', hidden: false } });
    expect(shown).toMatchObject({ hidden_old: true, hidden_new: false });
    expect(await stage()).toContain('IXSCAN');
  });

  test('indexes are dropped by a list of names, all or none', async () => {
    await items.createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }, { key: { c: 1 } }]);
    expect(await codeOf(server.db.command({ dropIndexes: 'items', index: ['a_1', 'nope'] }))).toBe(27);
    expect(await items.indexes()).toHaveLength(4);
    expect(await server.db.command({ dropIndexes: 'items', index: ['a_1', 'b_1'] })).toMatchObject({ nIndexesWas: 4 });
    expect((await items.indexes()).map((i) => i.name)).toEqual(['_id_', 'c_1']);
    expect(await codeOf(server.db.command({ dropIndexes: 'items', index: 1 }))).toBe(14);
  });
});
