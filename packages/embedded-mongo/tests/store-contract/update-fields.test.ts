import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Collection, Decimal128, type Document, Double, Int32, Long, Timestamp } from 'mongodb';
import { canonical } from './evaluate.ts';
import { type ContractServer, codeOf, errorOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection;

const dec = (s: string): Decimal128 => Decimal128.fromString(s);
const long = (n: number | string): Long => Long.fromString(String(n));

beforeAll(async () => {
  server = await openServer('update_fields');
  items = server.db.collection('items');
});
afterAll(() => server.close());
beforeEach(async () => {
  await items.deleteMany({});
});

/** Stores a document, updates it, and tells what is stored then, with its BSON types. */
async function updated(before: Document, update: Document): Promise<unknown> {
  await items.insertOne({ ...before, _id: 1 as never });
  await items.updateOne({}, update);
  const { _id, ...fields } = (await items.findOne({}, { promoteValues: false })) ?? {};
  return canonical(fields);
}

type Row = [title: string, before: Document, update: Document, after: Document];

const gives = (rows: Row[]): void => {
  test.each(rows)('%s', async (_title, before, update, after) => {
    expect(await updated(before, update)).toEqual(canonical(after));
  });
};

describe('manual, "$inc", "$mul"', () => {
  gives([
    ['$inc by a negative number', { n: 1 }, { $inc: { n: -3 } }, { n: -2 }],
    ['$inc below a field that is missing', {}, { $inc: { 'a.b': 2 } }, { a: { b: 2 } }],
    ['$inc of a field of an array', { a: [1, 2] }, { $inc: { 'a.1': 5 } }, { a: [1, 7] }],
    ['$inc of a decimal by an int keeps the places', { n: dec('1.50') }, { $inc: { n: 1 } }, { n: dec('2.50') }],
    ['$inc of an int to its last value', { n: new Int32(2147483646) }, { $inc: { n: 1 } }, { n: 2147483647 }],
    ['$inc of a missing field takes the type of the amount', {}, { $inc: { n: long(5) } }, { n: long(5) }],
    ['$mul int * int', { n: 6 }, { $mul: { n: 7 } }, { n: 42 }],
    [
      '$mul int * int beyond an int',
      { n: new Int32(65536) },
      { $mul: { n: new Int32(65536) } },
      { n: long('4294967296') },
    ],
    ['$mul int * double', { n: 6 }, { $mul: { n: 0.5 } }, { n: new Double(3) }],
    ['$mul double * decimal', { n: dec('0.1') }, { $mul: { n: 3 } }, { n: dec('0.3') }],
    ['$mul of a missing field is 0 of the type of the factor', {}, { $mul: { n: long(5) } }, { n: long(0) }],
  ]);
});

describe('manual, "$min", "$max"', () => {
  gives([
    ['$min of a greater value', { n: 5 }, { $min: { n: 3 } }, { n: 3 }],
    ['$min of a lesser value', { n: 5 }, { $min: { n: 9 } }, { n: 5 }],
    ['$max of a greater value', { n: 5 }, { $max: { n: 9 } }, { n: 9 }],
    [
      '$max of an equal value of another type keeps what is stored',
      { n: new Int32(5) },
      { $max: { n: new Double(5) } },
      { n: 5 },
    ],
    ['$min of a missing field sets it', {}, { $min: { n: 3 } }, { n: 3 }],
    ['$min compares across types', { n: 'a' }, { $min: { n: 9 } }, { n: 9 }],
    ['$max compares dates', { at: new Date(1) }, { $max: { at: new Date(2) } }, { at: new Date(2) }],
    ['$min with null is null', { n: 1 }, { $min: { n: null } }, { n: null }],
  ]);
});

describe('manual, "$rename", "$unset", "$set"', () => {
  gives([
    ['$rename puts the field at the end', { a: 1, b: 2 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }],
    ['$rename over another field', { a: 1, b: 2 }, { $rename: { a: 'b' } }, { b: 1 }],
    ['$rename of a missing field', { b: 2 }, { $rename: { a: 'c' } }, { b: 2 }],
    ['$rename between documents', { a: { x: 1 } }, { $rename: { 'a.x': 'b.y' } }, { a: {}, b: { y: 1 } }],
    ['$unset of a missing field', { a: 1 }, { $unset: { b: 1 } }, { a: 1 }],
    ['$unset below a scalar', { a: 1 }, { $unset: { 'a.b': 1 } }, { a: 1 }],
    ['$unset below documents', { a: { b: 1, c: 2 } }, { $unset: { 'a.b': true } }, { a: { c: 2 } }],
    ['$set of the whole of an array', { a: [1, 2] }, { $set: { a: [] } }, { a: [] }],
    ['$set makes a document where a number names a field', {}, { $set: { 'a.0': 'x' } }, { a: { 0: 'x' } }],
    [
      '$set adds new fields in order of their names',
      {},
      { $set: { b: 1, a: 2, a10: 3, a2: 4 } },
      { a: 2, a10: 3, a2: 4, b: 1 },
    ],
    ['$set of null', { a: 1 }, { $set: { a: null } }, { a: null }],
    ['$set of a document replaces it', { a: { x: 1 } }, { $set: { a: { y: 2 } } }, { a: { y: 2 } }],
  ]);

  test('a field that becomes another type is a change, an equal value is none', async () => {
    await items.insertOne({ _id: 1 as never, n: new Int32(5) });
    expect(await items.updateOne({}, { $set: { n: new Int32(5) } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    });
    expect(await items.updateOne({}, { $set: { n: new Double(5) } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 1,
    });
  });
});

describe('manual, "$bit", "$currentDate"', () => {
  gives([
    ['$bit and', { n: 13 }, { $bit: { n: { and: 10 } } }, { n: 8 }],
    ['$bit xor', { n: 1 }, { $bit: { n: { xor: 5 } } }, { n: 4 }],
    ['$bit with a long is a long', { n: 3 }, { $bit: { n: { or: long(4) } } }, { n: long(7) }],
    ['$bit of a missing field', {}, { $bit: { n: { or: 6 } } }, { n: 6 }],
  ]);

  test('$currentDate as a timestamp counts on', async () => {
    await items.insertOne({ _id: 1 as never });
    const update = { $currentDate: { a: { $type: 'timestamp' as const }, b: { $type: 'date' as const } } };
    await items.updateOne({}, update);
    const first = (await items.findOne({}))?.a as Timestamp;
    await items.updateOne({}, update);
    const second = (await items.findOne({}))?.a as Timestamp;
    expect(first).toBeInstanceOf(Timestamp);
    expect(second.toBigInt()).toBeGreaterThan(first.toBigInt());
  });
});

describe('what an update refuses leaves the document as it was', () => {
  test.each<[string, Document, Document, number]>([
    ['$mul by text', { n: 1 }, { $mul: { n: 'x' } }, 14],
    ['$mul of text', { n: 'x' }, { $mul: { n: 2 } }, 14],
    ['$mul beyond a long', { n: Long.MAX_VALUE }, { $mul: { n: 2 } }, 2],
    ['$inc of null', { n: null }, { $inc: { n: 1 } }, 14],
    ['$rename to itself', { a: 1 }, { $rename: { a: 'a' } }, 2],
    ['$rename to a number', { a: 1 }, { $rename: { a: 1 } }, 2],
    ['$rename by position', { a: [1] }, { $rename: { 'a.$': 'b' } }, 2],
    ['$rename out of an array', { a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }, 2],
    ['$rename into what another operator sets', { a: 1 }, { $rename: { a: 'b' }, $set: { b: 1 } }, 40],
    ['$bit of a double', { n: 1.5 }, { $bit: { n: { and: 1 } } }, 2],
    ['$bit by a double', { n: 1 }, { $bit: { n: { and: 1.5 } } }, 2],
    ['$bit of an unknown kind', { n: 1 }, { $bit: { n: { not: 1 } } }, 2],
    ['$bit of nothing', { n: 1 }, { $bit: { n: {} } }, 2],
    ['$currentDate of an unknown type', {}, { $currentDate: { at: { $type: 'year' } } }, 2],
    ['$currentDate of a number', {}, { $currentDate: { at: 1 } }, 2],
    ['$set of a number', {}, { $set: 1 }, 9],
    ['$set of the _id of another type', {}, { $set: { _id: '1' } }, 66],
    ['$unset of the _id', {}, { $unset: { _id: 1 } }, 66],
    ['a path with an empty name', {}, { $set: { 'a..b': 1 } }, 56],
    ['a path that begins with a position', { a: [1] }, { $set: { '$[].b': 1 } }, 2],
    ['a name in an array that is no index', { a: [1] }, { $set: { 'a.b': 1 } }, 28],
    ['an element far behind the end of an array', { a: [1] }, { $set: { 'a.1500009': 1 } }, 2],
  ])('%s', async (_title, before, update, code) => {
    await items.insertOne({ ...before, _id: 1 as never });
    const stored = await items.findOne({}, { promoteValues: false });
    expect(await codeOf(items.updateOne({}, update))).toBe(code);
    expect(await items.findOne({}, { promoteValues: false })).toEqual(stored);
  });

  test('a conflict names both paths', async () => {
    const error = await errorOf(items.updateOne({}, { $set: { 'a.b': 1 }, $unset: { a: 1 } }));
    expect(error.message).toMatch(/Updating the path '(a|a\.b)' would create a conflict at 'a'/);
  });
});
