import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  Binary,
  BSONRegExp,
  type Collection,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'mongodb';
import { type ContractServer, openServer } from './server.ts';

let server: ContractServer;
let items: Collection<Document>;
/** The same documents with an index on `v` and on `v.a`. */
let indexed: Collection<Document>;

beforeAll(async () => {
  server = await openServer('query_types');
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
const typed: unknown[] = [
  ...[new Double(1), 'a', { a: 1 }, [], new Binary(Buffer.from('a'), 0), new ObjectId(), true, new Date(1), null],
  ...[
    new BSONRegExp('a'),
    new Int32(1),
    new Timestamp({ t: 1, i: 1 }),
    new Long(1),
    d('1'),
    new MinKey(),
    new MaxKey(),
  ],
];
const bits = [54, 20, -1, new Binary(Buffer.from([20, 2]), 0), 'x', 20.5, new Long(20)];

const rows: Row[] = [
  ...(
    [
      ['double', 1, [1]],
      ['string', 2, [2]],
      ['object', 3, [3]],
      ['array', 4, [4]],
      ['binData', 5, [5]],
      ['objectId', 7, [6]],
      ['bool', 8, [7]],
      ['date', 9, [8]],
      ['null', 10, [9]],
      ['regex', 11, [10]],
      ['int', 16, [11]],
      ['timestamp', 17, [12]],
      ['long', 18, [13]],
      ['decimal', 19, [14]],
      ['minKey', -1, [15]],
      ['maxKey', 127, [16]],
    ] as [string, number, number[]][]
  ).flatMap(([name, code, found]) => [
    { title: `$type ${name}`, values: typed, filter: { v: { $type: name } }, found },
    { title: `$type ${code}`, values: typed, filter: { v: { $type: code } }, found },
  ]),
  { title: '$type of several', values: typed, filter: { v: { $type: ['string', 8] } }, found: [2, 7] },
  {
    title: '$type looks at the elements of an array',
    values: [[1, 'a'], 'a', [['a']]],
    filter: { v: { $type: 'string' } },
    found: [1, 2],
  },
  {
    title: '$type array finds an array of arrays',
    values: [[], [[1]], 1],
    filter: { v: { $type: 'array' } },
    found: [1, 2],
  },

  { title: '$bitsAllSet by a mask', values: bits, filter: { v: { $bitsAllSet: 20 } }, found: [1, 2, 3, 4, 7] },
  { title: '$bitsAllSet by positions', values: bits, filter: { v: { $bitsAllSet: [1, 5] } }, found: [1, 3] },
  { title: '$bitsAllClear by a mask', values: bits, filter: { v: { $bitsAllClear: 35 } }, found: [2, 4, 7] },
  { title: '$bitsAnySet beyond the first byte', values: bits, filter: { v: { $bitsAnySet: [9] } }, found: [3, 4] },
  { title: '$bitsAnyClear', values: bits, filter: { v: { $bitsAnyClear: [2, 4] } }, found: [] },
  {
    title: '$bitsAnySet by binary data',
    values: bits,
    filter: { v: { $bitsAnySet: new Binary(Buffer.from([2]), 0) } },
    found: [1, 3],
  },
  {
    title: 'a negative number has its sign in all high bits',
    values: bits,
    filter: { v: { $bitsAllSet: [63, 200] } },
    found: [3],
  },
  { title: '$bits of nothing, all', values: [1, 'x'], filter: { v: { $bitsAllSet: [] } }, found: [1] },

  {
    title: '$mod of negative numbers keeps their sign',
    values: [-5, 5, 4],
    filter: { v: { $mod: [3, -2] } },
    found: [1],
  },
  {
    title: '$mod of longs',
    values: [Long.fromString('9007199254740993'), 3],
    filter: { v: { $mod: [2, 1] } },
    found: [1, 2],
  },
  {
    title: '$mod of elements',
    values: [
      [1, 4],
      [1, 3],
    ],
    filter: { v: { $mod: [4, 0] } },
    found: [1],
  },
  { title: '$mod by a fraction is cut', values: [6, 7], filter: { v: { $mod: [3.9, 0] } }, found: [1] },
  {
    title: '$mod passes over what is no finite number',
    values: [Number.NaN, Number.POSITIVE_INFINITY, 4],
    filter: { v: { $mod: [2, 0] } },
    found: [3],
  },
];

describe('manual, "$type", "$bitsAllSet" and its kin, "$mod", with and without an index', () => {
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
