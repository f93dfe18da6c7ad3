import { isBoxed, isDoc, type Maybe } from './values.ts';

/** A value as MongoDB writes it in messages: `{ a: 1, b: "x" }`, `ObjectId('…')`. */
export function show(v: Maybe): string {
  if (v === undefined) return 'missing';
  if (typeof v === 'string') return `"${v}"`;
  if (typeof v === 'number') return Number.isInteger(v) ? `${v}.0` : String(v);
  if (v === null || typeof v !== 'object') return String(v);
  if (Array.isArray(v)) return v.length ? `[ ${v.map(show).join(', ')} ]` : '[]';
  if (isDoc(v)) return v.size ? `{ ${[...v].map(([name, value]) => `${name}: ${show(value)}`).join(', ')} }` : '{}';
  if (v instanceof Date) return `new Date(${v.getTime()})`;
  return showBoxed(v);
}

function showBoxed(v: object): string {
  if (isBoxed(v, 'ObjectId')) return `ObjectId('${v.toHexString()}')`;
  if (isBoxed(v, 'Int32')) return String(v.value);
  if (isBoxed(v, 'Decimal128')) return v.toString();
  if (isBoxed(v, 'Binary')) return `BinData(${v.sub_type}, ${v.toString('hex').toUpperCase()})`;
  if (isBoxed(v, 'BSONRegExp')) return `/${v.pattern}/${v.options}`;
  if (isBoxed(v, 'Timestamp')) return `Timestamp(${v.t}, ${v.i})`;
  return (v as { _bsontype: string })._bsontype;
}
