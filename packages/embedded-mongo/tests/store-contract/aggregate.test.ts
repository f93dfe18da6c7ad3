import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

let server: ContractServer;
let tickets: Collection;
let houses: Collection;

beforeAll(async () => {
  server = await openServer('aggregate');
});
afterAll(() => server.close());
beforeEach(async () => {
  tickets = server.db.collection('tickets');
  houses = server.db.collection('houses');
  await Promise.all([tickets.deleteMany({}), houses.deleteMany({})]);
  await tickets.insertMany([
    { _id: 1, house: 'A1', kind: 'BX', fee: 30, tags: ['water', 'leak'] },
    { _id: 2, house: 'A1', kind: 'TS', fee: 0, tags: [] },
    { _id: 3, house: 'B2', kind: 'BX', fee: 80 },
    { _id: 4, house: 'C3', kind: 'BX', fee: 50, tags: ['lift'] },
  ] as never[]);
  await houses.insertMany([
    { _id: 'A1', owner: 'Zhang' },
    { _id: 'B2', owner: 'Li', parent: 'A1' },
    { _id: 'D4', owner: 'Wang', parent: 'B2' },
  ] as never[]);
});

const run = (pipeline: Document[], options = {}): Promise<Document[]> => tickets.aggregate(pipeline, options).toArray();

interface Row {
  title: string;
  pipeline: Document[];
  result: Document[];
}

const rows: Row[] = [
  {
    title: '$match, $sort, $skip, $limit',
    pipeline: [
      { $match: { kind: 'BX' } },
      { $sort: { fee: -1 } },
      { $skip: 1 },
      { $limit: 1 },
      { $project: { fee: 1 } },
    ],
    result: [{ _id: 4, fee: 50 }],
  },
  {
    title: '$project computes, renames and leaves out',
    pipeline: [
      { $match: { _id: 1 } },
      { $project: { _id: 0, k: '$kind', double: { $multiply: ['$fee', 2] }, first: { $arrayElemAt: ['$tags', 0] } } },
    ],
    result: [{ k: 'BX', double: 60, first: 'water' }],
  },
  {
    title: '$project leaves fields out',
    pipeline: [{ $match: { _id: 3 } }, { $project: { fee: 0 } }],
    result: [{ _id: 3, house: 'B2', kind: 'BX' }],
  },
  {
    title: '$addFields reaches into documents',
    pipeline: [{ $match: { _id: 3 } }, { $addFields: { 'x.y': 1, kind: '$$REMOVE' } }],
    result: [{ _id: 3, house: 'B2', fee: 80, x: { y: 1 } }],
  },
  {
    title: '$unset',
    pipeline: [{ $match: { _id: 3 } }, { $unset: ['fee', 'kind'] }],
    result: [{ _id: 3, house: 'B2' }],
  },
  {
    title: '$group with accumulators',
    pipeline: [
      { $group: { _id: '$kind', n: { $sum: 1 }, sum: { $sum: '$fee' }, avg: { $avg: '$fee' }, max: { $max: '$fee' } } },
      { $sort: { _id: 1 } },
    ],
    result: [
      { _id: 'BX', n: 3, sum: 160, avg: 160 / 3, max: 80 },
      { _id: 'TS', n: 1, sum: 0, avg: 0, max: 0 },
    ],
  },
  {
    title: '$group of all, pushing and choosing',
    pipeline: [
      { $sort: { _id: 1 } },
      { $group: { _id: null, first: { $first: '$_id' }, last: { $last: '$_id' }, all: { $push: '$fee' } } },
    ],
    result: [{ _id: null, first: 1, last: 4, all: [30, 0, 80, 50] }],
  },
  {
    title: '$group by a document',
    pipeline: [{ $group: { _id: { k: '$kind', h: '$house' } } }, { $count: 'n' }],
    result: [{ n: 4 }],
  },
  { title: '$count of nothing gives nothing', pipeline: [{ $match: { kind: 'none' } }, { $count: 'n' }], result: [] },
  {
    title: '$unwind drops what is empty or missing',
    pipeline: [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
    result: [
      { _id: 1, tags: 'water' },
      { _id: 1, tags: 'leak' },
      { _id: 4, tags: 'lift' },
    ],
  },
  {
    title: '$unwind may keep it and count',
    pipeline: [
      { $match: { _id: { $in: [1, 2, 3] } } },
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
      { $project: { tags: 1, i: 1 } },
    ],
    result: [
      { _id: 1, tags: 'water', i: 0 },
      { _id: 1, tags: 'leak', i: 1 },
      { _id: 2, i: null },
      { _id: 3, i: null },
    ],
  },
  {
    title: '$lookup by equality',
    pipeline: [
      { $match: { _id: { $in: [1, 4] } } },
      { $lookup: { from: 'houses', localField: 'house', foreignField: '_id', as: 'h' } },
      { $project: { h: 1 } },
    ],
    result: [
      { _id: 1, h: [{ _id: 'A1', owner: 'Zhang' }] },
      { _id: 4, h: [] },
    ],
  },
  {
    title: '$lookup by a pipeline with let',
    pipeline: [
      { $match: { _id: 3 } },
      {
        $lookup: {
          from: 'houses',
          let: { id: '$house' },
          pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$id'] } } }, { $project: { _id: 0, owner: 1 } }],
          as: 'h',
        },
      },
      { $project: { h: 1 } },
    ],
    result: [{ _id: 3, h: [{ owner: 'Li' }] }],
  },
  {
    title: '$lookup of a missing field finds what lacks it too',
    pipeline: [
      { $match: { _id: 1 } },
      { $lookup: { from: 'houses', localField: 'nothing', foreignField: 'parent', as: 'h' } },
      { $project: { n: { $size: '$h' } } },
    ],
    result: [{ _id: 1, n: 1 }],
  },
  {
    title: '$facet',
    pipeline: [{ $facet: { byKind: [{ $group: { _id: '$kind' } }, { $sort: { _id: 1 } }], total: [{ $count: 'n' }] } }],
    result: [{ byKind: [{ _id: 'BX' }, { _id: 'TS' }], total: [{ n: 4 }] }],
  },
  {
    title: '$bucket',
    pipeline: [{ $bucket: { groupBy: '$fee', boundaries: [0, 40, 60], default: 'more', output: { n: { $sum: 1 } } } }],
    result: [
      { _id: 0, n: 2 },
      { _id: 40, n: 1 },
      { _id: 'more', n: 1 },
    ],
  },
  {
    title: '$bucketAuto',
    pipeline: [{ $bucketAuto: { groupBy: '$fee', buckets: 2 } }],
    result: [
      { _id: { min: 0, max: 50 }, count: 2 },
      { _id: { min: 50, max: 80 }, count: 2 },
    ],
  },
  {
    title: '$sortByCount',
    pipeline: [{ $sortByCount: '$kind' }],
    result: [
      { _id: 'BX', count: 3 },
      { _id: 'TS', count: 1 },
    ],
  },
  {
    title: '$replaceRoot',
    pipeline: [{ $match: { _id: 1 } }, { $replaceRoot: { newRoot: { h: '$house' } } }],
    result: [{ h: 'A1' }],
  },
  {
    title: '$unionWith',
    pipeline: [
      { $match: { _id: 1 } },
      { $project: { house: 1 } },
      { $unionWith: { coll: 'houses', pipeline: [{ $match: { _id: 'A1' } }] } },
    ],
    result: [
      { _id: 1, house: 'A1' },
      { _id: 'A1', owner: 'Zhang' },
    ],
  },
  {
    title: '$graphLookup',
    pipeline: [
      { $limit: 1 },
      {
        $graphLookup: {
          from: 'houses',
          startWith: 'D4',
          connectFromField: 'parent',
          connectToField: '_id',
          as: 'up',
          depthField: 'd',
        },
      },
      { $project: { up: { $sortArray: { input: '$up', sortBy: { d: 1 } } } } },
    ],
    result: [
      {
        _id: 1,
        up: [
          { _id: 'D4', owner: 'Wang', parent: 'B2', d: 0 },
          { _id: 'B2', owner: 'Li', parent: 'A1', d: 1 },
          { _id: 'A1', owner: 'Zhang', d: 2 },
        ],
      },
    ],
  },
  {
    title: '$redact',
    pipeline: [
      { $match: { _id: { $in: [1, 2] } } },
      { $redact: { $cond: [{ $gt: ['$fee', 10] }, '$$KEEP', '$$PRUNE'] } },
      { $project: { _id: 1 } },
    ],
    result: [{ _id: 1 }],
  },
  {
    title: '$sort puts missing before values',
    pipeline: [{ $sort: { tags: 1, _id: 1 } }, { $project: { _id: 1 } }],
    result: [{ _id: 2 }, { _id: 3 }, { _id: 1 }, { _id: 4 }],
  },
];

describe('manual, "Aggregation Stages"', () => {
  test.each(rows)('$title', async ({ pipeline, result }) => {
    const got = await run(pipeline);
    expect(got).toEqual(result);
  });

  test('let is seen by every stage', async () => {
    const got = await run([{ $match: { $expr: { $eq: ['$fee', '$$wanted'] } } }, { $project: { _id: 1 } }], {
      let: { wanted: 80 },
    });
    expect(got).toEqual([{ _id: 3 }]);
  });

  test.each<[string, Document[], number]>([
    ['an unknown stage', [{ $nope: 1 }], 40324],
    ['a stage of two names', [{ $match: {}, $limit: 1 }], 40323],
    ['an unknown expression', [{ $project: { a: { $nope: 1 } } }], 31325],
    ['an unknown accumulator', [{ $group: { _id: 1, a: { $nope: 1 } } }], 15952],
    ['$group without _id', [{ $group: { a: { $sum: 1 } } }], 15955],
    ['a limit of nothing', [{ $limit: 0 }], 15958],
    ['$out in the middle', [{ $out: 'x' }, { $match: {} }], 40601],
    ['$out in a $facet', [{ $facet: { a: [{ $out: 'x' }] } }], 40600],
    ['$unwind without $', [{ $unwind: 'tags' }], 28818],
    ['inclusion and exclusion together', [{ $project: { a: 1, b: 0 } }], 31254],
    ['a root that is no document', [{ $replaceWith: '$fee' }], 40228],
    ['boundaries out of order', [{ $bucket: { groupBy: '$fee', boundaries: [5, 1] } }], 40194],
  ])('refuses %s', async (_title, pipeline, code) => {
    expect(await codeOf(run(pipeline))).toBe(code);
  });
});
