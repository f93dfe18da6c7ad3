import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { type ContractServer, codeOf, errorOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection;

beforeAll(async () => {
  server = await openServer('find_and_modify');
});
afterAll(() => server.close());
beforeEach(async () => {
  items = server.db.collection('items');
  await items.drop().catch(() => undefined);
  await items.insertMany([
    { _id: 1, n: 3, list: [{ k: 1 }, { k: 2 }] },
    { _id: 2, n: 1 },
    { _id: 3, n: 2 },
  ] as never[]);
});

const modify = (o: Document): Promise<Document> => server.db.command({ findAndModify: 'items', ...o });

interface Row {
  title: string;
  command: Document;
  value: Document | null;
  lastErrorObject: Document;
}

const rows: Row[] = [
  {
    title: 'an update gives the document as it was',
    command: { query: { _id: 2 }, update: { $set: { n: 9 } } },
    value: { _id: 2, n: 1 },
    lastErrorObject: { n: 1, updatedExisting: true },
  },
  {
    title: 'new: true gives it as it is',
    command: { query: { _id: 2 }, update: { $set: { n: 9 } }, new: true },
    value: { _id: 2, n: 9 },
    lastErrorObject: { n: 1, updatedExisting: true },
  },
  {
    title: 'sort decides which of many',
    command: { query: {}, sort: { n: 1 }, update: { $set: { hit: true } } },
    value: { _id: 2, n: 1 },
    lastErrorObject: { n: 1, updatedExisting: true },
  },
  {
    title: 'fields chooses what is given',
    command: { query: { _id: 1 }, update: { $inc: { n: 1 } }, new: true, fields: { n: 1, _id: 0 } },
    value: { n: 4 },
    lastErrorObject: { n: 1, updatedExisting: true },
  },
  {
    title: 'fields by position shows the element the query found',
    command: { query: { 'list.k': 2 }, update: { $set: { n: 0 } }, fields: { 'list.$': 1, _id: 0 } },
    value: { list: [{ k: 2 }] },
    lastErrorObject: { n: 1, updatedExisting: true },
  },
  {
    title: 'a replacement',
    command: { query: { _id: 2 }, update: { m: 1 }, new: true },
    value: { _id: 2, m: 1 },
    lastErrorObject: { n: 1, updatedExisting: true },
  },
  {
    title: 'a pipeline with let',
    command: { query: { _id: 2 }, update: [{ $set: { n: { $add: ['$n', '$$by'] } } }], let: { by: 10 }, new: true },
    value: { _id: 2, n: 11 },
    lastErrorObject: { n: 1, updatedExisting: true },
  },
  {
    title: 'array filters',
    command: { query: { _id: 1 }, update: { $set: { 'list.$[x].hit': 1 } }, arrayFilters: [{ 'x.k': 2 }], new: true },
    value: { _id: 1, n: 3, list: [{ k: 1 }, { k: 2, hit: 1 }] },
    lastErrorObject: { n: 1, updatedExisting: true },
  },
  {
    title: 'an update that finds nothing',
    command: { query: { _id: 9 }, update: { $set: { n: 1 } } },
    value: null,
    lastErrorObject: { n: 0, updatedExisting: false },
  },
  {
    title: 'an upsert tells the new _id',
    command: { query: { _id: 9 }, update: { $set: { n: 1 } }, upsert: true },
    value: null,
    lastErrorObject: { n: 1, updatedExisting: false, upserted: 9 },
  },
  {
    title: 'an upsert with new: true',
    command: { query: { _id: 9 }, update: { $set: { n: 1 } }, upsert: true, new: true },
    value: { _id: 9, n: 1 },
    lastErrorObject: { n: 1, updatedExisting: false, upserted: 9 },
  },
  {
    title: 'remove gives what is gone',
    command: { query: { n: { $gt: 1 } }, sort: { n: 1 }, remove: true },
    value: { _id: 3, n: 2 },
    lastErrorObject: { n: 1 },
  },
  {
    title: 'remove that finds nothing',
    command: { query: { _id: 9 }, remove: true },
    value: null,
    lastErrorObject: { n: 0 },
  },
];

describe('manual, "findAndModify"', () => {
  test.each(rows)('$title', async ({ command, value, lastErrorObject }) => {
    const answer = await modify(command);
    expect(answer.value).toEqual(value);
    expect(answer.lastErrorObject).toEqual(lastErrorObject);
  });

  test('a collection there is not', async () => {
    const answer = await server.db.command({ findAndModify: 'nowhere', query: {}, update: { $set: { a: 1 } } });
    expect(answer).toMatchObject({ value: null, lastErrorObject: { n: 0 } });
    expect(await server.db.listCollections({ name: 'nowhere' }).toArray()).toEqual([]);
  });

  test('a unique index refuses with its key, and nothing is changed', async () => {
    await items.createIndex({ n: 1 }, { unique: true });
    const error = await errorOf(modify({ query: { _id: 1 }, update: { $set: { n: 1 } } }));
    expect(error).toMatchObject({ code: 11000, keyPattern: { n: 1 }, keyValue: { n: 1 } });
    expect(await items.findOne({ _id: 1 as never })).toMatchObject({ n: 3 });
  });

  test('a hint that names no index is refused, one that does is followed', async () => {
    await items.createIndex({ n: 1 });
    expect(await modify({ query: { n: 2 }, update: { $set: { m: 1 } }, hint: 'n_1' })).toMatchObject({
      value: { _id: 3 },
    });
    expect(await codeOf(modify({ query: { n: 2 }, update: { $set: { m: 1 } }, hint: 'nope' }))).toBe(2);
  });

  test.each<[string, Document, number]>([
    ['remove with new', { query: {}, remove: true, new: true }, 9],
    ['remove with upsert', { query: {}, remove: true, upsert: true }, 9],
    ['a change of _id', { query: { _id: 1 }, update: { _id: 2 } }, 66],
    ['a number for an update', { query: {}, update: 1 }, 9],
    ['an unknown field', { query: {}, remove: true, nope: 1 }, 40415],
    ['a sort that is no document', { query: {}, remove: true, sort: 1 }, 14],
    ['a bad projection', { query: {}, remove: true, fields: { a: 1, b: 0 } }, 31254],
  ])('refuses %s', async (_title, command, code) => {
    expect(await codeOf(modify(command))).toBe(code);
    expect(await items.countDocuments({})).toBe(3);
  });
});
