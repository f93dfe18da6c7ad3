import {
  type Binary,
  type BSONRegExp,
  type BSONSymbol,
  type Code,
  type Decimal128,
  Int32,
  type MaxKey,
  type MinKey,
  type ObjectId,
  type Timestamp,
} from 'bson';

/** BSON's deprecated `undefined` type (6), kept apart from JavaScript's `undefined`, which here always means "missing". */
class BsonUndefined {
  readonly _bsontype = 'BsonUndefined';
}

/** The one value of BSON type 6. */
export const bsonUndefined = new BsonUndefined();

/** A document. A Map keeps field order exactly (also of numeric names) and has no prototype to trip over. */
export type Doc = Map<string, Value>;

/** A BSON wrapper class of the `bson` package that the engine stores as it is. */
export type Boxed =
  | Int32
  | Decimal128
  | ObjectId
  | Binary
  | BSONRegExp
  | BSONSymbol
  | Code
  | Timestamp
  | MinKey
  | MaxKey
  | BsonUndefined;

/** Any BSON value. `number` is a double, `bigint` a 64-bit integer, `Int32` a 32-bit one: the types never mix. */
export type Value = number | bigint | string | boolean | null | Date | Boxed | Doc | Value[];

/** A value that may be missing. */
export type Maybe = Value | undefined;

/** BSON type codes (https://bsonspec.org/spec.html) as MongoDB's `$type` numbers them. */
export const T = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
} as const;

/** A BSON type's alias as `$type` accepts it. */
export type TypeName = keyof typeof T;

const names = new Map<number, TypeName>(Object.entries(T).map(([name, code]) => [code, name as TypeName]));

/** The alias of a type code, `missing` for an absent value's code 0. */
export function typeName(v: Maybe): TypeName | 'missing' {
  return v === undefined ? 'missing' : (names.get(typeCode(v)) as TypeName);
}

const boxedCodes: Record<string, number> = {
  Int32: T.int,
  ObjectId: T.objectId,
  Decimal128: T.decimal,
  Binary: T.binData,
  BSONRegExp: T.regex,
  Timestamp: T.timestamp,
  BSONSymbol: T.symbol,
  MinKey: T.minKey,
  MaxKey: T.maxKey,
  BsonUndefined: T.undefined,
};

/** The BSON type code of a value. */
export function typeCode(v: Value): number {
  switch (typeof v) {
    case 'string':
      return T.string;
    case 'number':
      return T.double;
    case 'boolean':
      return T.bool;
    case 'bigint':
      return T.long;
    default:
      return objectCode(v);
  }
}

function objectCode(v: Exclude<Value, string | number | boolean | bigint>): number {
  if (v === null) return T.null;
  if (v instanceof Map) return T.object;
  if (Array.isArray(v)) return T.array;
  if (v instanceof Date) return T.date;
  if (v._bsontype === 'Code') return v.scope ? T.javascriptWithScope : T.javascript;
  return boxedCodes[v._bsontype] as number;
}

/** Whether a value is a document. */
export const isDoc = (v: unknown): v is Doc => v instanceof Map;

/** Whether a value is a BSON wrapper of the given class name, e.g. `isBoxed(v, 'ObjectId')`. */
export function isBoxed<N extends Boxed['_bsontype']>(v: unknown, name: N): v is Extract<Boxed, { _bsontype: N }> {
  return typeof v === 'object' && v !== null && (v as { _bsontype?: string })._bsontype === name;
}

/** Whether a value is null, undefined (BSON) or missing: what a query for `null` finds. */
export const isNullish = (v: Maybe): boolean => v === undefined || v === null || v === bsonUndefined;

/** Builds a document from a plain object; values are engine values already. */
export function doc(fields: Record<string, Maybe>): Doc {
  const d: Doc = new Map();
  for (const key of Object.keys(fields)) {
    const v = fields[key];
    if (v !== undefined) d.set(key, v);
  }
  return d;
}

/** A 32-bit integer. */
export const int = (n: number): Int32 => new Int32(n);

/** The smallest integer type that holds `n`: int, else long. */
export function integer(n: number | bigint): Int32 | bigint {
  const b = BigInt(n);
  return b >= -2147483648n && b <= 2147483647n ? new Int32(Number(b)) : b;
}

/** A copy of a value that shares nothing that can be changed in place. */
export function clone<V extends Value>(v: V): V {
  if (v instanceof Map) {
    const copy: Doc = new Map();
    for (const [key, value] of v as Doc) copy.set(key, clone(value));
    return copy as V;
  }
  if (Array.isArray(v)) return v.map(clone) as V;
  return v;
}
