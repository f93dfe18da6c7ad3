import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Collection, Document } from 'mongodb';
import { type ContractServer, codeOf, openServer } from './server.ts';

let server: ContractServer;
let items: Collection;

const stored = {
  a: 1,
  b: { c: 2, d: { e: 3, f: 4 } },
  list: [1, 2, 3, 4, 5],
  docs: [
    { k: 1, v: 'x' },
    { k: 2, v: 'y' },
    { k: 2, v: 'z' },
  ],
  mixed: [{ k: 1 }, 7, [{ k: 2, v: 1 }]],
};

beforeAll(async () => {
  server = await openServer('projection');
  items = server.db.collection('items');
  await items.insertOne({ ...stored, _id: 1 as never });
});
afterAll(() => server.close());

const project = (projection: Document, filter: Document = {}): Promise<Document | null> =>
  items.findOne(filter, { projection });

describe('manual, "Project Fields to Return from Query"', () => {
  test.each<[string, Document, Document]>([
    ['several fields, in the order of the document', { b: 1, a: 1 }, { _id: 1, a: 1, b: stored.b }],
    ['a path two levels down', { 'b.d.e': 1, _id: 0 }, { b: { d: { e: 3 } } }],
    ['two paths below one field', { 'b.c': 1, 'b.d.f': 1, _id: 0 }, { b: { c: 2, d: { f: 4 } } }],
    ['a nested specification', { b: { d: { e: 1 } }, _id: 0 }, { b: { d: { e: 3 } } }],
    ['a field of documents in an array', { 'docs.v': 1, _id: 0 }, { docs: [{ v: 'x' }, { v: 'y' }, { v: 'z' }] }],
    [
      'what is no document in an array is left out of an inclusion',
      { 'mixed.k': 1, _id: 0 },
      { mixed: [{ k: 1 }, [{ k: 2 }]] },
    ],
    ['a path below a scalar', { 'a.x': 1 }, { _id: 1 }],
    ['a field there is not', { nope: 1, _id: 0 }, {}],
    ['_id alone', { _id: 1 }, { _id: 1 }],
    ['any number but 0 and true include', { a: 7.5, _id: false }, { a: 1 }],
    ['exclusion of a path', { 'b.d': 0, list: 0, docs: 0, mixed: 0 }, { _id: 1, a: 1, b: { c: 2 } }],
    [
      'exclusion in an array leaves what is no document',
      { a: 0, b: 0, list: 0, docs: 0, 'mixed.k': 0 },
      { _id: 1, mixed: [{}, 7, [{ v: 1 }]] },
    ],
    ['exclusion of _id', { _id: 0, a: 0, list: 0, docs: 0, mixed: 0 }, { b: stored.b }],
    ['an expression beside an inclusion', { a: 1, n: { $size: '$list' }, _id: 0 }, { a: 1, n: 5 }],
    ['a literal in an expression', { n: { $literal: 1 }, _id: 0 }, { n: 1 }],
    ['a field by another name', { copy: '$b.c', _id: 0 }, { copy: 2 }],
  ])('%s', async (_title, projection, result) => {
    const got = await project(projection);
    expect(got).toEqual(result);
    expect(Object.keys(got ?? {})).toEqual(Object.keys(result));
  });

  test.each<[string, Document, number]>([
    ['inclusion after exclusion', { a: 0, b: 1 }, 31253],
    ['exclusion after inclusion', { a: 1, b: 0 }, 31254],
    ['paths within each other', { b: 1, 'b.c': 1 }, 31249],
    ['paths within each other, the longer first', { 'b.c': 1, b: 1 }, 31250],
    ['an empty specification of a field', { a: {} }, 51270],
    ['an unknown expression', { a: { $nope: 1 } }, 31325],
    ['a name with a dollar', { $a: 1 }, 16410],
    ['a path with an empty name', { 'a..b': 1 }, 15998],
    ['a path with a dot at its end', { 'a.': 1 }, 40353],
  ])('refuses %s', async (_title, projection, code) => {
    expect(await codeOf(project(projection))).toBe(code);
  });
});

describe('manual, "$slice (projection)"', () => {
  test.each<[string, unknown, number[]]>([
    ['the first two', 2, [1, 2]],
    ['the last two', -2, [4, 5]],
    ['none', 0, []],
    ['two after one', [1, 2], [2, 3]],
    ['two from the third last on', [-3, 2], [3, 4]],
    ['from before the beginning', [-9, 2], [1, 2]],
    ['from behind the end', [9, 2], []],
  ])('%s', async (_title, $slice, list) => {
    expect(await project({ list: { $slice }, a: 1 })).toEqual({ _id: 1, a: 1, list });
  });

  test('alone it leaves all other fields in', async () => {
    expect(await project({ list: { $slice: 1 } })).toEqual({ _id: 1, ...stored, list: [1] });
  });

  test('beside an exclusion it leaves the others in too', async () => {
    expect(await project({ list: { $slice: 1 }, docs: 0, mixed: 0 })).toEqual({ _id: 1, a: 1, b: stored.b, list: [1] });
  });

  test('what is no array stays', async () => {
    expect(await project({ a: { $slice: 1 }, _id: 0, b: { c: 1 } })).toEqual({ a: 1, b: { c: 2 } });
  });

  test.each<[string, unknown, number]>([
    ['a length of 0 after a place', [1, 0], 28724],
    ['three numbers', [1, 2, 3], 28667],
    ['text', 'x', 28667],
  ])('refuses %s', async (_title, $slice, code) => {
    expect(await codeOf(project({ list: { $slice } }))).toBe(code);
  });
});

describe('manual, "$elemMatch (projection)" and "$ (projection)"', () => {
  test.each<[string, Document, Document]>([
    ['the first element that matches', { docs: { $elemMatch: { k: 2 } }, _id: 0 }, { docs: [{ k: 2, v: 'y' }] }],
    ['by two conditions', { docs: { $elemMatch: { k: 2, v: 'z' } }, _id: 0 }, { docs: [{ k: 2, v: 'z' }] }],
    ['values by operators', { list: { $elemMatch: { $gt: 2 } }, _id: 0 }, { list: [3] }],
    ['none matches: no field', { docs: { $elemMatch: { k: 9 } }, a: 1, _id: 0 }, { a: 1 }],
    [
      'the field comes behind the others',
      { docs: { $elemMatch: { k: 1 } }, list: 1, _id: 0 },
      { list: stored.list, docs: [{ k: 1, v: 'x' }] },
    ],
  ])('$elemMatch: %s', async (_title, projection, result) => {
    const got = await project(projection);
    expect(got).toEqual(result);
    expect(Object.keys(got ?? {})).toEqual(Object.keys(result));
  });

  test.each<[string, Document, Document, Document]>([
    ['a value of the filter', { list: 3 }, { 'list.$': 1 }, { list: [3] }],
    ['a range of the filter', { list: { $gte: 4 } }, { 'list.$': 1 }, { list: [4] }],
    ['a field of documents', { 'docs.v': 'y' }, { 'docs.$': 1 }, { docs: [{ k: 2, v: 'y' }] }],
    [
      '$elemMatch of the filter',
      { docs: { $elemMatch: { k: 2, v: 'z' } } },
      { 'docs.$': 1 },
      { docs: [{ k: 2, v: 'z' }] },
    ],
    ['beside another field', { list: 2, a: 1 }, { 'list.$': 1, a: 1 }, { a: 1, list: [2] }],
  ])('the positional operator takes the element of %s', async (_title, filter, projection, result) => {
    expect(await project({ ...projection, _id: 0 }, filter)).toEqual(result);
  });

  test.each<[string, Document, Document, number]>([
    ['a positional operator without an array in the filter', { a: 1 }, { 'list.$': 1 }, 51246],
    ['two positional operators', { list: 1 }, { 'list.$': 1, 'docs.$': 1 }, 31276],
    ['a positional operator in an exclusion', { list: 1 }, { 'list.$': 0 }, 31395],
    ['$elemMatch below a field', {}, { 'b.docs': { $elemMatch: { k: 1 } } }, 31275],
    ['$elemMatch of a number', {}, { docs: { $elemMatch: 1 } }, 31274],
  ])('refuses %s', async (_title, filter, projection, code) => {
    expect(await codeOf(project(projection, filter))).toBe(code);
  });
});
