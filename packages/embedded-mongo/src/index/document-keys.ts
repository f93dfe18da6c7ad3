import { bsonUndefined, type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { matches } from '../query/nodes.ts';
import { isIndex } from '../query/path.ts';
import type { Index } from './index-spec.ts';
import { KeyWriter } from './key-string.ts';

/** The keys one document has in one index. */
export interface DocumentKeys {
  keys: Buffer[];
  /** Whether an array was expanded on the way. */
  multikey: boolean;
  exact: boolean;
}

const none: DocumentKeys = { keys: [], multikey: false, exact: true };

/** One field of a key on its way: what is left of its path below `node`; no rest means `node` is the key value. */
interface Step {
  node: Maybe;
  rest: string[];
  done: boolean;
}

/** The keys of a document; none where a sparse or partial index leaves it out. Throws 171 for two arrays in one key. */
export function documentKeys(index: Index, d: Doc): DocumentKeys {
  if (index.partial && !matches(index.partial, d)) return none;
  const steps = index.fields.map((f): Step => ({ node: d, rest: f.parts, done: false }));
  const rows: Maybe[][] = [];
  const multikey = expand(steps, rows, index);
  if (index.sparse && rows.every((row) => row.every((v) => v === undefined))) return none;
  return { ...encode(index, rows), multikey };
}

function encode(index: Index, rows: Maybe[][]): { keys: Buffer[]; exact: boolean } {
  const keys: Buffer[] = [];
  const seen = new Set<string>();
  let exact = true;
  for (const row of rows) {
    const w = new KeyWriter();
    index.fields.forEach((f, i) => {
      w.field(row[i], f.descending);
    });
    const key = w.finish();
    exact &&= w.exact;
    const id = rows.length > 1 ? key.toString('latin1') : '';
    if (seen.has(id)) continue;
    seen.add(id);
    keys.push(key);
  }
  return { keys, exact };
}

/** Walks every field to its value or to the array it shares with the others, and once through that array. */
function expand(steps: Step[], rows: Maybe[][], index: Index): boolean {
  let array: Value[] | undefined;
  for (const step of steps) {
    descend(step);
    if (step.done || !Array.isArray(step.node)) continue;
    if (array && array !== step.node) {
      fail(171, `cannot index parallel arrays [${index.fields.map((f) => f.path).join('] [')}]`);
    }
    array = step.node;
  }
  if (!array) {
    rows.push(steps.map((s) => (s.done ? s.node : undefined)));
    return false;
  }
  if (array.length === 0) emptyArray(steps, rows, { array, index });
  for (const item of array) {
    const next = steps.map((s) => (s.done || s.node !== array ? { ...s } : element(s, item)));
    expand(next, rows, index);
  }
  return true;
}

/** An indexed empty array has the key undefined; a path through one has null. */
function emptyArray(steps: Step[], rows: Maybe[][], { array, index }: { array: Value[]; index: Index }): void {
  const next = steps.map((s): Step => {
    if (s.done || s.node !== array) return { ...s };
    return { node: s.rest.length === 0 ? bsonUndefined : undefined, rest: [], done: true };
  });
  expand(next, rows, index);
}

function element(s: Step, item: Value): Step {
  if (s.rest.length === 0) return { node: item, rest: [], done: true };
  if (isDoc(item)) return { node: item, rest: s.rest, done: false };
  return { node: undefined, rest: [], done: true };
}

function ambiguous(part: string): never {
  return fail(
    16746,
    `Ambiguous field name found in array (do not use numeric field names in embedded elements in an array), field: '${part}' for array`,
  );
}

function descend(step: Step): void {
  while (!step.done) {
    const { node, rest } = step;
    if (Array.isArray(node)) {
      const part = rest[0];
      // A number names an element, unless the elements are documents with a field of that name.
      if (part === undefined || !isIndex(part)) return;
      if (node.some((v) => isDoc(v) && v.has(part))) {
        if (Number(part) < node.length) ambiguous(part);
        return;
      }
      step.node = node[Number(part)];
      step.rest = rest.slice(1);
      if (step.rest.length === 0 && !Array.isArray(step.node)) step.done = true;
      continue;
    }
    if (rest.length === 0) step.done = true;
    else if (isDoc(node)) {
      step.node = node.get(rest[0] as string);
      step.rest = rest.slice(1);
    } else {
      step.node = undefined;
      step.done = true;
    }
  }
}
