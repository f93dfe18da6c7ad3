import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type AnyBulkWriteOperation, type Collection, type Document, MongoBulkWriteError } from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection<Document>;

beforeAll(async () => {
  server = await openServer('bulk');
});
afterAll(() => server.close());
beforeEach(async () => {
  items = server.db.collection('items');
  await items.drop().catch(() => undefined);
});

const ids = async (): Promise<unknown[]> => (await items.find().sort({ _id: 1 }).toArray()).map((d) => d._id);

const operations: AnyBulkWriteOperation<Document>[] = [
  { insertOne: { document: { _id: 1 as never } } },
  { insertOne: { document: { _id: 1 as never } } },
  { updateOne: { filter: { _id: 1 as never }, update: { $inc: { n: 1 } } } },
  { updateOne: { filter: { _id: 1 as never }, update: { $set: { _id: 2 } } } },
  { replaceOne: { filter: { _id: 5 as never }, replacement: { a: 1 }, upsert: true } },
  { deleteMany: { filter: { n: 9 } } },
];

describe('manual, "Bulk Write Operations"', () => {
  test('ordered: it stops at the first error and tells what was done', async () => {
    const error = (await items.bulkWrite(operations).catch((e) => e)) as MongoBulkWriteError;
    expect(error).toBeInstanceOf(MongoBulkWriteError);
    expect(error.code).toBe(11000);
    expect(error.result).toMatchObject({ insertedCount: 1, matchedCount: 0, upsertedCount: 0 });
    expect(await items.find().toArray()).toEqual([{ _id: 1 }]);
  });

  test('unordered: it goes on, and each error names its operation', async () => {
    const error = (await items.bulkWrite(operations, { ordered: false }).catch((e) => e)) as MongoBulkWriteError;
    const errors = [error.writeErrors].flat();
    expect(errors.map((e) => [e.index, e.code])).toEqual([
      [1, 11000],
      [3, 66],
    ]);
    expect(error.result).toMatchObject({ insertedCount: 1, matchedCount: 1, modifiedCount: 1, upsertedCount: 1 });
    expect(await items.find().sort({ _id: 1 }).toArray()).toEqual([
      { _id: 1, n: 1 },
      { _id: 5, a: 1 },
    ]);
  });

  test('an error in an update names the key that is there already', async () => {
    await items.createIndex({ k: 1 }, { unique: true });
    await items.insertMany([{ k: 'a' }, { k: 'b' }]);
    const updates = [{ q: { k: 'b' }, u: { $set: { k: 'a' } } }];
    const answer = await server.db.command({ update: 'items', updates });
    expect(answer.writeErrors).toMatchObject([{ index: 0, code: 11000, keyPattern: { k: 1 }, keyValue: { k: 'a' } }]);
  });

  test('operations see what those before them wrote', async () => {
    await items.bulkWrite([
      { insertOne: { document: { _id: 1 as never, n: 0 } } },
      ...Array.from({ length: 5 }, () => ({ updateMany: { filter: {}, update: { $inc: { n: 1 } } } })),
      { updateOne: { filter: { n: 5 }, update: { $set: { hit: true } } } },
    ]);
    expect(await items.findOne()).toEqual({ _id: 1, n: 5, hit: true });
  });
});

describe('manual, "insert", "update", "delete": the commands themselves', () => {
  test('an update command tells counts, upserts and errors by index', async () => {
    await items.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 1 },
    ] as never[]);
    const updates = [
      { q: { n: 1 }, u: { $set: { n: 2 } }, multi: true },
      { q: { _id: 9 }, u: { $set: { n: 1 } }, upsert: true },
      { q: { _id: 1 }, u: { $inc: { n: 'x' } } },
      { q: { _id: 2 }, u: { $set: { n: 2 } } },
    ];
    expect(await server.db.command({ update: 'items', updates, ordered: false })).toMatchObject({
      n: 4,
      nModified: 2,
      upserted: [{ index: 1, _id: 9 }],
      writeErrors: [{ index: 2, code: 14 }],
    });
  });

  test.each<[string, Document, number, number[]]>([
    ['one', { q: { n: 1 }, limit: 1 }, 1, [2, 3]],
    ['all that match', { q: { n: 1 }, limit: 0 }, 2, [3]],
    ['by a hint', { q: { n: 2 }, limit: 0, hint: { n: 1 } }, 1, [1, 2]],
    ['none', { q: { n: 9 }, limit: 0 }, 0, [1, 2, 3]],
  ])('a delete command takes %s', async (_title, statement, n, left) => {
    await items.createIndex({ n: 1 });
    await items.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 1 },
      { _id: 3, n: 2 },
    ] as never[]);
    expect(await server.db.command({ delete: 'items', deletes: [statement] })).toMatchObject({ n, ok: 1 });
    expect(await ids()).toEqual(left);
  });

  test.each<[string, Document, number]>([
    ['an update without u', { update: 'items', updates: [{ q: {} }] }, 40414],
    ['an update without q', { update: 'items', updates: [{ u: { $set: { a: 1 } } }] }, 40414],
    ['no updates', { update: 'items', updates: [] }, 16],
    ['updates that are no list', { update: 'items', updates: 1 }, 14],
    ['a document that is none', { insert: 'items', documents: [1] }, 14],
    ['no documents', { insert: 'items' }, 40414],
    ['an unknown field of a statement', { delete: 'items', deletes: [{ q: {}, limit: 1, nope: 1 }] }, 40415],
  ])('%s is refused as a whole', async (_title, command, code) => {
    expect(await codeOf(server.db.command(command))).toBe(code);
  });

  test('a limit of 2 is refused for its statement', async () => {
    await items.insertOne({ _id: 1 as never });
    const answer = server.db.command({ delete: 'items', deletes: [{ q: {}, limit: 2 }] });
    expect(
      await answer.then(
        (a) => a.writeErrors?.[0].code,
        (e) => e.code,
      ),
    ).toBe(9);
    expect(await ids()).toEqual([1]);
  });

  test('many documents go in one command, and each is there', async () => {
    await items.insertMany(Array.from({ length: 2500 }, (_, i) => ({ _id: i as never, n: i % 7 })));
    expect(await items.countDocuments({ n: 3 })).toBe(357);
    expect(await items.updateMany({ n: 3 }, { $set: { n: 100 } })).toMatchObject({ modifiedCount: 357 });
    expect(await items.deleteMany({ n: 100 })).toMatchObject({ deletedCount: 357 });
    expect(await items.estimatedDocumentCount()).toBe(2143);
  });
});

describe('manual, "bulkWrite" command (MongoDB 8)', () => {
  const send = (o: Document): Promise<Document> =>
    server.client.db('admin').command({ bulkWrite: 1, nsInfo: [{ ns: `${server.db.databaseName}.items` }], ...o });

  test('each operation has its line, errors among them', async () => {
    if (!server.atLeast('8.0')) return;
    const answer = await send({
      ordered: false,
      ops: [
        { insert: 0, document: { _id: 1 } },
        { insert: 0, document: { _id: 1 } },
        { update: 0, filter: { _id: 7 }, updateMods: { $set: { a: 1 } }, upsert: true },
        { update: 0, filter: {}, updateMods: { $set: { b: 1 } }, multi: true },
        { delete: 0, filter: { _id: 1 } },
      ],
    });
    expect(answer).toMatchObject({ nErrors: 1, nInserted: 1, nUpserted: 1, nMatched: 2, nModified: 2, nDeleted: 1 });
    expect(answer.cursor.firstBatch).toMatchObject([
      { ok: 1, idx: 0, n: 1 },
      { ok: 0, idx: 1, code: 11000, n: 0 },
      { ok: 1, idx: 2, n: 1, nModified: 0, upserted: { _id: 7 } },
      { ok: 1, idx: 3, n: 2, nModified: 2 },
      { ok: 1, idx: 4, n: 1 },
    ]);
  });

  test('errorsOnly leaves out what went well, ordered stops', async () => {
    if (!server.atLeast('8.0')) return;
    const ops = [1, 1, 2].map((_id) => ({ insert: 0, document: { _id } }));
    const answer = await send({ ops, errorsOnly: true });
    expect(answer.cursor.firstBatch).toMatchObject([{ ok: 0, idx: 1, code: 11000 }]);
    expect(await ids()).toEqual([1]);
  });

  test.each<[string, Document, number]>([
    ['an index of no namespace', { ops: [{ insert: 3, document: {} }] }, 2],
    ['an unknown operation', { ops: [{ upsert: 0, document: {} }] }, 9],
    ['no operations', { ops: [] }, 16],
    ['an update without updateMods', { ops: [{ update: 0, filter: {} }] }, 40414],
    ['a namespace without a collection', { ops: [{ insert: 0, document: {} }], nsInfo: [{ ns: 'nodot' }] }, 73],
  ])('refuses %s', async (_title, o, code) => {
    if (server.atLeast('8.0')) expect(await codeOf(send(o))).toBe(code);
  });
});
