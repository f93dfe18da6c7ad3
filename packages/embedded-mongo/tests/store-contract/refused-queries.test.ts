import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection<Document>;

beforeAll(async () => {
  server = await openServer('refused_queries');
  items = server.db.collection('items');
  await items.insertOne({ v: 1 });
});
afterAll(() => server.close());

describe('manual, "Query Predicates": what is refused', () => {
  test.each<[string, Document, number]>([
    ['$all without a list', { v: { $all: 1 } }, 2],
    ['$all with an operator', { v: { $all: [{ $gt: 1 }] } }, 2],
    ['$elemMatch of a number', { v: { $elemMatch: 1 } }, 2],
    ['$not of a number', { v: { $not: 1 } }, 2],
    ['$not of nothing', { v: { $not: {} } }, 2],
    ['$not of a plain document', { v: { $not: { a: 1 } } }, 2],
    ['$ne of a regular expression', { v: { $ne: /a/ } }, 2],
    ['$gt of a regular expression', { v: { $gt: /a/ } }, 2],
    ['$in with an operator', { v: { $in: [{ $gt: 1 }] } }, 2],
    ['$nin without a list', { v: { $nin: 1 } }, 2],
    ['$mod of one number', { v: { $mod: [1] } }, 2],
    ['$mod of three numbers', { v: { $mod: [1, 2, 3] } }, 2],
    ['$mod by text', { v: { $mod: ['a', 1] } }, 2],
    ['$size of a fraction', { v: { $size: 1.5 } }, 9],
    ['$size of -1', { v: { $size: -1 } }, 9],
    ['$type of nothing', { v: { $type: [] } }, 9],
    ['$type of an unknown number', { v: { $type: 77 } }, 2],
    ['$type of a document', { v: { $type: {} } }, 14],
    ['$bitsAllSet of -1', { v: { $bitsAllSet: -1 } }, 9],
    ['$bitsAllSet of a fraction', { v: { $bitsAllSet: 1.5 } }, 9],
    ['$bitsAllSet of text', { v: { $bitsAllSet: 'x' } }, 2],
    ['$bitsAllSet at -1', { v: { $bitsAllSet: [-1] } }, 9],
    ['$options without $regex', { v: { $options: 'i' } }, 2],
    ['options twice', { v: { $regex: /a/i, $options: 'm' } }, 51074],
    ['$regex of a number', { v: { $regex: 1 } }, 2],
    ['a bad regular expression', { v: { $regex: '(' } }, 51091],
    ['$or without a list', { $or: { v: 1 } }, 2],
    ['$nor of nothing', { $nor: [] }, 2],
    ['$and of numbers', { $and: [1] }, 2],
    ['$exists inside $elemMatch of an unknown operator', { v: { $elemMatch: { $nope: 1 } } }, 2],
  ])('refuses %s', async (_title, filter, code) => {
    expect(await codeOf(items.find(filter).toArray())).toBe(code);
  });
});
