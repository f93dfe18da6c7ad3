import { compile } from '../aggregate/expression.ts';
import {
  checkOperator,
  exclude,
  fieldParts,
  include,
  isFlag,
  isInclusive,
  plant,
  type Tree,
} from '../aggregate/project.ts';
import type { Vars } from '../aggregate/scope.ts';
import { asInteger, isNumber, toDouble, truthy } from '../bson/numbers.ts';
import { type Doc, isDoc, type Maybe, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { matches, type Node } from './nodes.ts';
import { parseFilter } from './parse-filter.ts';

/** A compiled find projection. */
export interface Projection {
  /** Whether it needs the array position the filter matched, for `path.$`. */
  positional: boolean;
  apply(d: Doc, position: number | undefined): Doc;
}

/** What happens to one array after the fields are chosen. */
interface Cut {
  parts: string[];
  cut(values: Value[], position: number | undefined): Value[] | undefined;
  /** `$elemMatch`: the field goes to the end, and away where nothing is left. */
  moves: boolean;
}

interface Wish {
  tree: Tree;
  cuts: Cut[];
  slices: string[][];
  positional: boolean;
  vars: Vars;
}

/** Compiles a find projection (manual, "Project Fields to Return"). Throws MongoDB's codes for what goes not together. */
export function compileProjection(spec: Doc | undefined, vars: Vars): Projection | undefined {
  if (!spec || spec.size === 0) return undefined;
  const w: Wish = { tree: new Map(), cuts: [], slices: [], positional: false, vars };
  for (const [path, v] of spec) read(w, path, v);
  const inclusive = decide(w);
  if (inclusive) {
    for (const parts of w.slices) plant(w.tree, parts, true);
    if (!w.tree.has('_id')) w.tree.set('_id', true);
  } else if (w.positional) fail(31395, 'positional projection cannot be used with exclusion');
  const { tree, cuts } = w;
  return {
    positional: w.positional,
    apply: (d, position) => {
      const env = { root: d, current: d, vars };
      const chosen = (inclusive ? include(d, tree, env) : exclude(d, tree)) as Doc;
      return cuts.reduce((out, cut) => applyCut(out, cut, position), chosen);
    },
  };
}

/** Only slices leave everything else in; only `_id: 1` keeps nothing else. */
function decide(w: Wish): boolean {
  const others = [...w.tree.keys()].some((name) => name !== '_id');
  if (!others && w.slices.length > 0) return truthyLeaf(w.tree.get('_id'));
  return isInclusive(w.tree);
}

const truthyLeaf = (leaf: unknown): boolean => leaf === true;

function read(w: Wish, path: string, v: Value): void {
  if (path.endsWith('.$')) {
    readPositional(w, path.slice(0, -2), v);
    return;
  }
  const parts = fieldParts(path);
  const operator = isDoc(v) ? v.keys().next().value : undefined;
  if (isFlag(v)) plant(w.tree, parts, truthy(v));
  else if (operator === '$slice') readSlice(w, parts, (v as Doc).get('$slice') as Value);
  else if (operator === '$elemMatch') readElemMatch(w, parts, (v as Doc).get('$elemMatch') as Value);
  else if (operator === '$meta') fail(40218, 'query requires text score metadata, but it is not available');
  else if (isDoc(v) && v.size === 0)
    fail(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
  else if (isDoc(v) && !operator?.startsWith('$')) for (const [name, item] of v) read(w, `${path}.${name}`, item);
  else {
    checkOperator(v);
    plant(w.tree, parts, { expr: compile(v, w.vars) });
  }
}

function readPositional(w: Wish, path: string, v: Value): void {
  if (w.positional) fail(31276, 'Cannot specify more than one positional projection per query.');
  if (!isFlag(v) || !truthy(v)) fail(31395, 'positional projection must be an inclusion');
  const parts = fieldParts(path);
  w.positional = true;
  plant(w.tree, parts, true);
  const cut = (values: Value[], position: number | undefined): Value[] =>
    position === undefined || position >= values.length
      ? fail(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        )
      : [values[position] as Value];
  w.cuts.push({ parts, cut, moves: false });
}

function readElemMatch(w: Wish, parts: string[], v: Value): void {
  if (parts.length > 1) fail(31275, 'Cannot use $elemMatch projection on a nested field.');
  const filter = isDoc(v) ? v : fail(31274, `elemMatch: Invalid argument, object required, but got ${typeName(v)}`);
  const [name = ''] = parts;
  const test = elementTest(parseFilter(new Map([[name, new Map([['$elemMatch', filter]])]]), { vars: w.vars }), name);
  plant(w.tree, parts, true);
  const cut = (values: Value[]): Value[] | undefined => {
    const hit = values.find(test);
    return hit === undefined ? undefined : [hit];
  };
  w.cuts.push({ parts, cut, moves: true });
}

const elementTest =
  (node: Node, name: string): ((v: Value) => boolean) =>
  (v) =>
    matches(node, new Map([[name, [v]]]));

function readSlice(w: Wish, parts: string[], v: Value): void {
  const range = Array.isArray(v) ? v : undefined;
  if (range && range.length !== 2)
    fail(28667, `Expression $slice takes at least 2 arguments, and at most 3, but ${range.length} were passed in.`);
  if (!range && !isNumber(v)) fail(28667, 'Invalid $slice syntax. The given syntax did not match the find() syntax');
  const [skip, count] = range ? range.map(whole) : [undefined, whole(v)];
  if (range && (count ?? 0) <= 0)
    fail(28724, 'First argument to $slice must be an array or its third argument must be positive');
  w.slices.push(parts);
  w.cuts.push({ parts, cut: (values) => sliced(values, skip, count as number), moves: false });
}

function whole(v: Value): number {
  if (!isNumber(v))
    return fail(28725, `Second argument to $slice must be a numeric value, but is of type: ${typeName(v)}`);
  return Number(asInteger(v) ?? Math.trunc(toDouble(v)));
}

function sliced(values: Value[], skip: number | undefined, count: number): Value[] {
  if (skip === undefined) return count < 0 ? values.slice(count) : values.slice(0, count);
  const from = skip < 0 ? Math.max(0, values.length + skip) : skip;
  return values.slice(from, from + count);
}

function applyCut(d: Doc, c: Cut, position: number | undefined): Doc {
  const out = cutAt(d, c, { at: 0, position }) as Doc;
  const [name = ''] = c.parts;
  if (c.moves && out.has(name)) {
    const v = out.get(name) as Value;
    out.delete(name);
    if (Array.isArray(v) && v.length > 0) out.set(name, v);
  }
  return out;
}

function cutAt(v: Value, c: Cut, o: { at: number; position: number | undefined }): Maybe {
  if (o.at === c.parts.length) {
    if (!Array.isArray(v)) return c.moves ? [] : v;
    return c.cut(v, o.position) ?? [];
  }
  if (Array.isArray(v)) return v.map((item) => cutAt(item, c, o) as Value);
  if (!isDoc(v)) return v;
  const name = c.parts[o.at] as string;
  const inner = v.get(name);
  return inner === undefined ? v : new Map(v).set(name, cutAt(inner, c, { ...o, at: o.at + 1 }) as Value);
}
