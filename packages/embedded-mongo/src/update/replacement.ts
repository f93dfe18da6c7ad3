import { type Doc, isBoxed } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { checkStorable } from './storable.ts';
import { currentTimestamp } from './timestamp.ts';
import type { Updater } from './updater.ts';

/** A whole new document; `_id` stays. Throws 52 for a field that begins with `$`. */
export function parseReplacement(u: Doc): Updater {
  for (const name of u.keys()) {
    if (!name.startsWith('$')) continue;
    fail(
      52,
      `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  }
  checkStorable(u);
  return {
    kind: 'replacement',
    positional: false,
    apply: (before) => {
      const out: Doc = new Map();
      const id = u.get('_id') ?? before.get('_id');
      if (id !== undefined) out.set('_id', id);
      for (const [name, v] of u) out.set(name, isEmptyTimestamp(v) ? currentTimestamp() : v);
      return out;
    },
  };
}

const isEmptyTimestamp = (v: unknown): boolean => isBoxed(v, 'Timestamp') && v.toBigInt() === 0n;
