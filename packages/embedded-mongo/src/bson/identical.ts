import { compare } from './compare.ts';
import { isBoxed, isDoc, type Maybe, typeCode } from './values.ts';

/** Whether two values are the same to the byte: types and field order included, unlike equality in queries. */
export function identical(a: Maybe, b: Maybe): boolean {
  if (a === b) return a !== 0 || Object.is(a, b);
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (typeof a !== 'object' || typeof b !== 'object') return Number.isNaN(a) && Number.isNaN(b);
  if (isDoc(a) || isDoc(b)) return isDoc(a) && isDoc(b) && identicalDocs(a, b);
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((v, i) => identical(v, b[i]));
  }
  if (typeCode(a) !== typeCode(b)) return false;
  if (isBoxed(a, 'Decimal128') && isBoxed(b, 'Decimal128')) return Buffer.compare(a.bytes, b.bytes) === 0;
  return compare(a, b) === 0;
}

function identicalDocs(a: Map<string, Maybe>, b: Map<string, Maybe>): boolean {
  if (a.size !== b.size) return false;
  const other = b.entries();
  for (const [name, v] of a) {
    const [otherName, otherValue] = other.next().value as [string, Maybe];
    if (name !== otherName || !identical(v, otherValue)) return false;
  }
  return true;
}
