import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Document } from 'mongodb';
import { startEngine, type TestEngine } from './engine.ts';

let t: TestEngine;

beforeAll(async () => {
  t = await startEngine();
  await t.items.insertOne({ _id: 1, text: 'Привет', list: ['a'] });
});
afterAll(() => t.dispose());

const collation = { locale: 'en', strength: 2 };

describe('what the engine does not do is an error, never another answer', () => {
  test.each<[string, Document, number]>([
    ['$where', { find: 'items', filter: { $where: 'true' } }, 2],
    ['$text', { find: 'items', filter: { $text: { $search: 'x' } } }, 27],
    ['$near', { find: 'items', filter: { at: { $near: [1, 2] } } }, 291],
    ['$geoWithin', { find: 'items', filter: { at: { $geoWithin: { $centerSphere: [[0, 0], 1] } } } }, 238],
    ['a collection named by its UUID', { drop: 'items', collectionUUID: 'x' }, 238],
    ['returnKey', { find: 'items', returnKey: true }, 238],
    ['showRecordId', { find: 'items', showRecordId: true }, 238],
    ['a time series', { create: 'x', timeseries: { timeField: 'at' } }, 238],
    ['an encrypted collection', { create: 'x', encryptedFields: {} }, 238],
    ['a geo index', { createIndexes: 'items', indexes: [{ key: { at: '2dsphere' }, name: 'x' }] }, 238],
    ['a text index', { createIndexes: 'items', indexes: [{ key: { t: 'text' }, name: 'x' }] }, 238],
    ['a wildcard index', { createIndexes: 'items', indexes: [{ key: { '$**': 1 }, name: 'x' }] }, 238],
    [
      'a unique collated index',
      { createIndexes: 'items', indexes: [{ key: { t: 1 }, name: 'x', unique: true, collation }] },
      238,
    ],
    [
      'JavaScript in an expression',
      { aggregate: 'items', pipeline: [{ $project: { a: { $function: {} } } }], cursor: {} },
      238,
    ],
    ['a change stream', { aggregate: 'items', pipeline: [{ $changeStream: {} }], cursor: {} }, 40573],
    ['window functions', { aggregate: 'items', pipeline: [{ $setWindowFields: {} }], cursor: {} }, 238],
    ['mapReduce', { mapReduce: 'items', map: 'x', reduce: 'x', out: 'x' }, 115],
    ['a locale with an order of its own', { find: 'items', filter: { text: 'a' }, collation: { locale: 'sv' } }, 238],
    ['a collation of letters that ICU has reordered', { find: 'items', filter: { text: 'a' }, collation }, 238],
    [
      '$group by values under a collation',
      { aggregate: 'items', pipeline: [{ $group: { _id: '$text' } }], cursor: {}, collation },
      238,
    ],
    [
      'a comparison in an expression under a collation',
      { find: 'items', filter: { $expr: { $eq: ['$text', 'x'] } }, collation },
      238,
    ],
    ['readConcern snapshot', { find: 'items', readConcern: { level: 'snapshot' } }, 123],
    ['a write concern of more than one', { insert: 'items', documents: [{}], writeConcern: { w: 2 } }, 2],
  ])('%s', async (_title, command, code) => {
    await expect(t.db.command(command)).rejects.toMatchObject({ code });
  });

  test('$addToSet under a collation', async () => {
    const update = t.items.updateOne({ _id: 1 }, { $addToSet: { list: 'A' } }, { collation });
    await expect(update).rejects.toMatchObject({ code: 238 });
    expect(await t.items.findOne({ _id: 1 })).toMatchObject({ list: ['a'] });
  });
});
