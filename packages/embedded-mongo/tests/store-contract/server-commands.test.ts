import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Binary, type Db, type Document, Int32, ObjectId } from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

let server: ContractServer;
let admin: Db;

beforeAll(async () => {
  server = await openServer('commands');
  admin = server.client.db('admin');
  await server.db.collection('items').insertMany([{ a: 1 }, { a: 2 }]);
});
afterAll(() => server.close());

describe('manual, "Diagnostic Commands"', () => {
  test.each<[string, Document, Document]>([
    ['ping', { ping: 1 }, { ok: 1 }],
    ['hello', { hello: 1 }, { isWritablePrimary: true, maxBsonObjectSize: 16777216, maxWriteBatchSize: 100000, ok: 1 }],
    ['isMaster', { isMaster: 1 }, { ismaster: true, ok: 1 }],
    ['connectionStatus', { connectionStatus: 1 }, { authInfo: { authenticatedUsers: [] }, ok: 1 }],
    ['whatsmyuri', { whatsmyuri: 1 }, { you: expect.stringMatching(/:\d+$/) as never, ok: 1 }],
    ['buildInfo', { buildInfo: 1 }, { version: expect.stringMatching(/^\d+\.\d+\.\d+/) as never, ok: 1 }],
    ['hostInfo', { hostInfo: 1 }, { system: { hostname: expect.any(String) as never }, ok: 1 }],
    ['getParameter', { getParameter: 1, featureCompatibilityVersion: 1 }, { featureCompatibilityVersion: {}, ok: 1 }],
    ['fsync', { fsync: 1 }, { ok: 1 }],
  ])('%s', async (_title, command, answer) => {
    expect(await admin.command(command)).toMatchObject(answer);
  });

  test('dbStats counts collections, documents and indexes', async () => {
    const stats = await server.db.command({ dbStats: 1 });
    expect(stats).toMatchObject({ db: server.db.databaseName, collections: 1, objects: 2, indexes: 1 });
    expect(Number(stats.dataSize)).toBeGreaterThan(0);
  });

  test('collStats and $collStats tell the same of a collection', async () => {
    const stats = await server.db.command({ collStats: 'items' });
    expect(stats).toMatchObject({ ns: `${server.db.databaseName}.items`, count: 2, nindexes: 1, capped: false });
    const pipeline = [{ $collStats: { storageStats: {}, count: {} } }];
    const [stage] = await server.db.collection('items').aggregate(pipeline).toArray();
    expect(stage).toMatchObject({
      ns: `${server.db.databaseName}.items`,
      count: 2,
      storageStats: { count: 2, size: stats.size },
    });
  });

  test('$indexStats names the indexes', async () => {
    const stats = await server.db
      .collection('items')
      .aggregate([{ $indexStats: {} }])
      .toArray();
    expect(stats).toMatchObject([{ name: '_id_', key: { _id: 1 } }]);
  });

  test('validate finds nothing wrong', async () => {
    expect(await server.db.command({ validate: 'items' })).toMatchObject({ valid: true, nrecords: 2, nIndexes: 1 });
    expect(await codeOf(server.db.command({ validate: 'nowhere' }))).toBe(26);
  });

  test('serverStatus counts open cursors', async () => {
    const total = async (): Promise<number> =>
      Number((await admin.command({ serverStatus: 1 })).metrics.cursor.open.total);
    const before = await total();
    const { cursor } = await server.db.command({ find: 'items', batchSize: 1 });
    expect(await total()).toBe(before + 1);
    await server.db.command({ killCursors: 'items', cursors: [cursor.id] });
    expect(await total()).toBe(before);
  });

  test('currentOp shows the command itself', async () => {
    const [op] = await admin.aggregate([{ $currentOp: {} }, { $match: { 'command.aggregate': 1 } }]).toArray();
    expect(op).toMatchObject({ type: 'op', active: true, ns: 'admin.$cmd.aggregate' });
  });
});

describe('manual, "listDatabases", "listCollections"', () => {
  test('a database is there once something is in it', async () => {
    const names = async (): Promise<string[]> =>
      (await admin.command({ listDatabases: 1, nameOnly: true })).databases.map((d: Document) => d.name);
    const other = server.client.db(`${server.db.databaseName}_x`);
    expect(await names()).not.toContain(other.databaseName);
    await other.createCollection('a');
    expect(await names()).toContain(other.databaseName);
    const filter = { name: other.databaseName };
    expect((await admin.command({ listDatabases: 1, filter })).databases).toMatchObject([filter]);
    await other.dropDatabase();
    expect(await names()).not.toContain(other.databaseName);
  });

  test('a collection is listed with its options, its identity and its index', async () => {
    await server.db.createCollection('checked', { validator: { a: 1 }, validationLevel: 'moderate' });
    const [listed] = await server.db.listCollections({ name: 'checked' }).toArray();
    expect(listed).toMatchObject({
      type: 'collection',
      options: { validator: { a: 1 }, validationLevel: 'moderate' },
      info: { readOnly: false },
      idIndex: { key: { _id: 1 }, name: '_id_' },
    });
    const again = await server.db.createCollection('checked', { validator: { a: 1 }, validationLevel: 'moderate' });
    expect(again.collectionName).toBe('checked');
  });

  test('a filter may ask for types and options', async () => {
    await server.db.createCollection('view', { viewOn: 'items', pipeline: [] });
    const found = await server.db.listCollections({ 'options.viewOn': 'items' }).toArray();
    expect(found).toMatchObject([{ name: 'view', type: 'view', info: { readOnly: true } }]);
    expect(found[0]).not.toHaveProperty('idIndex');
  });

  test('a clustered collection lists its index as clustered', async () => {
    if (!server.atLeast('5.3')) return;
    await server.db.createCollection('clustered', { clusteredIndex: { key: { _id: 1 }, unique: true } });
    expect(await server.db.collection('clustered').indexes()).toMatchObject([{ clustered: true, unique: true }]);
    await server.db.collection('clustered').insertOne({ _id: 1 as never });
    expect(await codeOf(server.db.collection('clustered').insertOne({ _id: 1 as never }))).toBe(11000);
  });
});

describe('manual, "Naming Restrictions" and limits', () => {
  test.each<[string, () => Promise<unknown>, number]>([
    ['a database with a dollar', () => server.client.db('a$b').command({ ping: 1 }), 73],
    ['a namespace of more than 255 bytes', () => server.db.command({ create: 'x'.repeat(250) }), 73],
    ['a collection named by a number', () => server.db.command({ create: 1 }), 73],
    ['a system collection of any name', () => server.db.collection('system.x').insertOne({}), 73],
    ['a pipeline of a view without a view', () => server.db.command({ create: 'p', pipeline: [] }), 72],
    ['a capped collection of no size', () => server.db.command({ create: 'p', capped: true, size: 0 }), 51024],
    ['a rename outside admin', () => server.db.command({ renameCollection: 'a.b', to: 'a.c' }), 13],
    ['a listing of databases outside admin', () => server.db.command({ listDatabases: 1 }), 13],
    [
      'a projection of 2 documents deep in _id',
      () => server.db.collection('items').insertOne({ _id: { $a: 1 } as never }),
      52,
    ],
    [
      'an undefined stage of an aggregate without a collection',
      () => server.db.command({ aggregate: 1, pipeline: [{ $match: {} }], cursor: {} }),
      73,
    ],
    ['an unknown read concern', () => server.db.command({ find: 'items', readConcern: { level: 'strong' } }), 9],
    ['an unknown parameter', () => admin.command({ getParameter: 1, nope: 1 }), 72],
    ['let that is no document', () => server.db.command({ find: 'items', let: 1 }), 14],
    ['let of a capital', () => server.db.command({ find: 'items', let: { A: 1 } }), 16867],
    ['a replica set command', () => admin.command({ replSetGetStatus: 1 }), 76],
  ])('refuses %s', async (_title, run, code) => {
    expect(await codeOf(run())).toBe(code);
  });

  test('two databases may not differ in case only', async () => {
    const upper = server.client.db(server.db.databaseName.toUpperCase());
    expect(await codeOf(upper.collection('a').insertOne({}))).toBe(13297);
  });

  test('a document may nest 100 levels, and none may nest 180', async () => {
    const nested = (levels: number): Document => {
      let d: Document = {};
      for (let i = 1; i < levels; i++) d = { d };
      return d;
    };
    const deep = server.db.collection<Document>('deep');
    await deep.insertOne(nested(100));
    expect(await codeOf(deep.insertOne(nested(185)))).toBe(15);
    expect(await deep.countDocuments({})).toBe(1);
  });

  test('an update that makes a document too large is refused and changes nothing', async () => {
    const large = server.db.collection<Document>('large');
    await large.insertOne({ _id: 1 as never, a: 'x'.repeat(9 * 1024 * 1024) });
    const code = await codeOf(large.updateOne({ _id: 1 as never }, [{ $set: { b: '$a' } }]));
    expect([10334, 17419, 17420]).toContain(code);
    expect(await large.countDocuments({ b: { $exists: true } })).toBe(0);
    await large.drop();
  });
});

describe('manual, "Server Sessions"', () => {
  test('a session is listed while it is in use, and gone when it ended', async () => {
    const session = server.client.startSession();
    await server.db.collection('items').findOne({}, { session });
    const id = session.id?.id;
    const hex = (v: unknown): string => (v as Binary).toString('hex');
    const listed = async (): Promise<boolean> =>
      (await admin.aggregate([{ $listLocalSessions: {} }]).toArray()).some((s) => hex(s._id.id) === hex(id));
    expect(await listed()).toBe(true);
    await admin.command({ endSessions: [{ id }] });
    expect(await listed()).toBe(false);
    await session.endSession();
  });

  test('startSession gives an id to use', async () => {
    const made = await admin.command({ startSession: 1 });
    expect(made).toMatchObject({ timeoutMinutes: 30 });
    expect(await server.db.command({ ping: 1, lsid: made.id })).toMatchObject({ ok: 1 });
  });

  test('a transaction needs a replica set (20)', async () => {
    expect([20, 263]).toContain(await codeOf(admin.command({ commitTransaction: 1 })));
  });
});

describe('manual, "maxTimeMS", "comment", generic fields', () => {
  test('every command takes them', async () => {
    const generic = { comment: { by: new ObjectId() }, maxTimeMS: new Int32(10_000) };
    expect(await server.db.command({ find: 'items', ...generic })).toMatchObject({ ok: 1 });
    expect(await server.db.command({ aggregate: 'items', pipeline: [], cursor: {}, ...generic })).toMatchObject({
      ok: 1,
    });
  });

  test('a query that takes too long is ended with 50', async () => {
    await server.db.collection('many').insertMany(Array.from({ length: 600 }, (_, i) => ({ i })));
    const slow = server.db.collection('many').aggregate(
      [
        {
          $lookup: {
            from: 'many',
            let: { i: '$i' },
            pipeline: [{ $match: { $expr: { $lt: ['$i', '$$i'] } } }],
            as: 'l',
          },
        },
        { $count: 'n' },
      ],
      { maxTimeMS: 1 },
    );
    expect(await codeOf(slow.toArray())).toBe(50);
  });
});
