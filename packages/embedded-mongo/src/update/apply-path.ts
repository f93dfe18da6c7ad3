import { show } from '../bson/show.ts';
import { type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { isIndex } from '../query/path.ts';
import type { ArrayFilters } from './array-filters.ts';

/** What happens to the value at the end of a path. */
export interface Change {
  /** Whether missing parents are made. */
  creates: boolean;
  /** The new value; undefined leaves the field as it is, or removes it with `remove`. */
  make(current: Maybe): Maybe;
  remove?: boolean;
}

/** A change at a path. */
export interface PathChange {
  path: string;
  parts: string[];
  change: Change;
  filters: ArrayFilters | undefined;
  position: number | undefined;
}

/** MongoDB's limit on how far past its end an array is padded. */
const maxPadding = 1_500_000;

/** Applies a change in place, at every place its path names. */
export function applyAt(root: Doc, p: PathChange): void {
  inDoc(root, p, 0);
}

function inDoc(d: Doc, p: PathChange, at: number): void {
  const name = p.parts[at] as string;
  if (name.startsWith('$')) notAnArray(d, p, at);
  const current = d.get(name);
  if (at === p.parts.length - 1) {
    if (p.change.remove) d.delete(name);
    else {
      const next = p.change.make(current);
      if (next !== undefined) d.set(name, next);
    }
    return;
  }
  if (current === undefined) {
    if (isPositional(p.parts[at + 1])) missingArray(p, at + 1);
    if (!p.change.creates) return;
    const made: Doc = new Map();
    inDoc(made, p, at + 1);
    if (made.size > 0) d.set(name, made);
    return;
  }
  inValue(current, p, at + 1);
}

function inValue(v: Value, p: PathChange, at: number): void {
  if (isDoc(v)) {
    inDoc(v, p, at);
    return;
  }
  if (Array.isArray(v)) {
    inArray(v, p, at);
    return;
  }
  if (isPositional(p.parts[at])) notAnArray(v, p, at);
  if (p.change.remove || !p.change.creates) return;
  fail(28, `Cannot create field '${p.parts[at]}' in element {${p.parts[at - 1]}: ${show(v)}}`);
}

const isPositional = (part: string | undefined): boolean => part === '$' || part?.startsWith('$[') === true;

function missingArray(p: PathChange, at: number): never {
  const path = p.parts.slice(0, at).join('.');
  if (p.parts[at] === '$') fail(2, 'The positional operator did not find the match needed from the query.');
  return fail(2, `The path '${path}' must exist in the document in order to apply array updates.`);
}

function notAnArray(v: Value, p: PathChange, at: number): never {
  if (p.parts[at] === '$' && p.position === undefined)
    fail(2, 'The positional operator did not find the match needed from the query.');
  const name = p.parts[at - 1] ?? '';
  if (p.parts[at] === '$') fail(28, `Cannot create field '${p.position}' in element {${name}: ${show(v)}}`);
  return fail(2, `Cannot apply array updates to non-array element ${name}: ${show(v)}`);
}

function inArray(values: Value[], p: PathChange, at: number): void {
  for (const i of indexesOf(values, p, at)) inElement(values, i, { p, at });
}

function indexesOf(values: Value[], p: PathChange, at: number): number[] {
  const part = p.parts[at] as string;
  if (part === '$')
    return [p.position ?? fail(2, 'The positional operator did not find the match needed from the query.')];
  if (part === '$[]') return values.map((_, i) => i);
  if (part.startsWith('$[')) {
    const test = p.filters?.test(part.slice(2, -1), p.path) ?? (() => false);
    return values.flatMap((v, i) => (test(v) ? [i] : []));
  }
  if (isIndex(part)) return [Number(part)];
  if (p.change.remove || !p.change.creates) return [];
  return fail(28, `Cannot create field '${part}' in element {${p.parts[at - 1]}: ${show(values)}}`);
}

function inElement(values: Value[], i: number, { p, at }: { p: PathChange; at: number }): void {
  const current = values[i];
  if (at < p.parts.length - 1) {
    if (current !== undefined) {
      inValue(current, p, at + 1);
      return;
    }
    if (!p.change.creates) return;
    const made: Doc = new Map();
    inDoc(made, p, at + 1);
    pad(values, i, made);
    return;
  }
  if (p.change.remove) {
    if (i < values.length) values[i] = null;
    return;
  }
  const next = p.change.make(current);
  if (next !== undefined) pad(values, i, next);
}

function pad(values: Value[], i: number, v: Value): void {
  if (i > values.length + maxPadding) fail(2, `can't backfill more than ${maxPadding} elements`);
  while (values.length < i) values.push(null);
  values[i] = v;
}

/** The value at a path of plain field names; throws 2 where an array is on the way, as `$rename` does. */
export function readAt(root: Doc, parts: string[]): Maybe {
  let v: Maybe = root;
  for (const part of parts) {
    if (Array.isArray(v))
      fail(
        2,
        `The source field cannot be an array element, '${parts.join('.')}' in doc with _id: ${show(root.get('_id'))} has an array field called '${part}'`,
      );
    v = isDoc(v) ? v.get(part) : undefined;
  }
  return v;
}
