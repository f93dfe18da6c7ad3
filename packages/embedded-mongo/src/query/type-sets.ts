import { asInteger, isNumber } from '../bson/numbers.ts';
import { type Maybe, T, typeCode, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';

const numeric: number[] = [T.double, T.int, T.long, T.decimal];

/** The type codes an operand of `$type` names: an alias, a number, or a list of them. */
export function typeCodes(value: Value, operator = '$type'): Set<number> {
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0) fail(9, `${operator} must match at least one type`);
  return new Set(list.flatMap((item) => oneType(item, operator)));
}

function oneType(v: Value, operator: string): number[] {
  if (typeof v === 'string') {
    if (v === 'number') return numeric;
    const code = (T as Record<string, number>)[v];
    return code === undefined ? fail(2, `Unknown type name alias: ${v}`) : [code];
  }
  if (!isNumber(v)) fail(14, `type must be represented as a number or a string`);
  const code = Number(asInteger(v) ?? Number.NaN);
  if (!Object.values<number>(T).includes(code)) fail(2, `Invalid numerical type code: ${code} for ${operator}`);
  return [code];
}

/** The test of `$type`. */
export function typeTest(value: Value): (v: Maybe) => boolean {
  const codes = typeCodes(value);
  return (v) => v !== undefined && codes.has(typeCode(v));
}
