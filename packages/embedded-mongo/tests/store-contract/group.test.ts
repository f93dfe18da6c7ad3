import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Collection, Decimal128, type Document, Double, Int32, Long } from 'mongodb';
import { canonical } from './evaluate.ts';
import { type ContractServer, codeOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection;

beforeAll(async () => {
  server = await openServer('group');
  items = server.db.collection('items');
  await items.insertMany([
    { _id: 1, k: 'a', n: 5, tag: 'x', o: { p: 1 } },
    { _id: 2, k: 'b', n: 1, tag: 'y', o: { q: 2 } },
    { _id: 3, k: 'a', n: null, tag: 'x' },
    { _id: 4, k: 'a', tag: ['x'], o: { p: 3, q: 4 } },
    { _id: 5, k: 'b', n: 'text', tag: 'z' },
  ] as never[]);
});
afterAll(() => server.close());

/** Groups all items, first to last, under one id. */
const together = async (accumulator: Document, at = items): Promise<unknown> => {
  const [d] = await at
    .aggregate([{ $sort: { _id: 1 } }, { $group: { _id: null, v: accumulator } }], { promoteValues: false })
    .toArray();
  return canonical(d?.v);
};

describe('manual, "Accumulators ($group)"', () => {
  test.each<[string, Document, unknown, string?]>([
    ['$sum leaves out what is no number', { $sum: '$n' }, 6],
    ['$sum of ones is the count', { $sum: 1 }, 5],
    ['$sum of what no document has', { $sum: '$nope' }, 0],
    ['$avg counts numbers only', { $avg: '$n' }, new Double(3)],
    ['$avg of what no document has', { $avg: '$nope' }, null],
    ['$min leaves out null and missing', { $min: '$n' }, 1],
    ['$max compares across types', { $max: '$n' }, 'text'],
    ['$max of what no document has', { $max: '$nope' }, null],
    ['$first takes the first document, whatever it has', { $first: '$o.q' }, null],
    ['$last', { $last: '$tag' }, 'z'],
    ['$push leaves out what is missing', { $push: '$n' }, [5, 1, null, 'text']],
    [
      '$push of documents',
      { $push: { id: '$_id', q: '$o.q' } },
      [{ id: 1 }, { id: 2, q: 2 }, { id: 3 }, { id: 4, q: 4 }, { id: 5 }],
    ],
    ['$mergeObjects lets the later win', { $mergeObjects: '$o' }, { p: 3, q: 4 }],
    ['$stdDevPop', { $stdDevPop: '$n' }, new Double(2)],
    ['$stdDevSamp', { $stdDevSamp: '$n' }, Math.sqrt(8)],
    ['$stdDevSamp of one number', { $stdDevSamp: '$o.x' }, null],
    ['$count', { $count: {} }, 5, '5.0'],
    ['$firstN', { $firstN: { n: 2, input: '$n' } }, [5, 1], '5.2'],
    ['$lastN keeps null for what is missing', { $lastN: { n: 2, input: '$n' } }, [null, 'text'], '5.2'],
    ['$minN leaves out null', { $minN: { n: 2, input: '$n' } }, [1, 5], '5.2'],
    ['$maxN', { $maxN: { n: 2, input: '$n' } }, ['text', 5], '5.2'],
    ['$top', { $top: { sortBy: { n: -1 }, output: '$_id' } }, 5, '5.2'],
    ['$bottom', { $bottom: { sortBy: { n: -1, _id: 1 }, output: '$_id' } }, 4, '5.2'],
    [
      '$topN',
      { $topN: { n: 2, sortBy: { _id: -1 }, output: ['$_id', '$n'] } },
      [
        [5, 'text'],
        [4, null],
      ],
      '5.2',
    ],
    ['$bottomN', { $bottomN: { n: 2, sortBy: { _id: -1 }, output: '$k' } }, ['b', 'a'], '5.2'],
  ])('%s', async (_title, accumulator, result, since = '4.4') => {
    if (server.atLeast(since)) expect(await together(accumulator)).toEqual(canonical(result));
  });

  test('$addToSet takes equal values once, and an array for one value', async () => {
    const [d] = await items.aggregate([{ $group: { _id: null, v: { $addToSet: '$tag' } } }]).toArray();
    expect(d?.v).toHaveLength(4);
    expect(d?.v).toEqual(expect.arrayContaining(['x', 'y', 'z', ['x']]));
  });

  test.each<[string, unknown[], unknown]>([
    ['ints', [new Int32(1), new Int32(2)], 3],
    ['ints beyond an int', [new Int32(2147483647), new Int32(1)], Long.fromString('2147483648')],
    ['ints and longs', [new Int32(1), Long.fromNumber(2)], Long.fromNumber(3)],
    ['longs beyond a long', [Long.MAX_VALUE, Long.fromNumber(1)], new Double(2 ** 63)],
    ['doubles, without the errors of each step', [0.1, 0.2, 0.3, -0.6], 2.7755575615628914e-17],
    ['decimals, exactly', [Decimal128.fromString('0.1'), Decimal128.fromString('0.2')], Decimal128.fromString('0.3')],
    ['an int and a decimal', [new Int32(1), Decimal128.fromString('0.25')], Decimal128.fromString('1.25')],
  ])('$sum keeps the type of its parts: %s', async (title, numbers, result) => {
    const some = server.db.collection(title.replace(/\W/g, ''));
    await some.insertMany(numbers.map((n) => ({ n })));
    const [d] = await some.aggregate([{ $group: { _id: 1, v: { $sum: '$n' } } }], { promoteValues: false }).toArray();
    expect(canonical(d?.v)).toEqual(canonical(result));
  });
});

describe('manual, "$group": what goes together', () => {
  const groups = async (_id: unknown): Promise<Document[]> =>
    items.aggregate([{ $group: { _id, ids: { $push: '$_id' } } }, { $sort: { ids: 1 } }]).toArray();

  test.each<[string, unknown, Document[]]>([
    [
      'a field',
      '$k',
      [
        { _id: 'a', ids: [1, 3, 4] },
        { _id: 'b', ids: [2, 5] },
      ],
    ],
    [
      'null and missing are one group',
      '$n',
      [
        { _id: 5, ids: [1] },
        { _id: 1, ids: [2] },
        { _id: null, ids: [3, 4] },
        { _id: 'text', ids: [5] },
      ],
    ],
    [
      'an array is one value',
      { $isArray: '$tag' },
      [
        { _id: false, ids: [1, 2, 3, 5] },
        { _id: true, ids: [4] },
      ],
    ],
    [
      'a document that lacks a field',
      { p: '$o.p' },
      [
        { _id: { p: 1 }, ids: [1] },
        { _id: {}, ids: [2, 3, 5] },
        { _id: { p: 3 }, ids: [4] },
      ],
    ],
    [
      'an expression',
      { $mod: ['$_id', 2] },
      [
        { _id: 1, ids: [1, 3, 5] },
        { _id: 0, ids: [2, 4] },
      ],
    ],
  ])('by %s', async (_title, id, result) => {
    expect(await groups(id)).toEqual(result);
  });

  test('numbers of different types are one group', async () => {
    const numbers = server.db.collection('numbers');
    await numbers.insertMany([
      { n: new Int32(1) },
      { n: new Double(1) },
      { n: Long.fromNumber(1) },
      { n: Decimal128.fromString('1.0') },
    ]);
    expect(
      await numbers.aggregate([{ $group: { _id: '$n', c: { $sum: 1 } } }, { $project: { _id: 0 } }]).toArray(),
    ).toEqual([{ c: 4 }]);
  });

  test('of no documents there is no group', async () => {
    expect(
      await items.aggregate([{ $match: { k: 'none' } }, { $group: { _id: null, c: { $sum: 1 } } }]).toArray(),
    ).toEqual([]);
  });

  test.each<[string, unknown, number | number[]]>([
    ['something else than a document', 'x', 15947],
    ['a field that is no accumulator', { _id: 1, a: '$n' }, 40234],
    ['a field of two accumulators', { _id: 1, a: { $sum: 1, $avg: 1 } }, 40238],
    ['a field with a dot', { _id: 1, 'a.b': { $sum: 1 } }, 40235],
    ['a field with a dollar', { _id: 1, $a: { $sum: 1 } }, 40236],
    ['an accumulator of several operands', { _id: 1, a: { $sum: [1, 2] } }, 40237],
    ['$mergeObjects of numbers', { _id: 1, a: { $mergeObjects: '$_id' } }, 40400],
    ['JavaScript', { _id: 1, a: { $nope: 1 } }, 15952],
  ])('refuses %s', async (_title, spec, code) => {
    expect([code].flat()).toContain(await codeOf(items.aggregate([{ $group: spec as Document }]).toArray()));
  });

  test.each<[string, Document, number]>([
    ['$count with an operand', { $count: { a: 1 } }, 14],
    ['$firstN of none', { $firstN: { n: 0, input: '$n' } }, 5787908],
    ['$topN without an order', { $topN: { n: 1, output: '$n' } }, 5788003],
    ['$maxN without n', { $maxN: { input: '$n' } }, 5787906],
  ])('refuses %s', async (_title, accumulator, code) => {
    if (!server.atLeast('5.2')) return;
    const got = await codeOf(items.aggregate([{ $group: { _id: 1, a: accumulator } }]).toArray());
    expect([code, 9]).toContain(got);
  });
});
