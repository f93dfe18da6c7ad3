import { compare, equal } from '../../bson/compare.ts';
import { partsOf } from '../../bson/decimal.ts';
import { asInteger, isNumber, toDecimal, toDouble } from '../../bson/numbers.ts';
import { T, typeCode, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { compileRegex } from '../regex.ts';
import { typeCodes } from '../type-sets.ts';
import { type Keyword, type SchemaTest, sizeOf, wrongType } from './schema-test.ts';

const jsonTypes: Record<string, number[]> = {
  object: [T.object],
  array: [T.array],
  number: [T.double, T.int, T.long, T.decimal],
  boolean: [T.bool],
  string: [T.string],
  null: [T.null],
};

const bsonType: Keyword = (operand, { whole }) => {
  if (whole.has('type')) fail(9, "Cannot specify both $jsonSchema keywords 'type' and 'bsonType'");
  const names = Array.isArray(operand) ? operand : [operand];
  if (names.some((n) => typeof n !== 'string')) wrongType('bsonType', 'either a string or an array of strings');
  const codes = typeCodes(operand, '$jsonSchema bsonType');
  return (v) => codes.has(typeCode(v));
};

const type: Keyword = (operand) => {
  const names = Array.isArray(operand) ? operand : [operand];
  const codes = names.flatMap((name) => {
    if (typeof name !== 'string') return wrongType('type', 'either a string or an array of strings');
    if (name === 'integer') fail(9, "$jsonSchema type 'integer' is not currently supported.");
    return jsonTypes[name] ?? fail(2, `Unknown type name alias: ${name}`);
  });
  return (v) => codes.includes(typeCode(v));
};

const enumeration: Keyword = (operand) => {
  if (!Array.isArray(operand)) return wrongType('enum', 'an array');
  if (operand.length === 0) fail(9, "$jsonSchema keyword 'enum' cannot be an empty array");
  return (v) => operand.some((item) => equal(item, v));
};

function bound(side: 1 | -1): Keyword {
  return (operand, { name, whole }) => {
    if (!isNumber(operand)) return wrongType(name, 'a number');
    const strict = whole.get(side === 1 ? 'exclusiveMinimum' : 'exclusiveMaximum') === true;
    return (v) => {
      if (!isNumber(v)) return true;
      const c = compare(v, operand) * side;
      return strict ? c > 0 : c >= 0;
    };
  };
}

const exclusive: Keyword = (operand, { name, whole }) => {
  if (typeof operand !== 'boolean') return wrongType(name, 'a boolean');
  const other = name === 'exclusiveMinimum' ? 'minimum' : 'maximum';
  if (!whole.has(other)) fail(9, `$jsonSchema keyword '${other}' must be a present if ${name} is present`);
  return undefined;
};

const multipleOf: Keyword = (operand, { name }) => {
  if (!isNumber(operand)) return wrongType(name, 'a number');
  if (toDouble(operand) <= 0) fail(9, `$jsonSchema keyword 'multipleOf' must have a positive value`);
  return (v) => !isNumber(v) || isMultiple(v, operand);
};

function isMultiple(v: Value, of: Value): boolean {
  const [a, b] = [asInteger(v), asInteger(of)];
  if (a !== undefined && b !== undefined) return a % b === 0n;
  const [x, y] = [partsOf(toDecimal(v)), partsOf(toDecimal(of))];
  if (typeof x === 'number' || typeof y === 'number') return false;
  const low = Math.min(x.exponent, y.exponent);
  const scaled = (e: typeof x): bigint => e.coefficient * 10n ** BigInt(e.exponent - low);
  return scaled(x) % scaled(y) === 0n;
}

/** Lengths count code points. */
function length(ok: (n: number, limit: number) => boolean): Keyword {
  return (operand, { name }) => {
    const limit = sizeOf(operand, name);
    return (v) => typeof v !== 'string' || ok([...v].length, limit);
  };
}

const pattern: Keyword = (operand, { name }) => {
  if (typeof operand !== 'string') return wrongType(name, 'a string');
  const re = compileRegex(operand, '');
  return (v): ReturnType<SchemaTest> => typeof v !== 'string' || re.test(v);
};

/** Keywords on types, values, numbers and strings. */
export const scalarKeywords: Record<string, Keyword> = {
  bsonType,
  type,
  enum: enumeration,
  minimum: bound(1),
  maximum: bound(-1),
  exclusiveMinimum: exclusive,
  exclusiveMaximum: exclusive,
  multipleOf,
  minLength: length((n, limit) => n >= limit),
  maxLength: length((n, limit) => n <= limit),
  pattern,
};
