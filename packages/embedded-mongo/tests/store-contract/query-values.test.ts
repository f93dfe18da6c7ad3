import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Collection, Decimal128, type Document, Long, MaxKey, Timestamp } from 'mongodb';
import { type ContractServer, openServer } from './server.ts';

let server: ContractServer;
let items: Collection<Document>;
/** The same documents with an index on `v` and on `v.a`. */
let indexed: Collection<Document>;

beforeAll(async () => {
  server = await openServer('query_values');
  items = server.db.collection('items');
  indexed = server.db.collection('indexed');
  await indexed.createIndexes([{ key: { v: 1 } }, { key: { 'v.a': -1 } }]);
});
afterAll(() => server.close());

interface Row {
  title: string;
  /** Values of `v` of documents 1, 2, 3 …; undefined is a missing field. */
  values: unknown[];
  filter: Document;
  found: number[];
}

const d = (n: string): Decimal128 => Decimal128.fromString(n);
const rows: Row[] = [
  { title: '$size 0', values: [[], [1], null, undefined], filter: { v: { $size: 0 } }, found: [1] },
  {
    title: '$size counts the outer array',
    values: [
      [[1, 2], [3]],
      [1, 2, 3],
    ],
    filter: { v: { $size: 2 } },
    found: [1],
  },

  {
    title: '$all over elements of an array of arrays',
    values: [[[1, 2]], [1, 2]],
    filter: { v: { $all: [[1, 2]] } },
    found: [1, 2],
  },
  {
    title: '$all with $elemMatch',
    values: [
      [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ],
      [{ a: 1, b: 4 }],
    ],
    filter: { v: { $all: [{ $elemMatch: { a: 1, b: 2 } }, { $elemMatch: { a: 3 } }] } },
    found: [1],
  },
  {
    title: '$all with regular expressions',
    values: [['ax', 'by'], ['ax']],
    filter: { v: { $all: [/^a/, /^b/] } },
    found: [1],
  },
  {
    title: '$all with null',
    values: [[null, 1], [1], null, undefined],
    filter: { v: { $all: [null] } },
    found: [1, 3, 4],
  },

  {
    title: '$elemMatch with $in',
    values: [[1, 9], [2], 9],
    filter: { v: { $elemMatch: { $in: [9, 2] } } },
    found: [1, 2],
  },
  {
    title: '$elemMatch with $not',
    values: [[1, 2], [1], []],
    filter: { v: { $elemMatch: { $not: { $lt: 2 } } } },
    found: [1],
  },
  {
    title: '$elemMatch in $elemMatch',
    values: [
      [[1, 5], [2]],
      [[1], [9]],
    ],
    filter: { v: { $elemMatch: { $elemMatch: { $gt: 1, $lt: 9 } } } },
    found: [1],
  },
  {
    title: '$elemMatch on documents with $or',
    values: [[{ a: 1 }, { a: 2 }], [{ a: 3 }]],
    filter: { v: { $elemMatch: { $or: [{ a: 2 }, { b: 1 }] } } },
    found: [1],
  },
  {
    title: '$elemMatch takes an inner array for a document of indexes',
    values: [[[7, 8]], [[8, 7]]],
    filter: { v: { $elemMatch: { 0: 7 } } },
    found: [1],
  },
  {
    title: '$elemMatch of nothing finds every array of documents',
    values: [[{}], [1], []],
    filter: { v: { $elemMatch: {} } },
    found: [1],
  },
  {
    title: '$not of $elemMatch',
    values: [[1], [5], 5, undefined],
    filter: { v: { $not: { $elemMatch: { $gt: 3 } } } },
    found: [1, 3, 4],
  },

  {
    title: 'a path finds in documents of arrays of arrays by index only',
    values: [[[{ a: 1 }]], [{ a: 1 }]],
    filter: { 'v.a': 1 },
    found: [2],
  },
  {
    title: 'an index and then a field',
    values: [[{ a: 1 }, { a: 2 }], [{ a: 2 }]],
    filter: { 'v.1.a': 2 },
    found: [1],
  },
  { title: 'an index of an inner array', values: [[[1, 2], [3]], [[3]]], filter: { 'v.0.1': 2 }, found: [1] },
  {
    title: '$exists of a field in any element',
    values: [[{ a: 1 }, {}], [{}], { a: null }],
    filter: { 'v.a': { $exists: true } },
    found: [1, 3],
  },
  {
    title: '$exists: false of a field no element has',
    values: [[{ a: 1 }, {}], [{}], 1, undefined],
    filter: { 'v.a': { $exists: false } },
    found: [2, 3, 4],
  },
  {
    title: 'null at a path through an empty array',
    values: [[], [{}], [{ a: 1 }], [1]],
    filter: { 'v.a': null },
    found: [2],
  },
  {
    title: '$ne null at a path',
    values: [[{ a: 1 }], [{}], { a: 1 }, {}],
    filter: { 'v.a': { $ne: null } },
    found: [1, 3],
  },
  {
    title: '$in with an array finds the whole array',
    values: [[1, 2], [[1, 2]], [2, 1]],
    filter: { v: { $in: [[1, 2]] } },
    found: [1, 2],
  },
  { title: 'an empty array is equal to itself', values: [[], [[]], null], filter: { v: [] }, found: [1, 2] },
  { title: '$in of nothing', values: [1, null, undefined], filter: { v: { $in: [] } }, found: [] },
  { title: '$nin of nothing', values: [1, null, undefined], filter: { v: { $nin: [] } }, found: [1, 2, 3] },

  {
    title: '$gt of an array compares whole arrays',
    values: [[1, 2], [3], 5, [0, 9]],
    filter: { v: { $gt: [1, 1] } },
    found: [1, 2],
  },
  { title: '$lt of a document', values: [{ a: 1 }, { a: 3 }, 1], filter: { v: { $lt: { a: 2 } } }, found: [1] },
  { title: '$gte of a boolean', values: [false, true, 1], filter: { v: { $gte: false } }, found: [1, 2] },
  { title: '$lte of text', values: ['a', 'b', 1, ['A']], filter: { v: { $lte: 'a' } }, found: [1, 4] },
  {
    title: '$lt of a timestamp',
    values: [new Timestamp({ t: 1, i: 1 }), new Timestamp({ t: 2, i: 1 }), new Date(1)],
    filter: { v: { $lt: new Timestamp({ t: 2, i: 0 }) } },
    found: [1],
  },
  {
    title: '$gte of a decimal finds every kind of number',
    values: [1, new Long(2), d('2.50'), 2.4999],
    filter: { v: { $gte: d('2.5') } },
    found: [3],
  },
  {
    title: '$lte NaN finds NaN alone',
    values: [Number.NaN, 1, Number.NEGATIVE_INFINITY],
    filter: { v: { $lte: Number.NaN } },
    found: [1],
  },
  {
    title: '$lt infinity',
    values: [Number.NaN, 1, Number.POSITIVE_INFINITY],
    filter: { v: { $lt: Number.POSITIVE_INFINITY } },
    found: [2],
  },
  {
    title: '$lte MaxKey finds whatever is there',
    values: [1, null, new MaxKey(), []],
    filter: { v: { $lte: new MaxKey() } },
    found: [1, 2, 3, 4],
  },
  { title: '-0 is equal to 0', values: [-0, 0, d('-0.0')], filter: { v: 0 }, found: [1, 2, 3] },
  { title: '0.1 as a double is not 0.1 as a decimal', values: [0.1, d('0.1')], filter: { v: d('0.1') }, found: [2] },

  {
    title: 'a regular expression across lines',
    values: ['a\nb', 'b'],
    filter: { v: { $regex: '^b', $options: 'm' } },
    found: [1, 2],
  },
  { title: 'a regular expression with a prefix', values: ['漏水了', '水漏', '漏'], filter: { v: /^漏水/ }, found: [1] },
  {
    title: '$not of $regex',
    values: ['ab', 'b', 5, undefined],
    filter: { v: { $not: { $regex: 'a' } } },
    found: [2, 3, 4],
  },
  {
    title: '$regex beside another operator',
    values: ['ab', 'abc'],
    filter: { v: { $regex: '^a', $ne: 'ab' } },
    found: [2],
  },

  { title: '$nor of one is its negation', values: [1, 2, undefined], filter: { $nor: [{ v: 1 }] }, found: [2, 3] },
  {
    title: '$and in $or in $and',
    values: [1, 5, 9],
    filter: { $and: [{ $or: [{ v: 1 }, { $and: [{ v: { $gt: 4 } }, { v: { $lt: 6 } }] }] }] },
    found: [1, 2],
  },
  {
    title: '$expr with arrays',
    values: [[1, 2], [3], 1],
    filter: {
      $expr: { $and: [{ $isArray: '$v' }, { $gt: [{ $size: { $cond: [{ $isArray: '$v' }, '$v', []] } }, 1] }] },
    },
    found: [1],
  },
  {
    title: '$expr beside a condition',
    values: [1, 2, 3],
    filter: { v: { $gt: 1 }, $expr: { $lt: ['$v', 3] } },
    found: [2],
  },
  {
    title: 'several operators on one field',
    values: [1, 5, 9, 'a'],
    filter: { v: { $gt: 1, $lte: 9, $ne: 5 } },
    found: [3],
  },
];

describe('manual, "Query Predicates": values of all types, with and without an index', () => {
  test.each(rows)('$title', async ({ values, filter, found }) => {
    const docs = values.map((v, i) => (v === undefined ? { _id: i + 1 } : { _id: i + 1, v }));
    for (const c of [items, indexed]) {
      await c.deleteMany({});
      await c.insertMany(docs as never[]);
      const hits = await c.find(filter, { sort: { _id: 1 }, projection: { _id: 1 } }).toArray();
      expect([c.collectionName, hits.map((hit) => hit._id)]).toEqual([c.collectionName, found]);
    }
  });
});
