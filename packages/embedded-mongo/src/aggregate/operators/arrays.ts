import { compare, equal } from '../../bson/compare.ts';
import { asInteger, isNumber, toDouble } from '../../bson/numbers.ts';
import { type Doc, int, integer, isDoc, isNullish, type Maybe, typeName, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { documentComparator, parseSort } from '../../query/sort.ts';
import type { Expr } from '../scope.ts';
import {
  type Compiler,
  fixed,
  named,
  namedOperand,
  type OperatorTable,
  unary,
  unaryOrNull,
  variadic,
} from './operator.ts';

/** A number that must be a 32-bit integer; undefined where it is none. */
export function wholeNumber(v: Maybe): number | undefined {
  const n = isNumber(v) ? asInteger(v) : undefined;
  return n !== undefined && BigInt.asIntN(32, n) === n ? Number(n) : undefined;
}

function elementAt([list, at]: Maybe[]): Maybe {
  if (isNullish(list) || isNullish(at)) return null;
  if (!Array.isArray(list))
    return fail(28689, `$arrayElemAt's first argument must be an array, but is ${typeName(list)}`);
  if (!isNumber(at))
    return fail(28690, `$arrayElemAt's second argument must be a numeric value, but is ${typeName(at)}`);
  const i = wholeNumber(at);
  if (i === undefined)
    return fail(28691, `$arrayElemAt's second argument must be representable as a 32-bit integer: ${toDouble(at)}`);
  return list[i < 0 ? list.length + i : i];
}

function concatArrays(values: Maybe[]): Maybe {
  if (values.some(isNullish)) return null;
  return values.flatMap((v) =>
    Array.isArray(v) ? v : fail(28664, `$concatArrays only supports arrays, not ${typeName(v)}`),
  );
}

function slice([list, a, b]: Maybe[]): Maybe {
  if (isNullish(list) || isNullish(a) || b === null) return null;
  if (!Array.isArray(list))
    return fail(28724, `First argument to $slice must be an array, but is of type: ${typeName(list)}`);
  const first =
    wholeNumber(a) ?? fail(28725, `Second argument to $slice must be a numeric value, but is of type: ${typeName(a)}`);
  if (b === undefined) return first >= 0 ? list.slice(0, first) : list.slice(first);
  const n = wholeNumber(b) ?? fail(28727, `Third argument to $slice must be numeric, but is of type: ${typeName(b)}`);
  if (n <= 0) fail(28729, `Third argument to $slice must be positive: ${n}`);
  const start = first < 0 ? Math.max(0, list.length + first) : first;
  return list.slice(start, start + n);
}

function range([from, to, by]: Maybe[]): Maybe {
  const start =
    wholeNumber(from) ??
    fail(34443, `$range requires a numeric starting value, found value of type: ${typeName(from)}`);
  const end =
    wholeNumber(to) ?? fail(34445, `$range requires a numeric ending value, found value of type: ${typeName(to)}`);
  const step =
    by === undefined
      ? 1
      : (wholeNumber(by) ?? fail(34447, `$range requires a numeric step value, found value of type:${typeName(by)}`));
  if (step === 0) fail(34449, '$range requires a non-zero step value');
  const out: Value[] = [];
  for (let i = start; step > 0 ? i < end : i > end; i += step) out.push(int(i));
  return out;
}

function indexOfArray([list, wanted, from, to]: Maybe[]): Maybe {
  if (isNullish(list)) return null;
  if (!Array.isArray(list))
    return fail(40090, `$indexOfArray requires an array as a first argument, found: ${typeName(list)}`);
  const start =
    from === undefined ? 0 : (wholeNumber(from) ?? fail(40096, '$indexOfArray requires an integral starting index'));
  const end =
    to === undefined
      ? list.length
      : (wholeNumber(to) ?? fail(40096, '$indexOfArray requires an integral ending index'));
  if (start < 0 || end < 0) fail(40097, '$indexOfArray requires a nonnegative starting index');
  for (let i = start; i < Math.min(end, list.length); i++) if (equal(list[i], wanted ?? null)) return int(i);
  return int(-1);
}

function first(v: Maybe, name: string): Maybe {
  if (isNullish(v)) return null;
  if (!Array.isArray(v)) return fail(28689, `${name}'s argument must be an array, but is ${typeName(v)}`);
  return name === '$first' ? v[0] : v.at(-1);
}

function sortArray(operand: Value, c: Compiler): Expr {
  const d = namedOperand(operand, '$sortArray', { required: ['input', 'sortBy'] });
  const input = c.compile(d.get('input') as Value);
  const order = comparator(d.get('sortBy') as Value);
  return (env) => {
    const v = input(env);
    if (isNullish(v)) return null;
    if (!Array.isArray(v))
      return fail(2942504, `The input argument to $sortArray must be an array, but was of type: ${typeName(v)}`);
    return [...v].sort(order);
  };
}

function comparator(by: Value): (a: Value, b: Value) => number {
  if (isDoc(by)) {
    const byFields = documentComparator(parseSort(by));
    const asDoc = (v: Value): Doc => (isDoc(v) ? v : new Map());
    return (a, b) => byFields(asDoc(a), asDoc(b));
  }
  const sign = wholeNumber(by);
  if (sign !== 1 && sign !== -1) fail(2942801, '$sortArray: sortBy must be 1, -1 or a document');
  return (a, b) => compare(a, b) * (sign as number);
}

function zip(get: (name: string) => Maybe): Maybe {
  const inputs = get('inputs');
  if (isNullish(inputs)) return null;
  if (!Array.isArray(inputs)) return fail(34461, `inputs must be an array of expressions, found ${typeName(inputs)}`);
  if (inputs.some(isNullish)) return null;
  const lists = inputs.map((v) =>
    Array.isArray(v) ? v : fail(34468, `$zip found a non-array expression in input: ${typeName(v)}`),
  );
  const longest = get('useLongestLength') === true;
  const defaults = get('defaults');
  if (defaults !== undefined && !longest) fail(34466, 'cannot specify defaults unless useLongestLength is true');
  const lengths = lists.map((l) => l.length);
  const n = lengths.length === 0 ? 0 : longest ? Math.max(...lengths) : Math.min(...lengths);
  const fill = (k: number): Value => (Array.isArray(defaults) ? (defaults[k] ?? null) : null);
  return Array.from({ length: n }, (_, i) => lists.map((l, k) => (i < l.length ? (l[i] as Value) : fill(k))));
}

/** The `n` first or last, least or greatest elements. */
function nElements(get: (name: string) => Maybe, name: string): Maybe {
  const n = wholeNumber(get('n'));
  if (n === undefined || n < 1) fail(5787902, `'n' must be greater than 0 for ${name}`);
  const v = get('input');
  if (isNullish(v)) return null;
  if (!Array.isArray(v)) return fail(5788200, `${name} requires 'input' to be an array, found ${typeName(v)}`);
  if (name === '$firstN') return v.slice(0, n);
  if (name === '$lastN') return v.slice(-(n as number));
  const sorted = v.filter((item) => !isNullish(item)).sort(compare);
  return (name === '$minN' ? sorted : sorted.reverse()).slice(0, n);
}

const ofN = named({ required: ['n', 'input'] }, nElements);

/** Operators on arrays. */
export const arrayOperators: OperatorTable = {
  $arrayElemAt: fixed(2, elementAt),
  $concatArrays: variadic(concatArrays),
  $slice: fixed([2, 3], slice),
  $range: fixed([2, 3], range),
  $size: unary((v) =>
    Array.isArray(v)
      ? integer(v.length)
      : fail(17124, `The argument to $size must be an array, but was of type: ${typeName(v)}`),
  ),
  $isArray: unary((v) => Array.isArray(v)),
  $in: fixed(2, ([v, list]) =>
    Array.isArray(list)
      ? list.some((item) => v !== undefined && equal(item, v))
      : fail(40081, `$in requires an array as a second argument, found: ${typeName(list)}`),
  ),
  $indexOfArray: fixed([2, 4], indexOfArray),
  $reverseArray: unaryOrNull((v) =>
    Array.isArray(v)
      ? [...v].reverse()
      : fail(34435, `The argument to $reverseArray must be an array, but was of type: ${typeName(v)}`),
  ),
  $first: unary(first),
  $last: unary(first),
  $firstN: ofN,
  $lastN: ofN,
  $minN: ofN,
  $maxN: ofN,
  $sortArray: sortArray,
  $zip: named({ required: ['inputs'], optional: ['useLongestLength', 'defaults'] }, zip),
};
