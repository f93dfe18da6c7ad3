import { type Doc, doc, isDoc, isNullish, type Maybe, typeName, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Expr } from '../scope.ts';
import { type Compiler, namedOperand, type OperatorTable, unaryOrNull, variadic } from './operator.ts';

function mergeObjects(values: Maybe[]): Maybe {
  const out: Doc = new Map();
  for (const v of values) {
    if (isNullish(v)) continue;
    if (!isDoc(v)) return fail(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(v)}`);
    for (const [name, value] of v) out.set(name, value);
  }
  return out;
}

function arrayToObject(v: Value): Value {
  if (!Array.isArray(v)) return fail(40386, `$arrayToObject requires an array input, found: ${typeName(v)}`);
  const out: Doc = new Map();
  for (const item of v) {
    const [key, value] = pairOf(item);
    if (typeof key !== 'string')
      return fail(
        40394,
        `$arrayToObject requires an object with keys 'k' and 'v', where the value of 'k' must be of type string. Found type: ${typeName(key)}`,
      );
    if (key.includes('\0')) fail(4940400, 'Key field cannot contain an embedded null byte');
    out.set(key, value as Value);
  }
  return out;
}

function pairOf(item: Value): [Maybe, Maybe] {
  if (Array.isArray(item)) {
    if (item.length !== 2)
      fail(40397, `$arrayToObject requires an array of size 2 arrays,found array of size: ${item.length}`);
    return [item[0], item[1]];
  }
  if (!isDoc(item)) return fail(40398, `Unrecognised input type format for $arrayToObject: ${typeName(item)}`);
  if (item.size !== 2 || !item.has('k') || !item.has('v'))
    fail(40393, "$arrayToObject requires an object with keys 'k' and 'v'");
  return [item.get('k'), item.get('v')];
}

function getField(operand: Value, c: Compiler): Expr {
  const d =
    isDoc(operand) && (operand.has('field') || operand.has('input'))
      ? namedOperand(operand, '$getField', { required: ['field'], optional: ['input'] })
      : undefined;
  const field = constantName(d ? (d.get('field') as Value) : operand, c);
  const input = d ? c.compile(d.get('input') ?? '$$CURRENT') : c.compile('$$CURRENT');
  return (env) => {
    const v = input(env);
    if (v === null) return null;
    return isDoc(v) ? v.get(field) : undefined;
  };
}

function constantName(v: Value, c: Compiler): string {
  const literal = isDoc(v) && v.has('$literal') ? v.get('$literal') : v;
  if (isDoc(literal) || (typeof v === 'string' && v.startsWith('$')))
    fail(5654600, `${c.name} requires 'field' to evaluate to a constant`);
  return typeof literal === 'string' ? literal : fail(5654602, `${c.name} requires 'field' to evaluate to type String`);
}

function setField(operand: Value, c: Compiler): Expr {
  const unset = c.name === '$unsetField';
  const d = namedOperand(operand, c.name, { required: unset ? ['field', 'input'] : ['field', 'input', 'value'] });
  const field = constantName(d.get('field') as Value, c);
  const input = c.compile(d.get('input') as Value);
  const value = unset ? () => undefined : c.compile(d.get('value') as Value);
  return (env) => {
    const v = input(env);
    if (isNullish(v)) return null;
    if (!isDoc(v)) return fail(4161105, `${c.name} requires 'input' to evaluate to type Object`);
    const out: Doc = new Map(v);
    const next = value(env);
    if (next === undefined) out.delete(field);
    else out.set(field, next);
    return out;
  };
}

/** Operators on documents. */
export const objectOperators: OperatorTable = {
  $mergeObjects: variadic(mergeObjects),
  $objectToArray: unaryOrNull((v) => {
    if (!isDoc(v)) return fail(40390, `$objectToArray requires a document input, found: ${typeName(v)}`);
    return [...v].map(([k, value]) => doc({ k, v: value }));
  }),
  $arrayToObject: unaryOrNull(arrayToObject),
  $getField: getField,
  $setField: setField,
  $unsetField: setField,
};
