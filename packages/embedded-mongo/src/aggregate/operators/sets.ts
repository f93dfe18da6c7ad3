import { compare } from '../../bson/compare.ts';
import { truthy } from '../../bson/numbers.ts';
import { isNullish, type Maybe, typeName, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { keyOf } from '../../index/key-string.ts';
import { fixed, type OperatorTable, unary, variadic } from './operator.ts';

const id = (v: Value): string => keyOf(v).toString('latin1');

function setOf(v: Maybe, name: string): Map<string, Value> {
  if (!Array.isArray(v))
    return fail(17043, `All operands of ${name} must be arrays. One argument is of type: ${typeName(v)}`);
  return new Map(v.map((item) => [id(item), item]));
}

const sorted = (set: Map<string, Value>): Value[] => [...set.values()].sort(compare);

/** Operators on arrays as sets: results are sorted and without repetition. */
export const setOperators: OperatorTable = {
  $setUnion: variadic((values, name) => {
    if (values.some(isNullish)) return null;
    return sorted(new Map(values.flatMap((v) => [...setOf(v, name)])));
  }),
  $setIntersection: variadic((values, name) => {
    if (values.some(isNullish)) return null;
    const [first, ...rest] = values.map((v) => setOf(v, name));
    return sorted(new Map([...(first ?? [])].filter(([key]) => rest.every((s) => s.has(key)))));
  }),
  $setDifference: fixed(2, ([a, b], name) => {
    if (isNullish(a) || isNullish(b)) return null;
    const without = setOf(b, name);
    return [...setOf(a, name)].filter(([key]) => !without.has(key)).map(([, v]) => v);
  }),
  $setEquals: variadic((values, name) => {
    if (values.length < 2) fail(17045, `${name} needs at least two arguments had: ${values.length}`);
    const [first, ...rest] = values.map((v) => setOf(v, name));
    return rest.every((s) => s.size === first?.size && [...s.keys()].every((key) => first.has(key)));
  }),
  $setIsSubset: fixed(2, ([a, b], name) => {
    const whole = setOf(b, name);
    return [...setOf(a, name).keys()].every((key) => whole.has(key));
  }),
  $anyElementTrue: unary((v, name) =>
    Array.isArray(v) ? v.some(truthy) : fail(17041, `${name}'s argument must be an array, but is ${typeName(v)}`),
  ),
  $allElementsTrue: unary((v, name) =>
    Array.isArray(v) ? v.every(truthy) : fail(17040, `${name}'s argument must be an array, but is ${typeName(v)}`),
  ),
};
