import type { TextCompare } from '../bson/collation.ts';
import { compare } from '../bson/compare.ts';
import { asInteger, isNumber } from '../bson/numbers.ts';
import { bsonUndefined, type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { isIndex } from './path.ts';

/** One field of a sort. */
export interface SortField {
  path: string;
  parts: string[];
  descending: boolean;
  /** The order of strings where it is not that of their bytes. */
  text?: TextCompare | undefined;
}

/** Reads a sort document; `$natural` is not for here. Throws 15974, 15975 and 15976 as MongoDB does. */
export function parseSort(spec: Doc, text?: TextCompare): SortField[] {
  if (spec.size > 32) fail(13103, 'too many sort fields');
  return [...spec].map(([path, order]) => {
    if (path === '') fail(40352, 'FieldPath cannot be constructed with empty string');
    if (path.startsWith('$'))
      fail(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField. Found '${path}'`,
      );
    if (path.endsWith('.')) fail(40353, "FieldPath must not end with a '.'.");
    if (path.startsWith('.') || path.includes('..')) fail(15998, 'FieldPath field names may not be empty strings.');
    return { path, parts: path.split('.'), descending: isDescending(order), text };
  });
}

function isDescending(order: Value): boolean {
  if (isDoc(order))
    return order.has('$meta')
      ? fail(40218, 'query requires text score metadata, but it is not available')
      : fail(17312, '$meta is the only expression supported by $sort right now');
  if (!isNumber(order)) fail(15974, `Illegal key in $sort specification: ${String(order)}`);
  const n = asInteger(order);
  if (n !== 1n && n !== -1n) fail(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  return n === -1n;
}

/** Compares two documents by sort fields; arrays count with their least (ascending) or greatest value. */
export function documentComparator(fields: SortField[]): (a: Doc, b: Doc) => number {
  return (a, b) => {
    for (const f of fields) {
      const c = compare(sortKey(a, f), sortKey(b, f), f.text);
      if (c !== 0) return f.descending ? -c : c;
    }
    return 0;
  };
}

/** Sorts documents, each key taken out once. The order of equal ones is kept. */
export function sortDocuments<X>(items: X[], fields: SortField[], documentOf: (x: X) => Doc): X[] {
  const keyed = items.map((item) => ({ item, keys: fields.map((f) => sortKey(documentOf(item), f)) }));
  keyed.sort((a, b) => {
    for (let i = 0; i < fields.length; i++) {
      const f = fields[i] as SortField;
      const c = compare(a.keys[i], b.keys[i], f.text);
      if (c !== 0) return f.descending ? -c : c;
    }
    return 0;
  });
  return keyed.map((k) => k.item);
}

/** The value a document is sorted by on one field; null where it is missing. */
function sortKey(d: Doc, f: SortField): Value {
  const direct = d.get(f.parts[0] as string);
  if (f.parts.length === 1 && !Array.isArray(direct)) return direct ?? null;
  let best: Maybe;
  for (const v of reachable(d, f.parts, 0)) {
    const c = best === undefined ? 0 : compare(v, best, f.text);
    if (best === undefined || (f.descending ? c > 0 : c < 0)) best = v;
  }
  return best ?? null;
}

function reachable(v: Maybe, parts: string[], at: number): Value[] {
  if (at === parts.length) {
    if (!Array.isArray(v)) return [v ?? null];
    return v.length === 0 ? [bsonUndefined] : v;
  }
  if (isDoc(v)) return reachable(v.get(parts[at] as string), parts, at + 1);
  if (!Array.isArray(v)) return [null];
  const part = parts[at] as string;
  if (isIndex(part) && !v.some((item) => isDoc(item) && item.has(part)))
    return reachable(v[Number(part)], parts, at + 1);
  return v.length === 0 ? [null] : v.flatMap((item) => (isDoc(item) ? reachable(item, parts, at) : [null]));
}
