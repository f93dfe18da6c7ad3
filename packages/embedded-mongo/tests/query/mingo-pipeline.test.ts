import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aggregate, updateOne } from 'mingo';
import { BSON } from 'mongodb';
import { groupDocuments } from '../../src/aggregate/group.ts';
import { baseVars } from '../../src/aggregate/scope.ts';
import { encodeDoc } from '../../src/bson/encode.ts';
import type { Doc } from '../../src/bson/values.ts';
import { compileShape } from '../../src/pipeline/shape.ts';
import { matches } from '../../src/query/nodes.ts';
import { parseFilter } from '../../src/query/parse-filter.ts';
import { parseSort, sortDocuments } from '../../src/query/sort.ts';
import { parseUpdate } from '../../src/update/parse-update.ts';
import { engineDoc } from '../values.ts';

type Json = Record<string, unknown>;

const vars = baseVars(new Date(0));
const plain = (d: Doc): Json => json(BSON.deserialize(encodeDoc(d)));
/** A copy in which -0, which the engine's ints do not know, is 0. */
const json = <T>(v: T): T => JSON.parse(JSON.stringify(v)) as T;

/** One stage of the engine on documents at hand. */
function stage(name: string, spec: unknown): (docs: Doc[]) => Doc[] {
  const value = engineDoc({ spec }).get('spec') as Doc;
  if (name === '$match') {
    const filter = parseFilter(value);
    return (docs) => docs.filter((d) => matches(filter, d));
  }
  if (name === '$sort') return (docs) => sortDocuments(docs, parseSort(value), (d) => d);
  if (name === '$group') return groupDocuments(value, vars);
  const shape = compileShape(name, value, vars);
  return (docs) => docs.map(shape);
}

function ours(docs: Json[], pipeline: Json[]): Json[] {
  const run = pipeline.map((s) => stage(...(Object.entries(s)[0] as [string, unknown])));
  return run.reduce((flow, f) => f(flow), docs.map(engineDoc)).map(plain);
}

/** Values both mean the same by: numbers that are exact, text, booleans. */
const scalar = fc.constantFrom<unknown>(-2, 0, 1, 2, 3, 0.5, 'a', 'ab', 'b', true, false);
const number = fc.constantFrom(-2, 0, 1, 2, 3, 0.5);
const document = fc.record({
  a: number,
  b: number,
  s: fc.constantFrom('x', 'y', 'xy'),
  list: fc.uniqueArray(number, { maxLength: 3 }),
  o: fc.record({ p: number, q: scalar }),
});
const documents = fc
  .array(document, { minLength: 1, maxLength: 6 })
  .map((docs) => docs.map((d, i) => ({ _id: i, ...d })));

const leaf = fc.oneof(fc.constantFrom<unknown>('$a', '$b', '$o.p'), number);
const { numeric } = fc.letrec<{ numeric: unknown }>((tie) => ({
  numeric: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc
      .tuple(fc.constantFrom('$add', '$multiply'), fc.array(tie('numeric'), { minLength: 1, maxLength: 3 }))
      .map(([op, list]) => ({ [op]: list })),
    fc.tuple(tie('numeric'), tie('numeric')).map((pair) => ({ $subtract: pair })),
    tie('numeric').map((v) => ({ $abs: v })),
    fc.tuple(tie('numeric'), tie('numeric'), tie('numeric')).map(([c, x, y]) => ({ $cond: [{ $gt: [c, 0] }, x, y] })),
    tie('numeric').map((v) => ({ $sum: ['$list', v].slice(1) })),
    tie('numeric').map((v) => ({ $reduce: { input: '$list', initialValue: v, in: { $add: ['$$value', '$$this'] } } })),
    tie('numeric').map((v) => ({ $size: { $filter: { input: '$list', as: 'n', cond: { $lt: ['$$n', v] } } } })),
    tie('numeric').map((v) => ({ $let: { vars: { x: v }, in: { $add: ['$$x', '$$x'] } } })),
  ),
}));
const expression = fc.oneof(
  numeric,
  fc
    .tuple(fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$cmp'), numeric, numeric)
    .map(([op, x, y]) => ({ [op]: [x, y] })),
  fc.tuple(fc.constantFrom('$and', '$or'), numeric, numeric).map(([op, x, y]) => ({ [op]: [x, y] })),
  numeric.map((v) => ({ $map: { input: '$list', as: 'n', in: { $add: ['$$n', v] } } })),
  fc.constantFrom<unknown>(
    { $concat: ['$s', '-', '$s'] },
    { $toUpper: '$s' },
    { $reverseArray: '$list' },
    { $isArray: '$list' },
    { $slice: ['$list', 2] },
    { $in: [1, '$list'] },
  ),
);

const key = fc.constantFrom<unknown>('$s', '$a', null, { s: '$s', b: '$b' });
const accumulator = fc.oneof(
  ...['$sum', '$min', '$max', '$first', '$last', '$push'].map((op) => leaf.map((v) => ({ [op]: v }))),
);
const shapes = fc.oneof(
  expression.map((v) => ({ $addFields: { n: v } })),
  expression.filter((v) => typeof v !== 'number').map((v) => ({ $project: { n: v, a: 1 } })),
  fc.constantFrom<Json>(
    { $project: { 'o.p': 1 } },
    { $project: { a: 0, 'o.q': 0 } },
    { $unset: ['b', 'o.p'] },
    { $replaceRoot: { newRoot: '$o' } },
  ),
);

describe('beside mingo, an independent engine', () => {
  test('expressions and shapes give the same documents', () => {
    fc.assert(
      fc.property(documents, shapes, (docs, shape) => {
        expect({ shape, docs: ours(docs, [shape]) }).toEqual({ shape, docs: json(aggregate(docs, [shape])) });
      }),
      { numRuns: 700 },
    );
  });

  test('groups have the same members and sums', () => {
    const byId = (docs: Json[]): Json[] =>
      [...docs].sort((x, y) => (JSON.stringify(x._id) < JSON.stringify(y._id) ? -1 : 1));
    fc.assert(
      fc.property(documents, key, accumulator, accumulator, (docs, _id, x, y) => {
        const group = { $group: { _id, x, y } };
        expect({ group, docs: byId(ours(docs, [group])) }).toEqual({
          group,
          docs: byId(aggregate(docs, [group]) as Json[]),
        });
      }),
      { numRuns: 400 },
    );
  });

  test('sorts put documents in the same order', () => {
    const direction = fc.constantFrom(1, -1);
    const sort = fc.tuple(fc.shuffledSubarray(['a', 'b', 's', 'o.p'], { minLength: 1 }), direction, direction);
    fc.assert(
      fc.property(documents, sort, (docs, [paths, d, last]) => {
        const $sort = { ...Object.fromEntries(paths.map((p) => [p, d])), _id: last };
        expect(ours(docs, [{ $sort }]).map((one) => one._id)).toEqual(
          (aggregate(docs, [{ $sort }]) as Json[]).map((one) => one._id),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('updates leave the same document', () => {
    const path = fc.constantFrom('a', 'b', 'o.p', 'fresh', 'o.fresh');
    const list = fc.constantFrom('list');
    const change = fc.oneof(
      fc.tuple(path, scalar).map(([p, v]) => ({ $set: { [p]: v } })),
      path.map((p) => ({ $unset: { [p]: '' } })),
      fc.tuple(path, number).map(([p, v]) => ({ $inc: { [p]: v } })),
      fc.tuple(fc.constantFrom('a', 'b', 'o.p'), number).map(([p, v]) => ({ $mul: { [p]: v } })),
      fc.tuple(path, number).map(([p, v]) => ({ $min: { [p]: v } })),
      fc.tuple(path, number).map(([p, v]) => ({ $max: { [p]: v } })),
      fc
        .tuple(list, fc.array(number, { maxLength: 2 }), fc.constantFrom(-3, -1, 1, 2))
        .map(([p, $each, $slice]) => ({ $push: { [p]: { $each, $slice } } })),
      fc.tuple(list, number).map(([p, v]) => ({ $addToSet: { [p]: v } })),
      fc.tuple(list, fc.constantFrom(1, -1)).map(([p, v]) => ({ $pop: { [p]: v } })),
      fc.tuple(list, number).map(([p, v]) => ({ $pull: { [p]: { $gte: v } } })),
      fc.tuple(list, fc.array(number, { maxLength: 2 })).map(([p, v]) => ({ $pullAll: { [p]: v } })),
    );
    fc.assert(
      fc.property(document, change, (d, update) => {
        const updater = parseUpdate(engineDoc(update), { vars, now: 0 });
        const after = plain(updater.apply(engineDoc({ _id: 1, ...d }), { inserting: false }));
        const [theirs] = [structuredClone({ _id: 1, ...d })] as Json[];
        updateOne([theirs] as never, {}, update as never);
        expect({ update, after }).toEqual({ update, after: json(theirs) });
      }),
      { numRuns: 700 },
    );
  });
});
