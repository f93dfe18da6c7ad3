import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  Binary,
  BSONRegExp,
  type Collection,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection<{ _id: number; [field: string]: unknown }>;

beforeAll(async () => {
  server = await openServer('query');
});
afterAll(() => server.close());
beforeEach(async () => {
  items = server.db.collection('items');
  await items.deleteMany({});
});

type Fields = Record<string, unknown>;

/** Inserts documents as 1, 2, 3… and returns which of them a filter finds. */
async function found(docs: Fields[], filter: Fields): Promise<number[]> {
  await items.insertMany(docs.map((d, i) => ({ ...d, _id: i + 1 })));
  const hits = await items
    .find(filter as never)
    .sort({ _id: 1 })
    .toArray();
  return hits.map((d) => d._id);
}

interface Row {
  title: string;
  docs: Fields[];
  filter: Fields;
  ids: number[];
}

const mixed: Fields[] = [
  { v: 1 },
  { v: 'a' },
  { v: null },
  {},
  { v: [1, 2] },
  { v: { x: 1 } },
  { v: true },
  { v: new Date(5) },
];

const rows: Row[] = [
  { title: 'equality finds a number in an array', docs: mixed, filter: { v: 1 }, ids: [1, 5] },
  { title: 'equality with null finds null and missing', docs: mixed, filter: { v: null }, ids: [3, 4] },
  {
    title: '$exists: true finds null but not missing',
    docs: mixed,
    filter: { v: { $exists: true } },
    ids: [1, 2, 3, 5, 6, 7, 8],
  },
  { title: '$exists: false', docs: mixed, filter: { v: { $exists: false } }, ids: [4] },
  {
    title: '$ne leaves out arrays that hold the value',
    docs: mixed,
    filter: { v: { $ne: 1 } },
    ids: [2, 3, 4, 6, 7, 8],
  },
  { title: '$gt compares within the type only', docs: mixed, filter: { v: { $gt: 0 } }, ids: [1, 5] },
  { title: '$gte null finds null and missing', docs: mixed, filter: { v: { $gte: null } }, ids: [3, 4] },
  { title: '$in with null', docs: mixed, filter: { v: { $in: ['a', null] } }, ids: [2, 3, 4] },
  { title: '$nin', docs: mixed, filter: { v: { $nin: [1, null] } }, ids: [2, 6, 7, 8] },
  { title: 'a whole array is equal to itself', docs: mixed, filter: { v: [1, 2] }, ids: [5] },
  {
    title: 'a document is equal only with its fields in order',
    docs: [{ v: { a: 1, b: 2 } }, { v: { b: 2, a: 1 } }],
    filter: { v: { a: 1, b: 2 } },
    ids: [1],
  },
  {
    title: 'a range over an array may be met by two elements',
    docs: [{ v: [1, 10] }, { v: [5] }],
    filter: { v: { $gt: 4, $lt: 6 } },
    ids: [1, 2],
  },
  {
    title: '$elemMatch wants one element for both',
    docs: [{ v: [1, 10] }, { v: [5] }],
    filter: { v: { $elemMatch: { $gt: 4, $lt: 6 } } },
    ids: [2],
  },
  {
    title: '$elemMatch on documents',
    docs: [{ v: [{ a: 1, b: 2 }] }, { v: [{ a: 1 }, { b: 2 }] }],
    filter: { v: { $elemMatch: { a: 1, b: 2 } } },
    ids: [1],
  },
  {
    title: '$elemMatch does not look at a plain document',
    docs: [{ v: { a: 1 } }],
    filter: { v: { $elemMatch: { a: 1 } } },
    ids: [],
  },
  {
    title: 'a dotted path goes through arrays',
    docs: [{ v: [{ a: 1 }, { a: 2 }] }, { v: { a: 2 } }, { v: [{ a: 3 }] }],
    filter: { 'v.a': 2 },
    ids: [1, 2],
  },
  { title: 'a number in a path is an index', docs: [{ v: [5, 6] }, { v: [6, 5] }], filter: { 'v.0': 5 }, ids: [1] },
  {
    title: 'a number in a path may be a field name',
    docs: [{ v: { 0: 5 } }, { v: { 1: 5 } }],
    filter: { 'v.0': 5 },
    ids: [1],
  },
  {
    title: 'null at a dotted path finds documents that lack it',
    docs: [{ v: [{ a: 1 }, {}] }, { v: [{ a: 1 }] }, {}],
    filter: { 'v.a': null },
    ids: [1, 3],
  },
  { title: '$all', docs: [{ v: [1, 2, 3] }, { v: [1] }, { v: 1 }], filter: { v: { $all: [1, 2] } }, ids: [1] },
  {
    title: '$all of one value finds a scalar',
    docs: [{ v: [1, 2, 3] }, { v: 1 }],
    filter: { v: { $all: [1] } },
    ids: [1, 2],
  },
  { title: '$all of nothing finds nothing', docs: [{ v: [] }, { v: [1] }], filter: { v: { $all: [] } }, ids: [] },
  { title: '$size', docs: [{ v: [1] }, { v: [[1], 2] }, { v: 1 }], filter: { v: { $size: 2 } }, ids: [2] },
  { title: '$mod', docs: [{ v: 4 }, { v: 5 }, { v: 'x' }, { v: 4.7 }], filter: { v: { $mod: [4, 0] } }, ids: [1, 4] },
  { title: '$type by alias', docs: mixed, filter: { v: { $type: 'string' } }, ids: [2] },
  { title: '$type array looks at the field itself', docs: mixed, filter: { v: { $type: 'array' } }, ids: [5] },
  {
    title: '$type number',
    docs: [
      { v: new Int32(1) },
      { v: new Double(1.5) },
      { v: Long.fromNumber(1) },
      { v: Decimal128.fromString('1') },
      { v: '1' },
    ],
    filter: { v: { $type: 'number' } },
    ids: [1, 2, 3, 4],
  },
  {
    title: '$regex with options',
    docs: [{ v: 'Abc' }, { v: 'xabc' }, { v: 1 }],
    filter: { v: { $regex: '^ab', $options: 'i' } },
    ids: [1],
  },
  { title: 'a regex finds strings in arrays', docs: [{ v: ['x', 'abc'] }, { v: 'x' }], filter: { v: /^ab/ }, ids: [1] },
  {
    title: '$in takes regular expressions',
    docs: [{ v: 'abc' }, { v: 'b' }, { v: 'x' }],
    filter: { v: { $in: [/^a/, 'b'] } },
    ids: [1, 2],
  },
  {
    title: '$not of a comparison finds the missing too',
    docs: mixed,
    filter: { v: { $not: { $gt: 0 } } },
    ids: [2, 3, 4, 6, 7, 8],
  },
  { title: '$not of a regex', docs: [{ v: 'abc' }, { v: 'x' }, {}], filter: { v: { $not: /^a/ } }, ids: [2, 3] },
  { title: '$or', docs: mixed, filter: { $or: [{ v: 'a' }, { v: true }] }, ids: [2, 7] },
  { title: '$nor', docs: [{ a: 1 }, { b: 1 }, { c: 1 }], filter: { $nor: [{ a: 1 }, { b: 1 }] }, ids: [3] },
  {
    title: '$and of the same field',
    docs: [{ v: [1, 2] }, { v: [1] }],
    filter: { $and: [{ v: 1 }, { v: 2 }] },
    ids: [1],
  },
  {
    title: '$expr compares fields',
    docs: [{ a: 1, b: 2 }, { a: 2, b: 1 }, { a: 1 }],
    filter: { $expr: { $gt: ['$a', '$b'] } },
    ids: [2, 3],
  },
  {
    title: '$expr equality does not look into arrays',
    docs: [{ v: 1 }, { v: [1] }],
    filter: { $expr: { $eq: ['$v', 1] } },
    ids: [1],
  },
  { title: '$bitsAllSet', docs: [{ v: 6 }, { v: 2 }, { v: 'x' }], filter: { v: { $bitsAllSet: 6 } }, ids: [1] },
  {
    title: '$bitsAnyClear by positions',
    docs: [{ v: 3 }, { v: 1 }],
    filter: { v: { $bitsAnyClear: [0, 1] } },
    ids: [2],
  },
  { title: 'NaN is equal to itself', docs: [{ v: Number.NaN }, { v: 1 }], filter: { v: Number.NaN }, ids: [1] },
  { title: 'NaN is in no range', docs: [{ v: Number.NaN }, { v: 1 }], filter: { v: { $lt: 5 } }, ids: [2] },
  {
    title: 'numbers are equal across types',
    docs: [{ v: new Int32(2) }, { v: new Double(2) }, { v: Long.fromNumber(2) }, { v: Decimal128.fromString('2.0') }],
    filter: { v: 2 },
    ids: [1, 2, 3, 4],
  },
  {
    title: 'a long beyond 2^53 is not its neighbour',
    docs: [{ v: Long.fromString('9007199254740993') }, { v: Long.fromString('9007199254740992') }],
    filter: { v: Long.fromString('9007199254740993') },
    ids: [1],
  },
  {
    title: 'dates compare by time',
    docs: [{ v: new Date(1) }, { v: new Date(2) }, { v: new Timestamp({ t: 0, i: 1 }) }],
    filter: { v: { $lte: new Date(1) } },
    ids: [1],
  },
  {
    title: 'object ids compare',
    docs: [{ v: new ObjectId('000000000000000000000001') }, { v: new ObjectId('000000000000000000000002') }],
    filter: { v: { $gt: new ObjectId('000000000000000000000001') } },
    ids: [2],
  },
  {
    title: 'binary data are equal by subtype and bytes',
    docs: [{ v: new Binary(Buffer.from('ab'), 0) }, { v: new Binary(Buffer.from('ab'), 5) }],
    filter: { v: new Binary(Buffer.from('ab'), 5) },
    ids: [2],
  },
  {
    title: '$gt MinKey finds every value',
    docs: [{ v: 1 }, { v: 'a' }, { v: new MaxKey() }],
    filter: { v: { $gt: new MinKey() } },
    ids: [1, 2, 3],
  },
  {
    title: 'a stored regex is found by itself',
    docs: [{ v: new BSONRegExp('^a', 'i') }, { v: 'abc' }],
    filter: { v: { $eq: new BSONRegExp('^a', 'i') } },
    ids: [1],
  },
  {
    title: 'a string with dots and dollars is plain text',
    docs: [{ v: '$a.b' }, { v: 'x' }],
    filter: { v: '$a.b' },
    ids: [1],
  },
  {
    title: '$comment changes nothing',
    docs: [{ v: 1 }, { v: 2 }],
    filter: { v: 1, $comment: { any: 'type' } },
    ids: [1],
  },
];

describe('manual, "Query and Projection Operators"', () => {
  test.each(rows)('$title', async ({ docs, filter, ids }) => {
    expect(await found(docs, filter)).toEqual(ids);
  });

  test.each<[string, Fields, number]>([
    ['an unknown operator', { v: { $foo: 1 } }, 2],
    ['an unknown top level operator', { $foo: 1 }, 2],
    ['$in without an array', { v: { $in: 1 } }, 2],
    ['an empty $or', { $or: [] }, 2],
    ['$or of something else than documents', { $or: [1] }, 2],
    ['$size that is no number', { v: { $size: 'x' } }, 9],
    ['$mod by zero', { v: { $mod: [0, 1] } }, 2],
    ['an unknown expression', { $expr: { $nope: 1 } }, 168],
    ['a variable nobody set', { $expr: { $eq: ['$$nobody', 1] } }, 17276],
    ['an unknown type alias', { v: { $type: 'nope' } }, 2],
    ['$regex options that are none', { v: { $regex: 'a', $options: 'q' } }, 51108],
  ])('refuses %s', async (_title, filter, code) => {
    expect(await codeOf(items.find(filter as never).toArray())).toBe(code);
  });
});
