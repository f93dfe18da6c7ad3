import { compile } from '../aggregate/expression.ts';
import { asInteger, isNumber } from '../bson/numbers.ts';
import { type Doc, isDoc, isNullish, type Maybe, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { keyOf } from '../index/key-string.ts';
import type { Node } from '../query/nodes.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { anyEqual, joinValues } from './join.ts';
import { setAt } from './paths.ts';
import type { StageCompiler, StageContext } from './stage.ts';

const required = ['from', 'startWith', 'connectFromField', 'connectToField', 'as'];
const optional = ['maxDepth', 'depthField', 'restrictSearchWithMatch'];

interface GraphSpec {
  from: string;
  connectFrom: string[];
  connectTo: string;
  maxDepth: number;
  depthField: string[] | undefined;
  restrict: Node | undefined;
}

/** `$graphLookup`: everything that can be reached, step by step, each document once. */
export const graphLookup: StageCompiler = (spec, sx) => {
  if (!isDoc(spec))
    return fail(40327, `the $graphLookup stage specification must be an object, but found ${typeName(spec)}`);
  const o = readSpec(spec, sx);
  const as = (spec.get('as') as string).split('.');
  const startWith = compile(spec.get('startWith') as Value, sx.vars);
  return {
    run: async function* (input) {
      for await (const d of input) {
        const start = startWith({ root: d, current: d, vars: sx.vars });
        yield setAt(d, as, await reach(sx, o, startValues(start)));
      }
    },
  };
};

const startValues = (v: Maybe): Value[] => (Array.isArray(v) ? v : isNullish(v) ? [] : [v as Value]);

function readSpec(d: Doc, sx: StageContext): GraphSpec {
  for (const key of d.keys())
    if (!required.includes(key) && !optional.includes(key)) fail(40104, `unknown argument to $graphLookup: ${key}`);
  for (const key of required)
    if (!d.has(key)) fail(40105, `$graphLookup requires '${required.join("', '")}' to be specified.`);
  const text = (key: string): string => {
    const v = d.get(key);
    return typeof v === 'string' ? v : fail(40103, `expected string as argument for ${key}, found: ${typeName(v)}`);
  };
  text('as');
  const depth = d.get('maxDepth');
  const maxDepth =
    depth === undefined
      ? undefined
      : isNumber(depth)
        ? asInteger(depth)
        : fail(40100, `maxDepth requires numeric argument, found type: ${typeName(depth)}`);
  if (depth !== undefined && (maxDepth === undefined || maxDepth < 0n))
    fail(40101, `maxDepth requires a nonnegative argument, found: ${String(depth)}`);
  const restrict = d.get('restrictSearchWithMatch');
  if (restrict !== undefined && !isDoc(restrict)) fail(40185, 'restrictSearchWithMatch must be an object');
  return {
    from: text('from'),
    connectFrom: text('connectFromField').split('.'),
    connectTo: text('connectToField'),
    maxDepth: maxDepth === undefined ? Number.POSITIVE_INFINITY : Number(maxDepth),
    depthField: d.has('depthField') ? text('depthField').split('.') : undefined,
    restrict: isDoc(restrict) ? parseFilter(restrict, { vars: sx.vars }) : undefined,
  };
}

async function reach(sx: StageContext, o: GraphSpec, start: Value[]): Promise<Doc[]> {
  const asked = new Set<string>();
  const found = new Map<string, Doc>();
  let frontier = start;
  for (let depth = 0; depth <= o.maxDepth; depth++) {
    const fresh = frontier.filter((v) => {
      const id = keyOf(v).toString('latin1');
      return !asked.has(id) && asked.add(id);
    });
    if (fresh.length === 0) break;
    frontier = [];
    const wanted = anyEqual(o.connectTo, fresh);
    const match: Node = o.restrict ? { op: 'and', children: [wanted, o.restrict] } : wanted;
    for await (const d of sx.open({ collection: o.from, match, pipeline: [], vars: sx.vars })) {
      const id = keyOf(d.get('_id')).toString('latin1');
      if (found.has(id)) continue;
      found.set(id, o.depthField ? setAt(d, o.depthField, BigInt(depth)) : d);
      frontier.push(...joinValues(d, o.connectFrom).filter((v) => v !== null));
    }
  }
  return [...found.values()];
}
