import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection;

beforeAll(async () => {
  server = await openServer('update_arrays');
  items = server.db.collection('items');
});
afterAll(() => server.close());
beforeEach(async () => {
  await items.deleteMany({});
});

interface Options {
  filter?: Document;
  arrayFilters?: Document[];
}

type Row = [title: string, before: Document, update: Document, after: Document, o?: Options];

const gives = (rows: Row[]): void => {
  test.each(rows)('%s', async (_title, before, update, after, { filter = {}, arrayFilters } = {}) => {
    await items.insertOne({ ...before, _id: 1 as never });
    await items.updateOne(filter, update, arrayFilters ? { arrayFilters } : {});
    expect(await items.findOne({})).toEqual({ _id: 1, ...after });
  });
};

describe('manual, "$push"', () => {
  gives([
    ['of an array pushes the array', { a: [1] }, { $push: { a: [2, 3] } }, { a: [1, [2, 3]] }],
    ['to a missing field makes an array', {}, { $push: { a: { x: 1 } } }, { a: [{ x: 1 }] }],
    ['$each of nothing makes an empty array', {}, { $push: { a: { $each: [] } } }, { a: [] }],
    [
      '$position counted from the end',
      { a: [1, 2, 3] },
      { $push: { a: { $each: [9], $position: -1 } } },
      { a: [1, 2, 9, 3] },
    ],
    ['$position before the beginning', { a: [1] }, { $push: { a: { $each: [9], $position: -5 } } }, { a: [9, 1] }],
    ['$position behind the end', { a: [1] }, { $push: { a: { $each: [9], $position: 5 } } }, { a: [1, 9] }],
    ['$slice 0 empties', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 0 } } }, { a: [] }],
    ['$slice keeps the first', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 2 } } }, { a: [1, 2] }],
    ['$sort applies to what was there', { a: [3, 1] }, { $push: { a: { $each: [], $sort: 1 } } }, { a: [1, 3] }],
    [
      '$sort downwards by types',
      { a: ['x', 2] },
      { $push: { a: { $each: [null], $sort: -1 } } },
      { a: ['x', 2, null] },
    ],
    [
      '$sort by a path',
      { a: [{ o: { n: 2 } }] },
      { $push: { a: { $each: [{ o: { n: 1 } }, {}], $sort: { 'o.n': 1 } } } },
      { a: [{}, { o: { n: 1 } }, { o: { n: 2 } }] },
    ],
  ]);
});

describe('manual, "$addToSet", "$pop"', () => {
  gives([
    ['$addToSet of an array adds the array', { a: [1] }, { $addToSet: { a: [1] } }, { a: [1, [1]] }],
    ['$addToSet to a missing field', {}, { $addToSet: { a: 1 } }, { a: [1] }],
    ['$addToSet leaves what is there twice', { a: [1, 1] }, { $addToSet: { a: 1 } }, { a: [1, 1] }],
    ['$addToSet takes numbers of other types for equal', { a: [1] }, { $addToSet: { a: 1.0 } }, { a: [1] }],
    [
      '$addToSet tells documents apart by the order of fields',
      { a: [{ x: 1, y: 2 }] },
      { $addToSet: { a: { y: 2, x: 1 } } },
      {
        a: [
          { x: 1, y: 2 },
          { y: 2, x: 1 },
        ],
      },
    ],
    ['$pop of an empty array', { a: [] }, { $pop: { a: 1 } }, { a: [] }],
    ['$pop of a missing field', { b: 1 }, { $pop: { a: 1 } }, { b: 1 }],
    ['$pop below', { a: { b: [1, 2] } }, { $pop: { 'a.b': -1 } }, { a: { b: [2] } }],
  ]);
});

describe('manual, "$pull", "$pullAll"', () => {
  gives([
    ['a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
    ['$in', { a: ['x', 'y', 'z'] }, { $pull: { a: { $in: ['x', 'z'] } } }, { a: ['y'] }],
    ['a regular expression', { a: ['ax', 'b'] }, { $pull: { a: /^a/ } }, { a: ['b'] }],
    ['a whole array as an element', { a: [[1], [2]] }, { $pull: { a: [1] } }, { a: [[2]] }],
    [
      'documents by two conditions',
      {
        a: [
          { n: 1, k: 'x' },
          { n: 9, k: 'x' },
        ],
      },
      { $pull: { a: { n: { $gte: 5 }, k: 'x' } } },
      { a: [{ n: 1, k: 'x' }] },
    ],
    [
      'documents by what their own arrays hold',
      { a: [{ l: [{ n: 1 }, { n: 2 }] }, { l: [{ n: 1 }] }] },
      { $pull: { a: { l: { $elemMatch: { n: 2 } } } } },
      { a: [{ l: [{ n: 1 }] }] },
    ],
    [
      'in every document of an array',
      { a: [{ l: [1, 2] }, { l: [2] }] },
      { $pull: { 'a.$[].l': 2 } },
      { a: [{ l: [1] }, { l: [] }] },
    ],
    ['of a missing field', { b: 1 }, { $pull: { a: 1 } }, { b: 1 }],
    [
      '$pullAll of documents takes equal ones only',
      { a: [{ x: 1 }, { x: 1, y: 2 }] },
      { $pullAll: { a: [{ x: 1 }] } },
      { a: [{ x: 1, y: 2 }] },
    ],
    ['$pullAll of nothing', { a: [1] }, { $pullAll: { a: [] } }, { a: [1] }],
  ]);
});

describe('manual, "$", "$[]", "$[<identifier>]"', () => {
  gives([
    [
      '$ with $elemMatch',
      {
        a: [
          { k: 1, n: 1 },
          { k: 2, n: 1 },
        ],
      },
      { $inc: { 'a.$.n': 5 } },
      {
        a: [
          { k: 1, n: 1 },
          { k: 2, n: 6 },
        ],
      },
      { filter: { a: { $elemMatch: { k: 2, n: 1 } } } },
    ],
    ['$ with $unset leaves null', { a: [1, 2] }, { $unset: { 'a.$': 1 } }, { a: [1, null] }, { filter: { a: 2 } }],
    [
      '$ with $push into an inner array',
      { a: [{ k: 1, l: [] }] },
      { $push: { 'a.$.l': 7 } },
      { a: [{ k: 1, l: [7] }] },
      { filter: { 'a.k': 1 } },
    ],
    ['$[] of an empty array', { a: [] }, { $set: { 'a.$[]': 1 } }, { a: [] }],
    ['$[] twice', { a: [[1, 2], [3]] }, { $inc: { 'a.$[].$[]': 1 } }, { a: [[2, 3], [4]] }],
    ['$[] of fields that are missing', { a: [{}, { n: 1 }] }, { $inc: { 'a.$[].n': 1 } }, { a: [{ n: 1 }, { n: 2 }] }],
    [
      '$[x] by a field below',
      { a: [{ o: { n: 1 } }, { o: { n: 2 } }] },
      { $set: { 'a.$[x].hit': true } },
      { a: [{ o: { n: 1 } }, { o: { n: 2 }, hit: true }] },
      { arrayFilters: [{ 'x.o.n': { $gt: 1 } }] },
    ],
    [
      '$[x] by $or',
      { a: [1, 5, 9] },
      { $set: { 'a.$[x]': 0 } },
      { a: [0, 5, 0] },
      { arrayFilters: [{ $or: [{ x: 1 }, { x: 9 }] }] },
    ],
    ['$[x] that nothing fits', { a: [1] }, { $set: { 'a.$[x]': 0 } }, { a: [1] }, { arrayFilters: [{ x: 9 }] }],
    [
      '$[x] in two operators',
      { a: [{ n: 1, m: 1 }] },
      { $inc: { 'a.$[x].n': 1 }, $unset: { 'a.$[x].m': 1 } },
      { a: [{ n: 2 }] },
      { arrayFilters: [{ 'x.n': 1 }] },
    ],
  ]);
});

describe('what an update of arrays refuses', () => {
  test.each<[string, Document, Document, number, Options?]>([
    ['$push with an unknown modifier', { a: [] }, { $push: { a: { $each: [1], $nope: 1 } } }, 2],
    ['$push of $each that is no array', { a: [] }, { $push: { a: { $each: 1 } } }, 2],
    ['$push at half a place', { a: [] }, { $push: { a: { $each: [1], $position: 0.5 } } }, 2],
    ['$push sorted by 2', { a: [] }, { $push: { a: { $each: [1], $sort: 2 } } }, 2],
    ['$push sorted by no field', { a: [] }, { $push: { a: { $each: [1], $sort: {} } } }, 2],
    ['$addToSet to a scalar', { a: 1 }, { $addToSet: { a: 1 } }, 2],
    ['$addToSet of $each that is no array', { a: [] }, { $addToSet: { a: { $each: 1 } } }, 14],
    ['$addToSet with another modifier', { a: [] }, { $addToSet: { a: { $each: [1], $slice: 1 } } }, 2],
    ['$pop of a scalar', { a: 1 }, { $pop: { a: 1 } }, 14],
    ['$pop by text', { a: [1] }, { $pop: { a: 'x' } }, 9],
    ['$pull from a scalar', { a: 1 }, { $pull: { a: 1 } }, 2],
    ['$pullAll of a scalar', { a: [1] }, { $pullAll: { a: 1 } }, 2],
    ['$ twice in a path', { a: [[1]] }, { $set: { 'a.$.$': 1 } }, 2, { filter: { a: [1] } }],
    ['$[] of a missing field', {}, { $set: { 'a.$[]': 1 } }, 2],
    ['two filters of one name', { a: [1] }, { $set: { 'a.$[x]': 1 } }, 9, { arrayFilters: [{ x: 1 }, { x: 2 }] }],
    ['a filter of two names', { a: [1] }, { $set: { 'a.$[x]': 1 } }, 9, { arrayFilters: [{ x: 1, y: 2 }] }],
    ['a filter of no name', { a: [1] }, { $set: { 'a.$[x]': 1 } }, 9, { arrayFilters: [{}] }],
    ['a filter whose name has a capital', { a: [1] }, { $set: { 'a.$[X]': 1 } }, 2, { arrayFilters: [{ X: 1 }] }],
    [
      'a filter with $expr',
      { a: [1] },
      { $set: { 'a.$[x]': 1 } },
      224,
      { arrayFilters: [{ $and: [{ x: 1 }, { $expr: true }] }] },
    ],
    ['filters beside a pipeline', { a: [1] }, [{ $set: { a: 1 } }] as never, 9, { arrayFilters: [{ x: 1 }] }],
  ])('%s', async (_title, before, update, code, { filter = {}, arrayFilters } = {}) => {
    await items.insertOne({ ...before, _id: 1 as never });
    expect(await codeOf(items.updateOne(filter, update, arrayFilters ? { arrayFilters } : {}))).toBe(code);
    expect(await items.findOne({})).toEqual({ _id: 1, ...before });
  });
});
