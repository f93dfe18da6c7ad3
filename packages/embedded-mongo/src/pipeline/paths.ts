import { type Doc, isDoc, type Value } from '../bson/values.ts';

/** A copy of a document with a value at a path; what is in the way is replaced by documents. */
export function setAt(d: Doc, parts: string[], v: Value): Doc {
  const [name = '', ...rest] = parts;
  const out: Doc = new Map(d);
  if (rest.length === 0) return out.set(name, v);
  const inner = d.get(name);
  return out.set(name, setAt(isDoc(inner) ? inner : new Map(), rest, v));
}

/** A copy of a document without what is at a path. */
export function withoutPath(d: Doc, parts: string[]): Doc {
  const [name = '', ...rest] = parts;
  const out: Doc = new Map(d);
  const inner = d.get(name);
  if (rest.length === 0) out.delete(name);
  else if (isDoc(inner)) out.set(name, withoutPath(inner, rest));
  return out;
}
