import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Db, Document } from 'mongodb';
import { type ContractServer, codeOf, errorOf, openServer } from './server.ts';

let server: ContractServer;
let db: Db;

beforeAll(async () => {
  server = await openServer('collections');
  db = server.db;
});
afterAll(() => server.close());
beforeEach(() => db.dropDatabase());

const names = async (): Promise<string[]> => (await db.listCollections().toArray()).map((c) => c.name).sort();

describe('manual, "create", "drop", "listCollections"', () => {
  test('collections come and go', async () => {
    await db.createCollection('a');
    await db.collection('b').insertOne({});
    expect(await names()).toEqual(['a', 'b']);
    expect(await db.collection('a').drop()).toBe(true);
    expect(await names()).toEqual(['b']);
  });

  test('a filter and nameOnly', async () => {
    await db.createCollection('a');
    await db.createCollection('b');
    expect(await db.listCollections({ name: 'b' }, { nameOnly: true }).toArray()).toEqual([
      { name: 'b', type: 'collection' },
    ]);
  });

  test('what exists with other options cannot be created (48)', async () => {
    await db.createCollection('a');
    expect(await codeOf(db.createCollection('a', { validator: { n: 1 } }))).toBe(48);
  });

  test('a rename takes documents and indexes along', async () => {
    await db.collection('a').createIndex({ n: 1 });
    await db.collection('a').insertOne({ _id: 1 as never, n: 1 });
    await db.collection('a').rename('b');
    expect(await names()).toEqual(['b']);
    expect(await db.collection('b').findOne({ n: 1 })).toEqual({ _id: 1, n: 1 });
    expect((await db.collection('b').indexes()).map((i) => i.name)).toEqual(['_id_', 'n_1']);
  });

  test('a rename refuses a missing source (26) and a target that is there (48)', async () => {
    await db.createCollection('b');
    expect(await codeOf(db.collection('a').rename('b'))).toBe(26);
    await db.createCollection('a');
    expect(await codeOf(db.collection('a').rename('b'))).toBe(48);
  });

  test.each(['', '.x', 'a$b'])('refuses the name %p (73)', async (name) => {
    expect(await codeOf(db.command({ create: name }))).toBe(73);
  });
});

describe('manual, "Schema Validation"', () => {
  const schema = {
    $jsonSchema: {
      bsonType: 'object',
      required: ['name'],
      properties: { name: { bsonType: 'string' }, n: { minimum: 1 } },
    },
  };

  test('a document that does not fit is refused with 121', async () => {
    await db.createCollection('people', { validator: schema });
    const people = db.collection('people');
    await people.insertOne({ name: 'Li', n: 3 });
    const error = await errorOf(people.insertOne({ n: 0 }));
    expect(error.code).toBe(121);
    expect(error.message).toBe('Document failed validation');
    expect(await codeOf(people.updateOne({ name: 'Li' }, { $set: { n: 0 } }))).toBe(121);
    expect(await people.countDocuments({ n: 3 })).toBe(1);
  });

  test('bypassDocumentValidation, and collMod takes the validator away', async () => {
    await db.createCollection('people', { validator: schema });
    const people = db.collection('people');
    await people.insertOne({ n: 0 }, { bypassDocumentValidation: true });
    await db.command({ collMod: 'people', validator: {} });
    await people.insertOne({ n: 0 });
    expect(await people.countDocuments({})).toBe(2);
  });

  test('moderate lets what was invalid stay so', async () => {
    await db.collection('people').insertOne({ _id: 1 as never });
    await db.command({ collMod: 'people', validator: schema, validationLevel: 'moderate' });
    await db.collection('people').updateOne({ _id: 1 as never }, { $set: { other: 1 } });
    expect(await codeOf(db.collection('people').insertOne({}))).toBe(121);
  });
});

describe('manual, "Views"', () => {
  beforeEach(async () => {
    await db.collection('all').insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 5 },
      { _id: 3, n: 9 },
    ] as never[]);
    await db.createCollection('big', {
      viewOn: 'all',
      pipeline: [{ $match: { n: { $gte: 5 } } }, { $set: { big: true } }],
    });
  });

  test('are read like collections', async () => {
    const view = db.collection('big');
    expect(await view.find({ n: { $lt: 9 } }).toArray()).toEqual([{ _id: 2, n: 5, big: true }]);
    expect(
      await view
        .find({}, { projection: { n: 1, _id: 0 } })
        .sort({ n: -1 })
        .limit(1)
        .toArray(),
    ).toEqual([{ n: 9 }]);
    expect(await view.countDocuments({})).toBe(2);
    expect(await db.command({ count: 'big' })).toMatchObject({ n: 2 });
    expect(await view.distinct('n')).toEqual([5, 9]);
    expect(await view.aggregate([{ $group: { _id: null, s: { $sum: '$n' } } }]).toArray()).toEqual([
      { _id: null, s: 14 },
    ]);
  });

  test('cannot be written (166) and are listed as views', async () => {
    expect(await codeOf(db.collection('big').insertOne({}))).toBe(166);
    expect(await codeOf(db.collection('big').updateOne({}, { $set: { a: 1 } }))).toBe(166);
    expect(await db.listCollections({ type: 'view' }, { nameOnly: true }).toArray()).toEqual([
      { name: 'big', type: 'view' },
    ]);
  });
});

describe('manual, "Error Codes"', () => {
  test.each<[string, Document, number]>([
    ['a command there is not', { nope: 1 }, 59],
    ['a field there is not', { find: 'a', nope: 1 }, 40415],
    ['a filter that is no document', { find: 'a', filter: 1 }, 14],
    ['an aggregate without cursor', { aggregate: 'a', pipeline: [] }, 9],
    ['an empty insert', { insert: 'a', documents: [] }, 16],
    ['a delete without limit', { delete: 'a', deletes: [{ q: {} }] }, 40414],
    ['a getMore of no cursor', { getMore: { $numberLong: 1 } as never, collection: 'a' }, 14],
    ['findAndModify of nothing', { findAndModify: 'a', query: {} }, 9],
    ['findAndModify with update and remove', { findAndModify: 'a', update: {}, remove: true }, 9],
  ])('refuses %s', async (_title, command, code) => {
    expect(await codeOf(db.command(command))).toBe(code);
  });
});
