import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

let server: ContractServer;
let source: Collection<Document>;
let target: Collection<Document>;

beforeAll(async () => {
  server = await openServer('merge');
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.db.dropDatabase();
  source = server.db.collection('source');
  target = server.db.collection('target');
  await source.insertMany([
    { _id: 1, k: 'a', n: 10 },
    { _id: 2, k: 'b', n: 20 },
  ] as never[]);
  await target.insertMany([
    { _id: 1, k: 'a', n: 1, old: true },
    { _id: 3, k: 'c', n: 3 },
  ] as never[]);
});

const run = (...pipeline: Document[]): Promise<Document[]> => source.aggregate(pipeline).toArray();
const stored = (): Promise<Document[]> => target.find().sort({ _id: 1 }).toArray();

const kept = { _id: 3, k: 'c', n: 3 };
const fresh = { _id: 2, k: 'b', n: 20 };

describe('manual, "$merge"', () => {
  test.each<[string, Document, Document[]]>([
    ['merge and insert by default', {}, [{ _id: 1, k: 'a', n: 10, old: true }, fresh, kept]],
    ['replace', { whenMatched: 'replace' }, [{ _id: 1, k: 'a', n: 10 }, fresh, kept]],
    ['keepExisting', { whenMatched: 'keepExisting' }, [{ _id: 1, k: 'a', n: 1, old: true }, fresh, kept]],
    ['discard', { whenNotMatched: 'discard' }, [{ _id: 1, k: 'a', n: 10, old: true }, kept]],
    [
      'a pipeline',
      { whenMatched: [{ $set: { n: { $add: ['$n', '$$new.n'] } } }] },
      [{ _id: 1, k: 'a', n: 11, old: true }, fresh, kept],
    ],
    [
      'a pipeline with let',
      { let: { by: { $multiply: ['$n', 2] } }, whenMatched: [{ $set: { n: '$$by' } }] },
      [{ _id: 1, k: 'a', n: 20, old: true }, fresh, kept],
    ],
  ])('%s', async (_title, o, result) => {
    expect(await run({ $merge: { into: 'target', ...o } })).toEqual([]);
    expect(await stored()).toEqual(result);
  });

  test('on another unique field', async () => {
    await target.createIndex({ k: 1 }, { unique: true });
    await run({ $project: { _id: 0 } }, { $merge: { into: 'target', on: 'k' } });
    expect(await target.find({ k: 'a' }).toArray()).toEqual([{ _id: 1, k: 'a', n: 10, old: true }]);
    expect(await target.countDocuments({ k: 'b' })).toBe(1);
  });

  test('into another database, which is made', async () => {
    const db = `${server.db.databaseName}_2`;
    await run({ $merge: { into: { db, coll: 'target' } } });
    expect(await server.client.db(db).collection('target').countDocuments({})).toBe(2);
    await server.client.db(db).dropDatabase();
  });

  test('into the collection it reads', async () => {
    await run({ $set: { n: { $add: ['$n', 1] } } }, { $merge: 'source' });
    expect((await source.find().sort({ _id: 1 }).toArray()).map((d) => d.n)).toEqual([11, 21]);
  });

  test.each<[string, Document, Document, number | number[]]>([
    ['a match where it must fail', {}, { whenMatched: 'fail' }, 11000],
    ['no match where it must fail', {}, { whenNotMatched: 'fail' }, 13113],
    ['a missing on field', { $unset: 'k' }, { on: 'k' }, 51132],
    ['an array in the on field', { $set: { k: ['a'] } }, { on: 'k' }, 51185],
    ['on of nothing', {}, { on: [] }, 51187],
    ['on of a number', {}, { on: [1] }, 51134],
    ['an on field that is not unique', {}, { on: 'n' }, 51183],
    ['an unknown action', {}, { whenMatched: 'nope' }, [51191, 2]],
    ['an unknown action without a match', {}, { whenNotMatched: 'nope' }, 2],
    ['let without a pipeline', {}, { let: { a: 1 }, whenMatched: 'merge' }, 51199],
    ['a stage that is not allowed', {}, { whenMatched: [{ $match: {} }] }, [72, 17276]],
    ['an unknown option', {}, { nope: 1 }, 40415],
  ])('refuses %s', async (_title, stage, o, code) => {
    await target.createIndex({ k: 1 }, { unique: true });
    const before = Object.keys(stage).length ? [stage] : [];
    expect([code].flat()).toContain(await codeOf(run(...before, { $merge: { into: 'target', ...o } })));
  });

  test.each<[string, unknown, number]>([
    ['a number', 1, 51182],
    ['nothing to go into', {}, 40414],
    ['a name that cannot be', { into: '$x' }, 73],
  ])('refuses to go into %s', async (_title, spec, code) => {
    expect(await codeOf(run({ $merge: spec as Document }))).toBe(code);
  });
});

describe('manual, "$out"', () => {
  test('replaces a collection, or makes it, and gives nothing', async () => {
    expect(await run({ $match: { n: 20 } }, { $out: 'target' })).toEqual([]);
    expect(await stored()).toEqual([fresh]);
    await run({ $out: 'made' });
    expect(await server.db.collection('made').countDocuments({})).toBe(2);
  });

  test('that fails leaves the old collection as it was', async () => {
    await target.createIndex({ k: 1 }, { unique: true });
    const before = await stored();
    expect(await codeOf(run({ $set: { k: 'same' } }, { $out: 'target' }))).toBe(11000);
    expect(await stored()).toEqual(before);
  });

  test('indexes and options of the collection replaced stay', async () => {
    await server.db.createCollection('checked', { validator: { n: { $gt: 0 } } });
    const checked = server.db.collection('checked');
    await checked.createIndex({ n: 1 }, { unique: true });
    await run({ $out: 'checked' });
    expect((await checked.indexes()).map((i) => i.name)).toEqual(['_id_', 'n_1']);
    expect(await codeOf(checked.insertOne({ n: -1 }))).toBe(121);
    expect(await checked.countDocuments({})).toBe(2);
  });

  test('of nothing empties the collection', async () => {
    await run({ $match: { n: 0 } }, { $out: 'target' });
    expect(await stored()).toEqual([]);
  });

  test('to the collection it reads', async () => {
    await run({ $match: { n: 20 } }, { $out: 'source' });
    expect(await source.find().toArray()).toEqual([fresh]);
  });

  test('leaves no other collection behind, whether it goes well or not', async () => {
    await target.createIndex({ k: 1 }, { unique: true });
    expect(await codeOf(run({ $set: { k: 'same' } }, { $out: 'target' }))).toBe(11000);
    await run({ $out: 'third' });
    const names = (await server.db.listCollections().toArray()).map((c) => c.name).sort();
    expect(names).toEqual(['source', 'target', 'third']);
  });

  test.each<[string, unknown, number | number[]]>([
    ['a number', 1, 16990],
    ['a name that cannot be', '$x', [73, 17385]],
    ['an unknown option', { db: 'a', coll: 'b', c: 1 }, [16994, 40415]],
    ['a system collection', 'system.views', [17385, 40321, 31321]],
  ])('refuses %s', async (_title, spec, code) => {
    expect([code].flat()).toContain(await codeOf(run({ $out: spec as string })));
  });

  test('refuses a view', async () => {
    await server.db.createCollection('seen', { viewOn: 'source', pipeline: [] });
    expect(await codeOf(run({ $out: 'seen' }))).toBe(166);
  });
});
