import { type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';

/** Where in an array a match was found: the index in the outermost array on the path, for the positional `$`. */
export interface MatchDetails {
  position?: number;
}

/** A test of the value at the end of a path; `undefined` stands for a missing field. */
export type LeafTest = (v: Maybe) => boolean;

/** Whether a path component can be an array index. */
export const isIndex = (part: string): boolean => part.length < 11 && /^(0|[1-9]\d*)$/.test(part);

/** How a path ends: `each` tests an array's elements and then the array itself, `whole` only the value as it is. */
export type LeafMode = 'each' | 'whole';

/** A dotted path, ready to be walked. */
export interface Path {
  text: string;
  parts: string[];
  mode: LeafMode;
}

/** Whether any value the path reaches passes the test, by MongoDB's rules for arrays on the way. */
export function anyAt(path: Path, root: Doc, test: LeafTest, details?: MatchDetails): boolean {
  return walkDoc({ path, test, details }, root, 0);
}

interface Walk {
  path: Path;
  test: LeafTest;
  details: MatchDetails | undefined;
}

function walkDoc(w: Walk, d: Doc, at: number): boolean {
  return walkValue(w, d.get(w.path.parts[at] as string), at + 1);
}

function walkValue(w: Walk, v: Maybe, next: number): boolean {
  if (next === w.path.parts.length) return leaf(w, v);
  if (isDoc(v)) return walkDoc(w, v, next);
  if (Array.isArray(v)) return walkArray(w, v, next);
  return w.test(undefined);
}

function leaf(w: Walk, v: Maybe): boolean {
  if (w.path.mode === 'each' && Array.isArray(v)) {
    for (let i = 0; i < v.length; i++) {
      if (!w.test(v[i])) continue;
      if (w.details) w.details.position = i;
      return true;
    }
  }
  return w.test(v);
}

/** An array in the middle of a path: its documents are searched one by one, and a number also names an element. */
function walkArray(w: Walk, values: Value[], next: number): boolean {
  const part = w.path.parts[next] as string;
  for (let i = 0; i < values.length; i++) {
    const item = values[i];
    if (!isDoc(item) || !walkDoc(w, item, next)) continue;
    if (w.details) w.details.position = i;
    return true;
  }
  if (!isIndex(part) || Number(part) >= values.length) return false;
  return walkElement(w, values[Number(part)] as Value, next + 1);
}

function walkElement(w: Walk, v: Value, next: number): boolean {
  if (next === w.path.parts.length) return leaf(w, v);
  if (isDoc(v)) return walkDoc(w, v, next);
  return Array.isArray(v) ? walkArray(w, v, next) : false;
}
