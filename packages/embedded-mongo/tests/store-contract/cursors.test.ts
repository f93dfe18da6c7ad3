import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Collection, type Document, Long } from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection<Document>;

beforeAll(async () => {
  server = await openServer('cursors');
  items = server.db.collection('items');
  await items.insertMany(Array.from({ length: 250 }, (_, i) => ({ _id: i as never, n: i % 5 })));
});
afterAll(() => server.close());

const find = async (o: Document = {}): Promise<Document> =>
  (await server.db.command({ find: 'items', sort: { _id: 1 }, ...o })).cursor as Document;
const more = async (id: unknown, o: Document = {}): Promise<Document> =>
  (await server.db.command({ getMore: id, collection: 'items', ...o } as never)).cursor as Document;
const count = (cursor: Document): number => (cursor.firstBatch ?? cursor.nextBatch).length as number;
const open = (cursor: Document): boolean => Number(cursor.id) !== 0;

describe('manual, "find": batches', () => {
  test.each<[string, Document, number, boolean]>([
    ['101 documents at first', {}, 101, true],
    ['as many as batchSize says', { batchSize: 7 }, 7, true],
    ['none, but a cursor, where batchSize is 0', { batchSize: 0 }, 0, true],
    ['all that limit allows', { limit: 5 }, 5, false],
    ['the first of what limit allows', { limit: 120 }, 101, true],
    ['one batch only where singleBatch is set', { batchSize: 3, singleBatch: true }, 3, false],
    ['what is left after skip', { skip: 245 }, 5, false],
    ['nothing behind the end', { skip: 500 }, 0, false],
    ['everything in a batch that is larger', { batchSize: 1000 }, 250, false],
  ])('%s', async (_title, o, n, isOpen) => {
    const cursor = await find(o);
    expect(count(cursor)).toBe(n);
    expect(open(cursor)).toBe(isOpen);
    if (open(cursor)) await server.db.command({ killCursors: 'items', cursors: [cursor.id] });
  });

  test('getMore without a size gives all that is left, and closes', async () => {
    const first = await find({ batchSize: 10 });
    const rest = await more(first.id);
    expect(count(rest)).toBe(240);
    expect(open(rest)).toBe(false);
    expect(await codeOf(more(first.id))).toBe(43);
  });

  test('a limit holds over several batches', async () => {
    const first = await find({ batchSize: 2, limit: 5 });
    const second = await more(first.id, { batchSize: 2 });
    const third = await more(first.id, { batchSize: 2 });
    expect([count(second), count(third), open(third)]).toEqual([2, 1, false]);
  });

  test('a cursor answers with the namespace it reads', async () => {
    const first = await find({ batchSize: 1 });
    expect(first.ns).toBe(`${server.db.databaseName}.items`);
    expect(await codeOf(server.db.command({ getMore: first.id, collection: 'other' } as never))).toBe(13);
    expect(count(await more(first.id, { batchSize: 1 }))).toBe(1);
    await server.db.command({ killCursors: 'items', cursors: [first.id] });
  });

  test('documents written meanwhile neither repeat nor stop a cursor', async () => {
    const some = server.db.collection<Document>('some');
    await some.insertMany(Array.from({ length: 30 }, (_, i) => ({ _id: i as never })));
    const seen: unknown[] = [];
    for await (const d of some.find({ _id: { $gte: 0 as never } }).batchSize(5)) {
      seen.push(d._id);
      if (seen.length === 5) await some.deleteMany({ _id: { $in: [10, 11, 12] as never[] } });
      if (seen.length === 10) await some.insertOne({ _id: -1 as never });
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(27);
  });

  test('a cursor dies with its collection', async () => {
    const gone = server.db.collection<Document>('gone');
    await gone.insertMany(Array.from({ length: 10 }, () => ({})));
    const { cursor } = await server.db.command({ find: 'gone', batchSize: 2 });
    await gone.drop();
    expect([43, 175]).toContain(await codeOf(server.db.command({ getMore: cursor.id, collection: 'gone' } as never)));
  });

  test('documents of many megabytes come in batches of at most 16 MB', async () => {
    const large = server.db.collection<Document>('large');
    const text = 'x'.repeat(9 * 1024 * 1024);
    for (const _id of [1, 2]) await large.insertOne({ _id: _id as never, text });
    const first = (await server.db.command({ find: 'large', projection: { n: 1, text: 1 } })).cursor as Document;
    expect(count(first)).toBe(1);
    const rest = (await server.db.command({ getMore: first.id, collection: 'large' } as never)).cursor as Document;
    expect(rest.nextBatch.map((d: Document) => d._id)).toEqual([2]);
    await large.drop();
  });
});

describe('manual, "killCursors"', () => {
  test('tells which were open and which were not', async () => {
    const { id } = await find({ batchSize: 1 });
    const unknown = Long.fromNumber(12345);
    const answer = await server.db.command({ killCursors: 'items', cursors: [id, unknown] });
    expect(answer.cursorsKilled.map(String)).toEqual([String(id)]);
    expect(answer.cursorsNotFound.map(String)).toEqual(['12345']);
  });

  test.each<[string, Document, number]>([
    ['an id that is no long', { killCursors: 'items', cursors: ['x'] }, 14],
    ['a getMore of text', { getMore: 'x', collection: 'items' }, 14],
    ['a negative batch', { find: 'items', batchSize: -1 }, 51024],
    ['a negative skip', { find: 'items', skip: -1 }, 51024],
    ['a limit in text', { find: 'items', limit: 'x' }, 14],
    ['awaitData without tailable', { find: 'items', awaitData: true }, 9],
  ])('refuses %s', async (_title, command, code) => {
    expect(await codeOf(server.db.command(command))).toBe(code);
  });
});

describe('manual, "aggregate": cursors', () => {
  test.each<[string, Document, number, boolean]>([
    ['101 documents at first', {}, 101, true],
    ['as many as batchSize says', { batchSize: 3 }, 3, true],
    ['none at first where batchSize is 0', { batchSize: 0 }, 0, true],
  ])('%s', async (_title, cursor, n, isOpen) => {
    const answer = await server.db.command({ aggregate: 'items', pipeline: [{ $match: {} }], cursor });
    expect([count(answer.cursor), open(answer.cursor)]).toEqual([n, isOpen]);
    const rest = await more(answer.cursor.id);
    expect(count(answer.cursor) + count(rest)).toBe(250);
  });

  test.each<[string, Document, number]>([
    ['without a cursor', { aggregate: 'items', pipeline: [] }, 9],
    ['with a cursor that is none', { aggregate: 'items', pipeline: [], cursor: 1 }, [9, 14] as never],
    ['with a pipeline that is none', { aggregate: 'items', pipeline: {}, cursor: {} }, 14],
    ['with a stage that is none', { aggregate: 'items', pipeline: [1], cursor: {} }, 14],
  ])('refuses it %s', async (_title, command, code) => {
    expect([code].flat()).toContain(await codeOf(server.db.command(command)));
  });
});

describe('manual, "count", "distinct"', () => {
  test.each<[string, Document, number]>([
    ['all', {}, 250],
    ['what matches', { query: { n: 3 } }, 50],
    ['with a limit', { query: { n: 3 }, limit: 7 }, 7],
    ['a negative limit is one', { query: { n: 3 }, limit: -7 }, 7],
    ['with skip and limit', { query: { n: 3 }, skip: 45, limit: 7 }, 5],
    ['with skip behind the end', { skip: 300 }, 0],
    ['by a hint', { query: { _id: { $lt: 10 } }, hint: '_id_' }, 10],
  ])('count: %s', async (_title, o, n) => {
    expect(await server.db.command({ count: 'items', ...o })).toMatchObject({ n });
  });

  test('distinct goes through documents, arrays and indexes of arrays', async () => {
    const some = server.db.collection<Document>('distinct');
    await some.insertMany([{ a: [{ b: 1 }, { b: [2, 3] }] }, { a: { b: 3 } }, { a: [[4]] }, { a: null }, {}]);
    expect(await some.distinct('a.b')).toEqual([1, 2, 3]);
    expect(await some.distinct('a.0.b')).toEqual([1]);
    expect(await some.distinct('a')).toEqual([null, { b: 1 }, { b: 3 }, { b: [2, 3] }, [4]]);
    expect(await some.distinct('a.b', { 'a.b': 3 })).toEqual([1, 2, 3]);
    expect(await server.db.collection('nowhere').distinct('a')).toEqual([]);
    expect(await codeOf(server.db.command({ distinct: 'items' }))).toBe(40414);
  });
});
