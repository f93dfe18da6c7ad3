import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  Binary,
  BSONRegExp,
  Code,
  type Collection,
  Decimal128,
  type Document,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'mongodb';
import { type ContractServer, openServer } from './server.ts';

let server: ContractServer;

beforeAll(async () => {
  server = await openServer('sort');
});
afterAll(() => server.close());

/** Stores values as `v` in an order that tells nothing, an undefined one as a missing field, each under its place as `_id`. */
async function store(name: string, values: unknown[]): Promise<Collection<Document>> {
  const c = server.db.collection<Document>(name);
  await c.drop().catch(() => undefined);
  const docs = values.map((v, i) => (v === undefined ? { _id: i } : { _id: i, v }));
  const shuffled = [...docs].sort((a, b) => ((a._id * 7919) % 101) - ((b._id * 7919) % 101));
  await c.insertMany(shuffled as never[]);
  return c;
}

const placesBy = async (c: Collection<Document>, sort: Document): Promise<unknown[]> =>
  (await c.find({}, { sort: sort as never, projection: { _id: 1 } }).toArray()).map((d) => d._id);

/** Each row is in ascending order, and no two values of it are equal. */
const ascending: [string, unknown[]][] = [
  [
    'types (manual, "Comparison/Sort Order")',
    [
      ...[new MinKey(), [], null, -5, 'text', {}, [[]], new Binary(Buffer.alloc(0), 0)],
      ...[new ObjectId('000000000000000000000000'), false, new Date(0), new Timestamp({ t: 0, i: 1 })],
      ...[new BSONRegExp('a'), new Code('a'), new MaxKey()],
    ],
  ],
  [
    'numbers of all types by their value',
    [
      ...[Number.NaN, Number.NEGATIVE_INFINITY, Long.MIN_VALUE, Decimal128.fromString('-1E+10'), new Int32(-1)],
      ...[Decimal128.fromString('-1E-6000'), 0, Decimal128.fromString('1E-6000'), 5e-324],
      ...[Decimal128.fromString('0.1'), 0.1, new Int32(1), 1.5, Long.fromNumber(2), Decimal128.fromString('2.5')],
      ...[2 ** 53, Long.fromString('9007199254740993'), Long.MAX_VALUE, 2 ** 63, Number.POSITIVE_INFINITY],
    ],
  ],
  ['text by its bytes', ['', '\0', ' ', '!', '1', '10', '2', 'A', 'Z', 'a', 'aa', 'b', 'é', '漏', '\uffff', '😀']],
  [
    'documents by type, name and value of each field',
    [{}, { a: 1 }, { a: 1, b: 1 }, { a: 2 }, { b: 0 }, { a: 'x' }, { b: 'a' }, { a: {} }, { a: [1] }, { a: true }],
  ],
  [
    'binary data by length, subtype, bytes',
    [
      ['', 0],
      ['b', 0],
      ['a', 5],
      ['aa', 0],
      ['ab', 0],
    ].map(([s, t]) => new Binary(Buffer.from(s as string), t as number)),
  ],
  ['dates, before 1970 too', [new Date('1890-01-01'), new Date(-1), new Date(0), new Date(1), new Date('2262-01-01')]],
  [
    'timestamps by time and counter',
    [
      new Timestamp({ t: 1, i: 2 }),
      new Timestamp({ t: 2, i: 1 }),
      new Timestamp({ t: 2, i: 2 }),
      new Timestamp({ t: 4294967295, i: 1 }),
    ],
  ],
  ['regular expressions by pattern and options', [new BSONRegExp('a'), new BSONRegExp('a', 'i'), new BSONRegExp('b')]],
  ['arrays by their least element', [[], [null, 9], [1, 'x'], [2, 100], ['a', 'z'], [[0]]]],
];

describe('manual, "Comparison/Sort Order"', () => {
  test.each(ascending)('%s', async (title, values) => {
    const c = await store(title.slice(0, 10).replace(/\W/g, '_'), values);
    const places = values.map((_, i) => i);
    expect(await placesBy(c, { v: 1 })).toEqual(places);
    await c.createIndex({ v: 1 });
    expect(await placesBy(c, { v: 1 })).toEqual(places);
  });

  test('downwards, arrays count with their greatest element', async () => {
    const c = await store('down', [[1, 9], 8, [7, 'a'], [], null]);
    expect(await placesBy(c, { v: -1 })).toEqual([2, 0, 1, 4, 3]);
    await c.createIndex({ v: -1 });
    expect(await placesBy(c, { v: -1 })).toEqual([2, 0, 1, 4, 3]);
  });

  test('a missing field sorts with null', async () => {
    const c = await store('missing', [undefined, null, 1, undefined]);
    expect(await placesBy(c, { v: 1, _id: 1 })).toEqual([0, 1, 3, 2]);
    expect(await placesBy(c, { v: -1, _id: -1 })).toEqual([2, 3, 1, 0]);
  });
});

describe('manual, "cursor.sort()"', () => {
  test.each<[string, Document, number[]]>([
    ['two fields', { v: 1, w: -1 }, [2, 0, 1, 3]],
    ['a path below a field', { 'o.p': 1, _id: 1 }, [2, 3, 0, 1]],
    ['a path through an array takes its least', { 'a.n': 1, _id: 1 }, [3, 1, 2, 0]],
    ['a path through an array downwards takes its greatest', { 'a.n': -1, _id: 1 }, [1, 0, 2, 3]],
    ['a number in a path is an index', { 'l.1': 1, _id: 1 }, [2, 3, 1, 0]],
    ['the order of insertion', { $natural: 1 }, [0, 1, 2, 3]],
    ['the order of insertion backwards', { $natural: -1 }, [3, 2, 1, 0]],
  ])('by %s', async (title, sort, places) => {
    const c = server.db.collection<Document>(`by_${title.replace(/\W/g, '')}`);
    await c.insertMany([
      { _id: 0, v: 1, w: 1, o: { p: 5 }, a: [{ n: 4 }, { n: 6 }], l: [0, 9] },
      { _id: 1, v: 1, w: 0, o: { p: 6 }, a: [{ n: 1 }, { n: 8 }], l: [0, 3] },
      { _id: 2, v: 0, w: 0, o: {}, a: [{ n: 3 }] },
      { _id: 3, v: 2, w: 0 },
    ] as never[]);
    expect(await placesBy(c, sort)).toEqual(places);
  });

  test('equal documents keep their order, and skip and limit apply after sorting', async () => {
    const c = await store('stable', [3, 1, 2, 0]);
    const found = await c.find({}, { sort: { v: 1 }, skip: 1, limit: 2 }).toArray();
    expect(found.map((d) => d.v)).toEqual([1, 2]);
  });
});
