import { isBoxed, type Value } from '../../bson/values.ts';

/** A scalar written as text the way `$toString` does; undefined for what has no text. */
export function textOf(v: Value): string | undefined {
  if (typeof v === 'string') return v;
  if (typeof v === 'number') return doubleText(v);
  if (typeof v === 'bigint' || typeof v === 'boolean') return String(v);
  if (v instanceof Date) return v.toISOString();
  if (isBoxed(v, 'Int32')) return String(v.value);
  if (isBoxed(v, 'Decimal128')) return v.toString();
  if (isBoxed(v, 'ObjectId')) return v.toHexString();
  return isBoxed(v, 'BSONSymbol') ? v.value : undefined;
}

function doubleText(n: number): string {
  if (Object.is(n, -0)) return '-0';
  return String(n).replace(/e([+-])(\d)$/, 'e$10$2');
}
