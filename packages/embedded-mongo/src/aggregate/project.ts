import { isNumber, truthy } from '../bson/numbers.ts';
import { type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compile, isExpressionOperator } from './expression.ts';
import type { Env, Expr, Vars } from './scope.ts';

/** A tree of what happens to fields: kept, dropped, computed, or looked into. */
export type Tree = Map<string, true | false | { expr: Expr } | Tree>;

/** Adds a path to a tree. Throws 31249 or 31250 for paths that collide. */
export function plant(tree: Tree, parts: string[], leaf: true | false | { expr: Expr }): void {
  const [name = '', ...rest] = parts;
  const there = tree.get(name);
  if (rest.length === 0) {
    if (there !== undefined) fail(31250, `Path collision at ${parts.join('.')}`);
    tree.set(name, leaf);
    return;
  }
  if (there !== undefined && !(there instanceof Map))
    fail(31249, `Path collision at ${parts.join('.')} remaining portion ${rest.join('.')}`);
  const next: Tree = there instanceof Map ? there : new Map();
  tree.set(name, next);
  plant(next, rest, leaf);
}

/** Checks a dotted name and takes it apart. */
export function fieldParts(path: string): string[] {
  if (path === '') fail(40352, 'FieldPath cannot be constructed with empty string');
  const parts = path.split('.');
  if (parts.at(-1) === '') fail(40353, "FieldPath must not end with a '.'.");
  if (parts.includes('')) fail(15998, 'FieldPath field names may not be empty strings.');
  if (parts.some((p) => p.startsWith('$')))
    fail(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField. '${path}'`);
  return parts;
}

/** Whether a projection value is a plain yes or no. */
export const isFlag = (v: Value): boolean => typeof v === 'boolean' || isNumber(v);

/** Reads `{a: 1, 'b.c': {…}}` into a tree; nested documents without operators are paths too. */
export function readTree(spec: Doc, vars: Vars | undefined, o: { flags: boolean }): Tree {
  const tree: Tree = new Map();
  const read = (d: Doc, prefix: string[]): void => {
    for (const [name, v] of d) {
      const path = [...prefix, ...fieldParts(name)];
      if (o.flags && isFlag(v)) plant(tree, path, truthy(v));
      else if (isDoc(v) && v.size > 0 && !v.keys().next().value?.startsWith('$')) read(v, path);
      else if (isDoc(v) && v.size === 0 && o.flags)
        fail(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
      else {
        if (o.flags) checkOperator(v);
        plant(tree, path, { expr: compile(v, vars) });
      }
    }
  };
  read(spec, []);
  return tree;
}

/** A projection gives an unknown operator right below a field a code of its own. Throws 31325. */
export function checkOperator(v: Value): void {
  const name = isDoc(v) && v.size === 1 ? v.keys().next().value : undefined;
  if (name?.startsWith('$') && !isExpressionOperator(name)) fail(31325, `Unknown expression ${name}`);
}

/** A compiled `$project`. Throws 31253 and 31254 for a mix of kept and dropped fields. */
export function compileProject(spec: Value, vars: Vars | undefined): (d: Doc) => Doc {
  if (!isDoc(spec)) return fail(15969, '$project specification must be an object');
  if (spec.size === 0) fail(51272, 'projection specification must have at least one field');
  const tree = readTree(spec, vars, { flags: true });
  const inclusive = isInclusive(tree);
  if (inclusive && !tree.has('_id')) tree.set('_id', true);
  return (d) => {
    const env: Env = { root: d, current: d, vars };
    return inclusive ? (include(d, tree, env) as Doc) : (exclude(d, tree) as Doc);
  };
}

/** Whether a tree keeps (or computes) rather than drops; `_id` does not decide unless it is alone. */
export function isInclusive(tree: Tree): boolean {
  const kinds = new Set<boolean>();
  const visit = (t: Tree, top: boolean): void => {
    for (const [name, leaf] of t) {
      if (top && name === '_id' && (leaf === false || t.size > 1) && !(leaf instanceof Map)) continue;
      if (leaf instanceof Map) visit(leaf, false);
      else kinds.add(leaf !== false);
    }
  };
  visit(tree, true);
  if (kinds.size > 1) {
    const first = [...tree].find(([name]) => name !== '_id')?.[1];
    if (first === false) fail(31253, 'Cannot do inclusion on field in exclusion projection');
    fail(31254, 'Cannot do exclusion on field in inclusion projection');
  }
  if (kinds.size === 0) return tree.get('_id') !== false;
  return kinds.has(true);
}

/** Keeps what a tree names, in the document's order, then adds what it computes, in the tree's. */
export function include(v: Value, tree: Tree, env: Env): Maybe {
  if (Array.isArray(v))
    return v.flatMap((item) =>
      isDoc(item) || Array.isArray(item)
        ? [include(item, tree, env) as Value]
        : hasExpr(tree)
          ? [include(new Map(), tree, env) as Value]
          : [],
    );
  const out: Doc = new Map();
  if (isDoc(v)) {
    for (const [name, value] of v) {
      const leaf = tree.get(name);
      if (leaf === true) out.set(name, value);
      else if (leaf instanceof Map) {
        const kept =
          isDoc(value) || Array.isArray(value)
            ? include(value, leaf, env)
            : hasExpr(leaf)
              ? include(new Map(), leaf, env)
              : undefined;
        if (kept !== undefined) out.set(name, kept);
      }
    }
  }
  for (const [name, leaf] of tree) addComputed(out, { name, leaf, env, skip: isDoc(v) && v.has(name) });
  return out;
}

function addComputed(
  out: Doc,
  o: { name: string; leaf: true | false | { expr: Expr } | Tree; env: Env; skip: boolean },
): void {
  const { name, leaf, env } = o;
  if (typeof leaf === 'boolean') return;
  if (leaf instanceof Map) {
    if (o.skip || !hasExpr(leaf)) return;
    out.set(name, include(new Map(), leaf, env) as Value);
    return;
  }
  const v = leaf.expr(env);
  if (v !== undefined) out.set(name, v);
}

const hasExpr = (tree: Tree): boolean =>
  [...tree.values()].some((leaf) => (leaf instanceof Map ? hasExpr(leaf) : typeof leaf === 'object'));

/** Drops what a tree names. */
export function exclude(v: Value, tree: Tree): Value {
  if (Array.isArray(v)) return v.map((item) => exclude(item, tree));
  if (!isDoc(v)) return v;
  const out: Doc = new Map();
  for (const [name, value] of v) {
    const leaf = tree.get(name);
    if (leaf === false) continue;
    out.set(name, leaf instanceof Map ? exclude(value, leaf) : value);
  }
  return out;
}

/** Sets what a tree computes in a copy of the document: `$addFields`. A missing value removes nothing but is not set. */
export function addFields(v: Value, tree: Tree, env: Env): Value {
  if (Array.isArray(v)) return v.map((item) => addFields(item, tree, env));
  const out: Doc = isDoc(v) ? new Map(v) : new Map();
  for (const [name, leaf] of tree) {
    if (leaf instanceof Map) out.set(name, addFields(out.get(name) ?? new Map(), leaf, env));
    else if (typeof leaf === 'object') {
      const value = leaf.expr(env);
      if (value === undefined) out.delete(name);
      else out.set(name, value);
    }
  }
  return out;
}
