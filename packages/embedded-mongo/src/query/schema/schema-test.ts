import { asInteger, isNumber } from '../../bson/numbers.ts';
import { type Doc, isDoc, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';

/** Whether a value satisfies a schema or one keyword of it. */
export type SchemaTest = (v: Value) => boolean;

/** Compiles the schema inside a keyword. */
export type SchemaCompiler = (schema: Doc) => SchemaTest;

/** Compiles one keyword; `whole` is the schema it stands in. Undefined where it only describes. */
export type Keyword = (
  operand: Value,
  k: { name: string; whole: Doc; compile: SchemaCompiler },
) => SchemaTest | undefined;

/** Throws 14 for an operand of the wrong type. */
export function wrongType(name: string, wanted: string): never {
  return fail(14, `$jsonSchema keyword '${name}' must be ${wanted}`);
}

/** A whole number that is not negative. Throws 9 and 14. */
export function sizeOf(v: Value, name: string): number {
  if (!isNumber(v)) return wrongType(name, 'a number');
  const n = asInteger(v);
  return n === undefined || n < 0n
    ? fail(9, `$jsonSchema keyword '${name}' must be a non-negative integer`)
    : Number(n);
}

/** A list of schemas. Throws 9 and 14. */
export function schemaList(v: Value, name: string): Doc[] {
  if (!Array.isArray(v)) return wrongType(name, 'an array');
  if (v.length === 0) fail(2, `$jsonSchema keyword '${name}' must be a non-empty array`);
  return v.map((d) => (isDoc(d) ? d : wrongType(name, 'an array of objects')));
}
