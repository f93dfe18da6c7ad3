import { compare } from '../bson/compare.ts';
import { type Doc, integer, isDoc, isNullish, type Maybe, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { keyOf } from '../index/key-string.ts';
import { documentComparator, parseSort } from '../query/sort.ts';
import { accumulate } from './accumulate.ts';
import { compile } from './expression.ts';
import { wholeNumber } from './operators/arrays.ts';
import { namedOperand } from './operators/operator.ts';
import type { Env, Expr, Vars } from './scope.ts';

/** One accumulator at work on one group. */
interface Accumulator {
  add(env: Env): void;
  result(): Maybe;
}

/** Makes accumulators of one field, one for each group. */
type AccumulatorFactory = () => Accumulator;

/** Compiles `{$op: expression}` of a `$group` field. Throws 15952 for an unknown operator, 40238 for more than one. */
function compileAccumulator(field: string, spec: Value, vars: Vars | undefined): AccumulatorFactory {
  if (!isDoc(spec)) return fail(40234, `The field '${field}' must be an accumulator object`);
  if (spec.size !== 1) return fail(40238, `The field '${field}' must specify one accumulator`);
  const [[name, operand]] = [...spec] as [[string, Value]];
  const make = Object.hasOwn(factories, name) ? factories[name] : undefined;
  if (!make) {
    if (name === '$accumulator') fail(238, '$accumulator is not supported by this server');
    return fail(15952, `unknown group operator '${name}'`);
  }
  return make({ name, operand, vars });
}

interface Spec {
  name: string;
  operand: Value;
  vars: Vars | undefined;
}

type Factory = (s: Spec) => AccumulatorFactory;

/** An accumulator over the values of one expression. */
function over<S>(start: () => S, step: (state: S, v: Maybe) => S, end: (state: S) => Maybe): Factory {
  return ({ name, operand, vars }) => {
    if (Array.isArray(operand)) fail(40237, `The ${name} accumulator is a unary operator`);
    const expr = compile(operand, vars);
    return () => {
      let state = start();
      return {
        add: (env) => {
          state = step(state, expr(env));
        },
        result: () => end(state),
      };
    };
  };
}

const listed =
  (finish: (values: Maybe[], name: string) => Maybe): Factory =>
  (s) =>
    over<Maybe[]>(
      () => [],
      (list, v) => {
        list.push(v);
        return list;
      },
      (list) => finish(list, s.name),
    )(s);

const extreme = (sign: 1 | -1): Factory =>
  over<Maybe>(
    () => undefined,
    (best, v) => (isNullish(v) ? best : best === undefined || compare(v, best) * sign > 0 ? v : best),
    (best) => best ?? null,
  );

function addToSet(): Factory {
  return over<Map<string, Value>>(
    () => new Map(),
    (set, v) => (v === undefined ? set : set.has(id(v)) ? set : set.set(id(v), v)),
    (set) => [...set.values()],
  );
}

const id = (v: Value): string => keyOf(v).toString('latin1');

/** `$top`, `$bottomN` and their kin: documents in an order of their own. */
const ranked: Factory = ({ name, operand, vars }) => {
  const many = name.endsWith('N');
  const d = namedOperand(operand, name, { required: many ? ['n', 'sortBy', 'output'] : ['sortBy', 'output'] });
  const order = documentComparator(
    parseSort(
      isDoc(d.get('sortBy')) ? (d.get('sortBy') as Doc) : fail(10065, `invalid parameter: expected an object (sortBy)`),
    ),
  );
  const output = compile(d.get('output') as Value, vars);
  const count = many ? compile(d.get('n') as Value, vars) : undefined;
  return () => {
    const items: { d: Doc; v: Maybe }[] = [];
    let env: Env | undefined;
    return {
      add: (e) => {
        env = e;
        items.push({ d: e.current as Doc, v: output(e) });
      },
      result: () => {
        const sorted = [...items].sort((a, b) => order(a.d, b.d));
        const values = sorted.map((i) => i.v ?? null);
        if (!many) return name === '$top' ? values[0] : values.at(-1);
        const n = positive(env && count?.(env), name);
        return name === '$topN' ? values.slice(0, n) : values.slice(-n);
      },
    };
  };
};

/** `$firstN`, `$maxN` and their kin: `{n, input}`. */
const several: Factory = ({ name, operand, vars }) => {
  const d = namedOperand(operand, name, { required: ['n', 'input'] });
  const input: Expr = compile(d.get('input') as Value, vars);
  const count = compile(d.get('n') as Value, vars);
  return () => {
    const values: Value[] = [];
    let env: Env | undefined;
    return {
      add: (e) => {
        env = e;
        const v = input(e);
        if (name === '$firstN' || name === '$lastN' || !isNullish(v)) values.push(v ?? null);
      },
      result: () => {
        const n = positive(env && count(env), name);
        if (name === '$firstN') return values.slice(0, n);
        if (name === '$lastN') return values.slice(-n);
        const sorted = [...values].sort(compare);
        return (name === '$minN' ? sorted : sorted.reverse()).slice(0, n);
      },
    };
  };
};

function positive(v: Maybe, name: string): number {
  const n = wholeNumber(v);
  return n !== undefined && n > 0 ? n : fail(5787908, `'n' must be greater than 0 for ${name}`);
}

const mergeObjects = over<Doc>(
  () => new Map(),
  (merged, v) => {
    if (isNullish(v)) return merged;
    if (!isDoc(v)) return fail(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(v)}`);
    for (const [name, value] of v) merged.set(name, value);
    return merged;
  },
  (merged) => merged,
);

const count: Factory = ({ operand }) => {
  if (!isDoc(operand) || operand.size > 0) fail(14, '$count takes no arguments, i.e. $count:{}');
  return () => {
    let n = 0;
    return { add: () => void n++, result: () => integer(n) };
  };
};

const numbers: Factory = listed((values, name) => accumulate(name, values));

const factories: Record<string, Factory> = {
  $sum: numbers,
  $avg: numbers,
  $stdDevPop: numbers,
  $stdDevSamp: numbers,
  $min: extreme(-1),
  $max: extreme(1),
  $first: over<{ v: Maybe } | undefined>(
    () => undefined,
    (held, v) => held ?? { v },
    (held) => held?.v ?? null,
  ),
  $last: over<Maybe>(
    () => undefined,
    (_, v) => v,
    (v) => v ?? null,
  ),
  $push: over<Value[]>(
    () => [],
    (list, v) => {
      if (v !== undefined) list.push(v);
      return list;
    },
    (list) => list,
  ),
  $addToSet: addToSet(),
  $mergeObjects: mergeObjects,
  $count: count,
  $top: ranked,
  $bottom: ranked,
  $topN: ranked,
  $bottomN: ranked,
  $firstN: several,
  $lastN: several,
  $minN: several,
  $maxN: several,
};

/** The groups of `$group`. MongoDB promises no order; here it is that of their ids, so that it is always the same. */
export function groupDocuments(spec: Value, vars: Vars | undefined): (docs: Doc[]) => Doc[] {
  if (!isDoc(spec)) return fail(15947, "a group's fields must be specified in an object");
  if (!spec.has('_id')) fail(15955, 'a group specification must include an _id');
  const key = compile(spec.get('_id') as Value, vars);
  const fields = [...spec]
    .filter(([name]) => name !== '_id')
    .map(([name, v]) => {
      if (name.includes('.')) fail(40235, `The field name '${name}' cannot contain '.'`);
      if (name.startsWith('$')) fail(40236, `The field name '${name}' cannot be an operator name`);
      return { name, make: compileAccumulator(name, v, vars) };
    });
  return (docs) => {
    const groups = new Map<string, { id: Value; parts: Accumulator[] }>();
    for (const d of docs) {
      const env: Env = { root: d, current: d, vars };
      const value = key(env) ?? null;
      const text = id(value);
      let group = groups.get(text);
      if (!group) {
        group = { id: value, parts: fields.map((f) => f.make()) };
        groups.set(text, group);
      }
      for (const part of group.parts) part.add(env);
    }
    const inOrder = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
    return inOrder.map(([, g]) =>
      resultOf(
        g.id,
        fields.map((f) => f.name),
        g.parts,
      ),
    );
  };
}

function resultOf(idValue: Value, names: string[], parts: Accumulator[]): Doc {
  const out: Doc = new Map([['_id', idValue]]);
  for (const [i, name] of names.entries()) {
    const v = parts[i]?.result();
    if (v !== undefined) out.set(name, v);
  }
  return out;
}
