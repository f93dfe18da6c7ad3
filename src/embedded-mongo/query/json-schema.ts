import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';

/** Compiles `$jsonSchema`. */
export function compileSchema(value: Value): (d: Doc) => boolean {
  if (!isDoc(value)) fail(14, '$jsonSchema must be an object');
  return fail(238, '$jsonSchema is not supported yet');
}
