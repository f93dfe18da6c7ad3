import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { type ContractServer, openServer } from './server.ts';

let server: ContractServer;
let items: Collection;
let nodes: Collection;

beforeAll(async () => {
  server = await openServer('joins');
  items = server.db.collection('items');
  nodes = server.db.collection('nodes');
  await items.insertMany([
    { _id: 1, keys: ['x', 'y'] },
    { _id: 2, keys: 'x' },
    { _id: 3 },
    { _id: 4, keys: null },
  ] as never[]);
  await nodes.insertMany([
    { _id: 'x', to: ['y', 'z'], open: true },
    { _id: 'y', to: ['x'], open: true },
    { _id: 'z', to: [], open: false },
    { _id: 'w', to: null, open: true },
  ] as never[]);
});
afterAll(() => server.close());

const run = (pipeline: Document[]): Promise<Document[]> => items.aggregate(pipeline).toArray();

type Row = [title: string, pipeline: Document[], result: Document[]];

describe('manual, "$lookup", "$graphLookup", "$unionWith"', () => {
  const reach = (more: Document): Document[] => [
    { $limit: 1 },
    {
      $graphLookup: {
        from: 'nodes',
        startWith: '$keys',
        connectFromField: 'to',
        connectToField: '_id',
        as: 'r',
        ...more,
      },
    },
    { $unwind: '$r' },
    { $sort: { 'r._id': 1 } },
    { $replaceWith: { id: '$r._id', d: '$r.d' } },
  ];

  test.each<Row>([
    [
      'an array joins by each of its elements',
      [
        { $lookup: { from: 'nodes', localField: 'keys', foreignField: '_id', as: 'n' } },
        { $project: { n: { $size: '$n' } } },
      ],
      [
        { _id: 1, n: 2 },
        { _id: 2, n: 1 },
        { _id: 3, n: 0 },
        { _id: 4, n: 0 },
      ],
    ],
    [
      'an array on the other side is searched',
      [
        { $match: { _id: 2 } },
        { $lookup: { from: 'nodes', localField: 'keys', foreignField: 'to', as: 'n' } },
        { $project: { n: '$n._id' } },
      ],
      [{ _id: 2, n: ['y'] }],
    ],
    [
      'null joins with null and missing',
      [
        { $match: { _id: 4 } },
        { $lookup: { from: 'nodes', localField: 'keys', foreignField: 'to', as: 'n' } },
        { $project: { n: '$n._id' } },
      ],
      [{ _id: 4, n: ['w'] }],
    ],
    [
      'fields and a pipeline together',
      [
        { $match: { _id: 1 } },
        {
          $lookup: {
            from: 'nodes',
            localField: 'keys',
            foreignField: '_id',
            pipeline: [{ $match: { to: 'x' } }, { $project: { to: 1 } }],
            as: 'n',
          },
        },
        { $project: { n: 1 } },
      ],
      [{ _id: 1, n: [{ _id: 'y', to: ['x'] }] }],
    ],
    [
      'the result may go below',
      [
        { $match: { _id: 2 } },
        { $lookup: { from: 'nodes', localField: 'keys', foreignField: '_id', as: 'b.n' } },
        { $project: { 'b.n._id': 1 } },
      ],
      [{ _id: 2, b: { n: [{ _id: 'x' }] } }],
    ],
    [
      'a collection there is not',
      [
        { $match: { _id: 2 } },
        { $lookup: { from: 'nowhere', localField: 'keys', foreignField: '_id', as: 'n' } },
        { $project: { n: 1 } },
      ],
      [{ _id: 2, n: [] }],
    ],
    [
      '$graphLookup goes round a circle once',
      reach({ depthField: 'd' }),
      [
        { id: 'x', d: 0 },
        { id: 'y', d: 0 },
        { id: 'z', d: 1 },
      ],
    ],
    ['$graphLookup to a depth', reach({ maxDepth: 0 }), [{ id: 'x' }, { id: 'y' }]],
    [
      '$graphLookup through what matches',
      reach({ restrictSearchWithMatch: { open: true } }),
      [{ id: 'x' }, { id: 'y' }],
    ],
    ['$unionWith of a name alone', [{ $match: { _id: 4 } }, { $unionWith: 'nodes' }, { $count: 'n' }], [{ n: 5 }]],
    [
      '$unionWith of itself',
      [
        { $match: { _id: 4 } },
        { $unionWith: { coll: 'items', pipeline: [{ $match: { _id: 3 } }] } },
        { $project: { _id: 1 } },
      ],
      [{ _id: 4 }, { _id: 3 }],
    ],
  ])('%s', async (_title, pipeline, result) => {
    expect(await run([{ $sort: { _id: 1 } }, ...pipeline])).toEqual(result);
  });
});
