import { compile } from '../aggregate/expression.ts';
import { groupDocuments } from '../aggregate/group.ts';
import type { Vars } from '../aggregate/scope.ts';
import { compare, typeRank } from '../bson/compare.ts';
import { asInteger, isNumber } from '../bson/numbers.ts';
import { type Doc, doc, int, isDoc, type Maybe, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { parseSort, sortDocuments } from '../query/sort.ts';
import { gathering, type StageCompiler } from './stage.ts';

const byId = parseSort(doc({ _id: int(1) }));
const literal = (v: Value): Doc => doc({ $literal: v });

function fieldsOf(spec: Value, name: string, known: string[]): Doc {
  if (!isDoc(spec))
    return fail(
      name === '$bucket' ? 40201 : 40240,
      `Argument to ${name} stage must be an object, but found type: ${typeName(spec)}.`,
    );
  for (const key of spec.keys())
    if (!known.includes(key)) fail(name === '$bucket' ? 40197 : 40245, `Unrecognized option to ${name}: ${key}.`);
  const by = spec.get('groupBy');
  if (by !== undefined && !isDoc(by) && !(typeof by === 'string' && by.startsWith('$')))
    fail(
      name === '$bucket' ? 40202 : 40239,
      `The ${name} 'groupBy' field must be defined as a $-prefixed path or an expression, but found: ${String(by)}.`,
    );
  const output = spec.get('output');
  if (output !== undefined && !isDoc(output))
    fail(
      name === '$bucket' ? 40196 : 40244,
      `The ${name} 'output' field must be an object, but found type: ${typeName(output)}.`,
    );
  return spec;
}

const outputOf = (d: Doc): Doc => (d.get('output') as Doc | undefined) ?? doc({ count: doc({ $sum: int(1) }) });

/** `$bucket` is a `$group` by the lower boundary, as MongoDB itself rewrites it. */
export const bucket: StageCompiler = (spec, sx) => {
  const d = fieldsOf(spec, '$bucket', ['groupBy', 'boundaries', 'default', 'output']);
  const by = d.get('groupBy');
  if (by === undefined || !d.has('boundaries'))
    return fail(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  const bounds = boundariesOf(d.get('boundaries') as Value, sx.vars);
  const otherwise = d.has('default') ? constant(d.get('default') as Value, sx.vars) : undefined;
  if (
    otherwise !== undefined &&
    typeRank(otherwise) === typeRank(bounds[0]) &&
    compare(otherwise, bounds[0]) >= 0 &&
    compare(otherwise, bounds.at(-1)) < 0
  )
    fail(
      40199,
      "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
    );
  const branches = bounds.slice(0, -1).map((low, i) => {
    const within = [doc({ $gte: [by, literal(low)] }), doc({ $lt: [by, literal(bounds[i + 1] as Value)] })];
    return new Map<string, Value>([
      ['case', doc({ $and: within })],
      ['then', literal(low)],
    ]);
  });
  const choice = doc({ branches, default: otherwise === undefined ? undefined : literal(otherwise) });
  const grouped = groupDocuments(new Map<string, Value>([['_id', doc({ $switch: choice })], ...outputOf(d)]), sx.vars);
  return gathering((docs) => sortDocuments(grouped(docs), byId, (x) => x));
};

function constant(v: Value, vars: Vars): Value {
  return compile(v, vars)({ root: new Map(), current: new Map(), vars }) ?? null;
}

function boundariesOf(v: Value, vars: Vars): Value[] {
  if (!Array.isArray(v))
    return fail(40200, `The $bucket 'boundaries' field must be an array, but found type: ${typeName(v)}.`);
  if (v.length < 2)
    fail(40192, `The $bucket 'boundaries' field must have at least 2 values, but found ${v.length} value(s).`);
  const bounds = v.map((b) => constant(b, vars));
  for (const [i, b] of bounds.entries()) {
    const before = bounds[i - 1];
    if (before === undefined) continue;
    if (typeRank(b) !== typeRank(before))
      fail(
        40193,
        `All values in the the 'boundaries' option to $bucket must have the same type. Found conflicting types ${typeName(before)} and ${typeName(b)}.`,
      );
    if (compare(before, b) >= 0) fail(40194, "The 'boundaries' option to $bucket must be sorted in ascending order.");
  }
  return bounds;
}

/** `$bucketAuto`: buckets of about the same number of documents, equal values never parted. */
export const bucketAuto: StageCompiler = (spec, sx) => {
  const d = fieldsOf(spec, '$bucketAuto', ['groupBy', 'buckets', 'output', 'granularity']);
  const by = d.get('groupBy');
  const wanted = d.get('buckets');
  if (by === undefined || wanted === undefined)
    return fail(40246, "$bucketAuto requires 'groupBy' and 'buckets' to be specified.");
  const n = isNumber(wanted) ? asInteger(wanted) : undefined;
  if (!isNumber(wanted))
    fail(40241, `The $bucketAuto 'buckets' field must be a numeric value, but found type: ${typeName(wanted)}.`);
  if (n === undefined || BigInt.asIntN(32, n) !== n)
    return fail(40242, "The $bucketAuto 'buckets' field must be representable as a 32-bit integer.");
  if (n <= 0n) fail(40243, `The $bucketAuto 'buckets' field must be greater than 0, but found: ${n}.`);
  if (d.has('granularity')) fail(238, "$bucketAuto's granularity is not supported by this server");
  const key = compile(by, sx.vars);
  const grouped = groupDocuments(new Map<string, Value>([['_id', null], ...outputOf(d)]), sx.vars);
  return gathering((docs) => {
    const items = docs.map((x) => ({ x, v: key({ root: x, current: x, vars: sx.vars }) ?? null }));
    items.sort((a, b) => compare(a.v, b.v));
    return autoBuckets(items, Number(n)).map(({ min, max, members }) => {
      const [result] = grouped(members);
      return (result as Doc).set('_id', doc({ min, max }));
    });
  });
};

interface Item {
  x: Doc;
  v: Maybe;
}

function autoBuckets(items: Item[], wanted: number): { min: Maybe; max: Maybe; members: Doc[] }[] {
  const size = Math.max(1, Math.round(items.length / wanted));
  const out: { min: Maybe; max: Maybe; members: Doc[] }[] = [];
  for (let at = 0; at < items.length; ) {
    let end = out.length === wanted - 1 ? items.length : Math.min(items.length, at + size);
    while (end < items.length && compare(items[end]?.v, items[end - 1]?.v) === 0) end++;
    const next = items[end] ?? items[end - 1];
    out.push({ min: items[at]?.v, max: next?.v, members: items.slice(at, end).map((i) => i.x) });
    at = end;
  }
  return out;
}
