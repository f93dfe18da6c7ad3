import { maxDepth } from '../bson/decode.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';

/** Checks that a document may be stored: MongoDB 5 takes dots and dollars in names of an insert, but no deeper nesting than 180. */
export function checkStorable(d: Doc): void {
  for (const v of d.values()) checkDepth(v, 1);
}

function checkDepth(v: Value, depth: number): void {
  if (v === null || typeof v !== 'object') return;
  if (depth > maxDepth) fail(15, `cannot insert document because it exceeds ${maxDepth} levels of nesting`);
  if (isDoc(v)) for (const item of v.values()) checkDepth(item, depth + 1);
  else if (Array.isArray(v)) for (const item of v) checkDepth(item, depth + 1);
}
