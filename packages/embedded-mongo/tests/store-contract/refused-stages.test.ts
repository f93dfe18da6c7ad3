import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection;

beforeAll(async () => {
  server = await openServer('refused_stages');
  items = server.db.collection('items');
  await items.insertOne({ a: [1] });
});
afterAll(() => server.close());

describe('stages refuse what the manual does not allow', () => {
  test.each<[string, Document, number | number[]]>([
    ['$match of a number', { $match: 1 }, 15959],
    ['$sort of nothing', { $sort: {} }, 15976],
    ['$sort by a name', { $sort: 'a' }, 15973],
    ['$sort in a direction of 2', { $sort: { a: 2 } }, 15975],
    ['$skip of -1', { $skip: -1 }, [5107200, 5107201]],
    ['$limit of half', { $limit: 1.5 }, 5107201],
    ['$count of a path', { $count: '$a' }, 40158],
    ['$count of a dotted name', { $count: 'a.b' }, 40160],
    ['$count of nothing', { $count: '' }, [40156, 40157]],
    ['$project of nothing', { $project: {} }, 51272],
    ['$project of paths within each other', { $project: { a: 1, 'a.b': 1 } }, 31249],
    ['$project of an empty document', { $project: { a: {} } }, 51270],
    ['$addFields of nothing', { $addFields: {} }, 40177],
    ['$addFields of a list', { $addFields: [1] }, 40272],
    ['$unset of a number', { $unset: 1 }, 31002],
    ['$replaceRoot without newRoot', { $replaceRoot: {} }, [40231, 40414]],
    ['$unwind with an unknown option', { $unwind: { path: '$a', x: 1 } }, 28811],
    ['$unwind of no path', { $unwind: {} }, 28812],
    ['$unwind with an index name that is a path', { $unwind: { path: '$a', includeArrayIndex: '$i' } }, 28822],
    ['$bucket without boundaries', { $bucket: { groupBy: '$a' } }, 40198],
    ['$bucket with one boundary', { $bucket: { groupBy: '$a', boundaries: [1] } }, 40192],
    ['$bucket with boundaries of two types', { $bucket: { groupBy: '$a', boundaries: [1, 'b'] } }, 40193],
    ['$bucket with a default inside', { $bucket: { groupBy: '$a', boundaries: [1, 5], default: 3 } }, 40199],
    ['$bucketAuto into no buckets', { $bucketAuto: { groupBy: '$a', buckets: 0 } }, 40243],
    ['$bucketAuto without a number', { $bucketAuto: { groupBy: '$a' } }, 40246],
    ['$sortByCount of a name', { $sortByCount: 'a' }, 40148],
    ['$sample without a size', { $sample: {} }, 28749],
    ['$sample of -1', { $sample: { size: -1 } }, 28747],
    ['$facet of nothing', { $facet: {} }, 40169],
    ['$facet in $facet', { $facet: { a: [{ $facet: { b: [] } }] } }, 40600],
    ['$redact to something else', { $redact: 'all' }, 17053],
    ['$lookup without as', { $lookup: { from: 'nodes', localField: 'a', foreignField: 'b' } }, 9],
    ['$lookup with half a condition', { $lookup: { from: 'nodes', localField: 'a', as: 'n' } }, 9],
    ['$lookup with a bad stage inside', { $lookup: { from: 'nodes', pipeline: [{ $nope: 1 }], as: 'n' } }, 40324],
    [
      '$graphLookup without as',
      { $graphLookup: { from: 'nodes', startWith: 1, connectFromField: 'a', connectToField: 'b' } },
      40105,
    ],
    [
      '$graphLookup to a depth of -1',
      {
        $graphLookup: {
          from: 'nodes',
          startWith: 1,
          connectFromField: 'a',
          connectToField: 'b',
          as: 'c',
          maxDepth: -1,
        },
      },
      40101,
    ],
    ['$unionWith of a number', { $unionWith: 1 }, 9],
  ])('%s', async (_title, stage, code) => {
    expect([code].flat()).toContain(await codeOf(items.aggregate([stage]).toArray()));
  });
});
