import { compile } from '../aggregate/expression.ts';
import { groupDocuments } from '../aggregate/group.ts';
import { asInteger, isNumber, toDouble } from '../bson/numbers.ts';
import { show } from '../bson/show.ts';
import { type Doc, doc, int, integer, isDoc, type Maybe, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { matches } from '../query/nodes.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { parseSort, sortDocuments } from '../query/sort.ts';
import { gathering, type StageCompiler } from './stage.ts';

const match: StageCompiler = (spec, sx) => {
  if (!isDoc(spec)) return fail(15959, 'the match filter must be an expression in an object');
  const filter = parseFilter(spec, { vars: sx.vars });
  return {
    match: filter,
    run: async function* (input) {
      for await (const d of input) if (matches(filter, d)) yield d;
    },
  };
};

const sort: StageCompiler = (spec, sx) => {
  if (!isDoc(spec)) return fail(15973, 'the $sort key specification must be an object');
  if (spec.size === 0) fail(15976, '$sort stage must have at least one sort key');
  const fields = parseSort(spec, sx.vars.text);
  return { sort: fields, ...gathering((docs) => sortDocuments(docs, fields, (d) => d)) };
};

/** A count of documents, as `$limit`, `$skip` and `$sample` take it. */
function countOf(spec: Value, name: string): number {
  const n = isNumber(spec) ? asInteger(spec) : undefined;
  if (!isNumber(spec))
    return fail(5107201, `invalid argument to ${name} stage: Expected a number in: ${name}: ${show(spec)}`);
  if (n === undefined)
    return fail(5107201, `invalid argument to ${name} stage: Expected an integer: ${name}: ${toDouble(spec)}`);
  if (n < 0n)
    return fail(
      5107201,
      `invalid argument to ${name} stage: Expected a non-negative number in: ${name}: ${show(spec)}`,
    );
  return Number(n);
}

const limit: StageCompiler = (spec) => {
  const n = countOf(spec, '$limit');
  if (n === 0) fail(15958, 'the limit must be positive');
  return {
    run: async function* (input) {
      let left = n;
      for await (const d of input) {
        yield d;
        if (--left === 0) return;
      }
    },
  };
};

const skip: StageCompiler = (spec) => {
  const n = countOf(spec, '$skip');
  return {
    run: async function* (input) {
      let left = n;
      for await (const d of input) if (left-- <= 0) yield d;
    },
  };
};

const count: StageCompiler = (name) => {
  if (typeof name !== 'string' || name === '') return fail(40156, 'the count field must be a non-empty string');
  if (name.startsWith('$')) fail(40158, 'the count field cannot be a $-prefixed path');
  if (name.includes('\0')) fail(40159, 'the count field cannot contain a null byte');
  if (name.includes('.')) fail(40160, "the count field cannot contain '.'");
  return {
    run: async function* (input) {
      let n = 0;
      for await (const _ of input) n++;
      if (n > 0) yield doc({ [name]: integer(n) });
    },
  };
};

/** Accumulators that compare no values. */
const indifferent = [
  '$sum',
  '$avg',
  '$count',
  '$push',
  '$first',
  '$last',
  '$mergeObjects',
  '$stdDevPop',
  '$stdDevSamp',
];

const group: StageCompiler = (spec, sx) => {
  if (sx.vars.text && isDoc(spec)) refuseCollated(spec);
  return gathering(groupDocuments(spec, sx.vars));
};

/** Under a collation values would have to be compared by it, so only one group of everything is supported. */
function refuseCollated(spec: Doc): void {
  for (const [name, v] of spec) {
    const fine =
      name === '_id' ? v === null || isNumber(v) : isDoc(v) && [...v.keys()].every((k) => indifferent.includes(k));
    if (!fine) fail(238, '$group by values under a collation is not supported by this server');
  }
}

const sortByCount: StageCompiler = (spec, sx) => {
  if (typeof spec === 'string' && !spec.startsWith('$'))
    fail(40148, 'the sortByCount field must be defined as a $-prefixed path or an expression inside an object');
  if (isDoc(spec) && !spec.keys().next().value?.startsWith('$'))
    fail(40147, 'the sortByCount field must be defined as a $-prefixed path or an expression inside an object');
  if (!isDoc(spec) && typeof spec !== 'string')
    fail(40149, 'the sortByCount field must be specified as a string or as an object');
  const grouped = groupDocuments(doc({ _id: spec, count: doc({ $sum: int(1) }) }), sx.vars);
  const order = parseSort(doc({ count: int(-1) }));
  return gathering((docs) => sortDocuments(grouped(docs), order, (d) => d));
};

const sample: StageCompiler = (spec) => {
  if (!isDoc(spec)) return fail(28745, 'the $sample stage specification must be an object');
  for (const key of spec.keys()) if (key !== 'size') fail(28748, `unrecognized option to $sample: ${key}`);
  const size = spec.get('size') ?? fail(28749, '$sample stage must specify a size');
  if (!isNumber(size)) fail(28746, 'size argument to $sample must be a number');
  const n = toDouble(size);
  if (n < 0) fail(28747, 'size argument to $sample must not be negative');
  return gathering((docs) => {
    for (let i = docs.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [docs[i], docs[j]] = [docs[j] as Doc, docs[i] as Doc];
    }
    return docs.slice(0, n);
  });
};

const redact: StageCompiler = (spec, sx) => {
  const expression = compile(spec, sx.vars);
  const visit = (d: Doc, root: Doc): Doc | undefined => {
    const decision = expression({ root, current: d, vars: sx.vars });
    if (decision === 'keep') return d;
    if (decision === 'prune') return undefined;
    if (decision !== 'descend')
      return fail(
        17053,
        `$redact's expression should not return anything aside from the variables $$KEEP, $$DESCEND, and $$PRUNE, but returned ${show(decision)}`,
      );
    const out: Doc = new Map();
    for (const [name, v] of d) {
      const kept = below(v, root);
      if (kept !== undefined) out.set(name, kept);
    }
    return out;
  };
  const below = (v: Value, root: Doc): Maybe => {
    if (isDoc(v)) return visit(v, root);
    return Array.isArray(v) ? v.map((item) => below(item, root)).filter((item) => item !== undefined) : v;
  };
  return {
    run: async function* (input) {
      for await (const d of input) {
        const kept = visit(d, d);
        if (kept) yield kept;
      }
    },
  };
};

/** `$documents`: an expression that gives the documents themselves. */
const documents: StageCompiler = (spec, sx) => {
  const list = compile(spec, sx.vars)({ root: new Map(), current: new Map(), vars: sx.vars });
  if (!Array.isArray(list)) return fail(5858203, `an array is expected in $documents, but got ${typeName(list)}`);
  const docs = list.map((d) =>
    isDoc(d) ? d : fail(40228, `'newRoot' expression must evaluate to an object, but resulting value was: ${show(d)}`),
  );
  return {
    run: async function* () {
      yield* docs;
    },
  };
};

/** Stages that choose, order and count documents. */
export const basicStages: Record<string, StageCompiler> = {
  $match: match,
  $sort: sort,
  $limit: limit,
  $skip: skip,
  $count: count,
  $group: group,
  $sortByCount: sortByCount,
  $sample: sample,
  $redact: redact,
  $documents: documents,
};
