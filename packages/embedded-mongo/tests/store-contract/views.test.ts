import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Collection, Db, Document } from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

let server: ContractServer;
let db: Db;
let open: Collection<Document>;

beforeAll(async () => {
  server = await openServer('views');
  db = server.db;
  await db.collection('tickets').insertMany([
    { _id: 1, house: 'A', open: true, fee: 3, log: [{ by: 'li' }, { by: 'wang' }] },
    { _id: 2, house: 'B', open: false, fee: 5 },
    { _id: 3, house: 'A', open: true, fee: 8, log: [{ by: 'li' }] },
  ] as never[]);
  await db.collection('houses').insertOne({ _id: 'A' as never, owner: 'Zhang' });
  await db.collection('tickets').createIndex({ open: 1, fee: 1 });
  await db.createCollection('open', { viewOn: 'tickets', pipeline: [{ $match: { open: true } }, { $unset: 'open' }] });
  await db.createCollection('dear', { viewOn: 'open', pipeline: [{ $match: { fee: { $gt: 5 } } }] });
  await db.createCollection('joined', {
    viewOn: 'open',
    pipeline: [{ $lookup: { from: 'houses', localField: 'house', foreignField: '_id', as: 'h' } }],
  });
  open = db.collection('open');
});
afterAll(() => server.close());

const ids = async (cursor: { toArray(): Promise<Document[]> }): Promise<unknown[]> =>
  (await cursor.toArray()).map((d) => d._id);

describe('manual, "Views"', () => {
  test('a view of a view', async () => {
    expect(await db.collection('dear').find().toArray()).toEqual([{ _id: 3, house: 'A', fee: 8, log: [{ by: 'li' }] }]);
  });

  test('a view that joins, and a join with a view', async () => {
    expect(await db.collection('joined').distinct('h.owner')).toEqual(['Zhang']);
    const join = { from: 'dear', localField: '_id', foreignField: 'house', as: 't' };
    const [house] = await db
      .collection('houses')
      .aggregate([{ $lookup: join }])
      .toArray();
    expect(house?.t.map((d: Document) => d._id)).toEqual([3]);
  });

  test('$unionWith and $graphLookup read views', async () => {
    const union = [{ $unionWith: 'dear' }, { $group: { _id: '$_id', n: { $sum: 1 } } }, { $sort: { _id: 1 } }];
    expect(await open.aggregate(union).toArray()).toEqual([
      { _id: 1, n: 1 },
      { _id: 3, n: 2 },
    ]);
    const graph = { from: 'open', startWith: 'A', connectFromField: 'none', connectToField: 'house', as: 'r' };
    const [house] = await db
      .collection('houses')
      .aggregate([{ $graphLookup: graph }])
      .toArray();
    expect(house?.r).toHaveLength(2);
  });

  test('sort, skip, limit, projection and positional projection', async () => {
    expect(await ids(open.find().sort({ fee: -1 }))).toEqual([3, 1]);
    expect(await ids(open.find().sort({ fee: -1 }).skip(1).limit(1))).toEqual([1]);
    const found = open.find({ 'log.by': 'wang' }, { projection: { _id: 0, 'log.$': 1 } });
    expect(await found.toArray()).toEqual([{ log: [{ by: 'wang' }] }]);
  });

  test('counts: with a filter, a limit, and of all', async () => {
    expect(await db.command({ count: 'open' })).toMatchObject({ n: 2 });
    expect(await db.command({ count: 'open', query: { fee: 3 } })).toMatchObject({ n: 1 });
    expect(await db.command({ count: 'open', limit: 1 })).toMatchObject({ n: 1 });
  });

  test('a field the view leaves out is not found by', async () => {
    expect(await ids(open.find({ open: true }))).toEqual([]);
  });

  test('what is written to the collection is seen at once', async () => {
    await db.collection('tickets').updateOne({ _id: 2 as never }, { $set: { open: true } });
    expect(await ids(db.collection('dear').find())).toEqual([3]);
    expect(await ids(open.find({ house: 'B' }))).toEqual([2]);
    await db.collection('tickets').updateOne({ _id: 2 as never }, { $set: { open: false } });
  });

  test('of a collection that is not there a view is empty, and it may come later', async () => {
    await db.createCollection('early', { viewOn: 'later', pipeline: [] });
    expect(await ids(db.collection('early').find())).toEqual([]);
    await db.collection('later').insertOne({ _id: 1 as never });
    expect(await ids(db.collection('early').find())).toEqual([1]);
  });

  test('the index of the collection serves the view', async () => {
    const plan = JSON.stringify(await open.aggregate([{ $match: { fee: 3 } }]).explain('queryPlanner'));
    expect(plan).toContain('IXSCAN');
  });

  test.each<[string, () => Promise<unknown>, number | number[]]>([
    ['an insert', () => open.insertOne({}), 166],
    ['an upsert', () => open.updateOne({ a: 1 }, { $set: { a: 1 } }, { upsert: true }), 166],
    ['a delete', () => open.deleteMany({}), 166],
    ['findAndModify', () => open.findOneAndDelete({}), 166],
    ['an index', () => open.createIndex({ a: 1 }), 166],
    ['a list of indexes', () => open.indexes(), 166],
    ['a rename', () => open.rename('x'), [166, 167]],
    ['statistics', () => db.command({ collStats: 'open' }), 166],
    ['a cursor that tails', () => db.command({ find: 'open', tailable: true }), [2, 166, 167]],
    ['another definition under its name', () => db.createCollection('open', { viewOn: 'houses', pipeline: [] }), 48],
    [
      'a pipeline that writes',
      () => db.createCollection('w', { viewOn: 'tickets', pipeline: [{ $out: 'x' }] }),
      [167, 51047],
    ],
    ['an unknown stage', () => db.createCollection('u', { viewOn: 'tickets', pipeline: [{ $nope: 1 }] }), 40324],
  ])('refuses %s', async (_title, work, code) => {
    expect([code].flat()).toContain(await codeOf(work()));
  });

  test('views upon views end after twenty', async () => {
    let code: number | undefined;
    let depth = 0;
    while (code === undefined && depth < 30) {
      depth += 1;
      const viewOn = depth === 1 ? 'tickets' : `v${depth - 1}`;
      code = await codeOf(db.createCollection(`v${depth}`, { viewOn, pipeline: [] }));
      code ??= await codeOf(db.collection(`v${depth}`).find().toArray());
    }
    expect([code, depth]).toEqual([165, 21]);
    expect(await ids(db.collection('v20').find({ _id: 1 as never }))).toEqual([1]);
  });

  test('dropping a view leaves its collection', async () => {
    await db.createCollection('short', { viewOn: 'tickets', pipeline: [] });
    await db.collection('short').drop();
    expect(await db.collection('tickets').countDocuments({})).toBe(3);
    expect(await db.listCollections({ name: 'short' }).toArray()).toEqual([]);
  });
});
