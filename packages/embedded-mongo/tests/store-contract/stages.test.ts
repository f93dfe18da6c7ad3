import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { type ContractServer, openServer } from './server.ts';

let server: ContractServer;
let items: Collection;

beforeAll(async () => {
  server = await openServer('stages');
  items = server.db.collection('items');
  await items.insertMany([
    { _id: 1, a: [1, 2], b: { c: [3] }, keys: ['x', 'y'] },
    { _id: 2, a: [], b: { c: 'one' }, keys: 'x' },
    { _id: 3, a: null, b: { c: [] } },
    { _id: 4, b: 5, keys: null },
  ] as never[]);
});
afterAll(() => server.close());

const run = (pipeline: Document[]): Promise<Document[]> => items.aggregate(pipeline).toArray();

type Row = [title: string, pipeline: Document[], result: Document[]];

describe('manual, "$unwind"', () => {
  test.each<Row>([
    [
      'a scalar counts as an array of one',
      [{ $unwind: '$b.c' }, { $project: { v: '$b.c' } }],
      [
        { _id: 1, v: 3 },
        { _id: 2, v: 'one' },
      ],
    ],
    ['a path through a scalar finds nothing', [{ $match: { _id: 4 } }, { $unwind: '$b.c' }], []],
    [
      'what is kept of an empty array has no field',
      [{ $match: { _id: 2 } }, { $unwind: { path: '$a', preserveNullAndEmptyArrays: true } }],
      [{ _id: 2, b: { c: 'one' }, keys: 'x' }],
    ],
    [
      'what is kept of null has null',
      [{ $match: { _id: 3 } }, { $unwind: { path: '$a', preserveNullAndEmptyArrays: true } }, { $project: { a: 1 } }],
      [{ _id: 3, a: null }],
    ],
    [
      'the index of a scalar is null',
      [{ $match: { _id: 2 } }, { $unwind: { path: '$keys', includeArrayIndex: 'at' } }, { $project: { at: 1 } }],
      [{ _id: 2, at: null }],
    ],
    [
      'the index may go below',
      [{ $match: { _id: 1 } }, { $unwind: { path: '$a', includeArrayIndex: 'b.at' } }, { $project: { b: 1 } }],
      [
        { _id: 1, b: { c: [3], at: 0 } },
        { _id: 1, b: { c: [3], at: 1 } },
      ],
    ],
  ])('%s', async (_title, pipeline, result) => {
    expect(await run([{ $sort: { _id: 1 } }, ...pipeline])).toEqual(result);
  });
});

describe('manual, "$project", "$addFields", "$unset", "$replaceWith"', () => {
  test.each<Row>([
    [
      'inclusion goes into arrays of documents',
      [{ $match: { _id: 1 } }, { $set: { d: [{ p: 1, q: 2 }, 5, { q: 3 }] } }, { $project: { 'd.p': 1 } }],
      [{ _id: 1, d: [{ p: 1 }, {}] }],
    ],
    [
      'exclusion goes into arrays of documents',
      [{ $match: { _id: 4 } }, { $set: { d: [{ p: 1, q: 2 }, 5] } }, { $project: { 'd.p': 0, keys: 0 } }],
      [{ _id: 4, b: 5, d: [{ q: 2 }, 5] }],
    ],
    ['inclusion below a scalar drops it', [{ $match: { _id: 4 } }, { $project: { 'b.c': 1 } }], [{ _id: 4 }]],
    [
      'a nested specification is a path',
      [{ $match: { _id: 2 } }, { $project: { b: { c: 1 } } }],
      [{ _id: 2, b: { c: 'one' } }],
    ],
    [
      'fields keep the order of the document, computed ones come last',
      [{ $match: { _id: 2 } }, { $project: { n: { $literal: 1 }, keys: 1, a: 1 } }],
      [{ _id: 2, a: [], keys: 'x', n: 1 }],
    ],
    ['_id alone', [{ $match: { _id: 2 } }, { $project: { _id: 1 } }], [{ _id: 2 }]],
    ['everything but _id', [{ $match: { _id: 4 } }, { $project: { _id: 0 } }], [{ b: 5, keys: null }]],
    [
      'a computed field sees the document as it was',
      [{ $match: { _id: 4 } }, { $project: { b: { $add: ['$b', 1] }, old: '$b' } }],
      [{ _id: 4, b: 6, old: 5 }],
    ],
    [
      '$addFields sets in every document of an array',
      [
        { $match: { _id: 4 } },
        { $set: { d: [{}, { p: 1 }] } },
        { $addFields: { 'd.q': '$b' } },
        { $project: { d: 1 } },
      ],
      [{ _id: 4, d: [{ q: 5 }, { p: 1, q: 5 }] }],
    ],
    [
      '$addFields puts a document where a scalar was',
      [{ $match: { _id: 4 } }, { $addFields: { 'b.c': 1 } }, { $project: { b: 1 } }],
      [{ _id: 4, b: { c: 1 } }],
    ],
    [
      '$addFields keeps the place of a field',
      [{ $match: { _id: 4 } }, { $addFields: { b: 7, z: 1 } }],
      [{ _id: 4, b: 7, keys: null, z: 1 }],
    ],
    ['$unset reaches below', [{ $match: { _id: 2 } }, { $unset: ['b.c', 'a'] }], [{ _id: 2, b: {}, keys: 'x' }]],
    [
      '$replaceWith of a merged document',
      [{ $match: { _id: 2 } }, { $replaceWith: { $mergeObjects: [{ d: 1 }, '$b'] } }],
      [{ d: 1, c: 'one' }],
    ],
  ])('%s', async (_title, pipeline, result) => {
    const got = await run(pipeline);
    expect(got).toEqual(result);
    expect(got.map((d) => Object.keys(d))).toEqual(result.map((d) => Object.keys(d)));
  });
});

describe('manual, "$bucket", "$bucketAuto", "$sample", "$sortByCount", "$facet", "$redact", "$count"', () => {
  test.each<Row>([
    [
      'a bucket has its lower bound and not its upper',
      [{ $bucket: { groupBy: '$_id', boundaries: [1, 3, 5] } }],
      [
        { _id: 1, count: 2 },
        { _id: 3, count: 2 },
      ],
    ],
    ['empty buckets are left out', [{ $bucket: { groupBy: '$_id', boundaries: [0, 1, 9] } }], [{ _id: 1, count: 4 }]],
    [
      'the default comes in its place',
      [
        { $bucket: { groupBy: '$_id', boundaries: [2, 4], default: 0, output: { ids: { $push: '$_id' } } } },
        { $project: { n: { $size: '$ids' } } },
      ],
      [
        { _id: 0, n: 2 },
        { _id: 2, n: 2 },
      ],
    ],
    [
      '$bucketAuto never parts equal values',
      [{ $bucketAuto: { groupBy: { $gt: ['$_id', 3] }, buckets: 4 } }],
      [
        { _id: { min: false, max: true }, count: 3 },
        { _id: { min: true, max: true }, count: 1 },
      ],
    ],
    [
      '$bucketAuto of fewer documents than buckets',
      [{ $match: { _id: { $lt: 3 } } }, { $bucketAuto: { groupBy: '$_id', buckets: 5 } }],
      [
        { _id: { min: 1, max: 2 }, count: 1 },
        { _id: { min: 2, max: 2 }, count: 1 },
      ],
    ],
    ['$sample of more than there are gives all', [{ $sample: { size: 10 } }, { $count: 'n' }], [{ n: 4 }]],
    [
      '$sample gives as many as asked for, each once',
      [{ $sample: { size: 3 } }, { $group: { _id: '$_id' } }, { $count: 'n' }],
      [{ n: 3 }],
    ],
    ['$sortByCount of an expression', [{ $sortByCount: { $type: '$a' } }, { $limit: 1 }], [{ _id: 'array', count: 2 }]],
    [
      '$facet of an empty pipeline gives everything',
      [{ $match: { _id: 4 } }, { $facet: { all: [] } }],
      [{ all: [{ _id: 4, b: 5, keys: null }] }],
    ],
    [
      '$facet of nothing gives one document',
      [{ $match: { _id: 9 } }, { $facet: { all: [], n: [{ $count: 'n' }] } }],
      [{ all: [], n: [] }],
    ],
    [
      '$redact descends level by level',
      [
        { $match: { _id: 1 } },
        { $set: { b: { hide: true, x: 1 }, d: [{ hide: true }, { y: 1 }] } },
        { $redact: { $cond: ['$hide', '$$PRUNE', '$$DESCEND'] } },
      ],
      [{ _id: 1, a: [1, 2], keys: ['x', 'y'], d: [{ y: 1 }] }],
    ],
    ['$count counts', [{ $count: 'n' }], [{ n: 4 }]],
    ['$skip beyond the end', [{ $skip: 9 }], []],
    [
      '$limit after $skip',
      [{ $sort: { _id: -1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }],
      [{ _id: 3 }, { _id: 2 }],
    ],
    [
      '$sort keeps to missing, null, numbers, text',
      [
        { $project: { v: { $arrayElemAt: [[{ $literal: 2 }, 'x', null, '$nope'], { $subtract: ['$_id', 1] }] } } },
        { $sort: { v: 1, _id: 1 } },
        { $project: { _id: 1 } },
      ],
      [{ _id: 3 }, { _id: 4 }, { _id: 1 }, { _id: 2 }],
    ],
  ])('%s', async (_title, pipeline, result) => {
    expect(await run(pipeline)).toEqual(result);
  });

  test('$documents makes documents where there is no collection', async () => {
    if (!server.atLeast('5.1')) return;
    const got = await server.db
      .aggregate([{ $documents: [{ a: 1 }, { a: { $add: [1, 1] } }] }, { $match: { a: 2 } }])
      .toArray();
    expect(got).toEqual([{ a: 2 }]);
  });
});
