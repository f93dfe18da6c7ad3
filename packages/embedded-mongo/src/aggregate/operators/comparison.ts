import { compare } from '../../bson/compare.ts';
import { truthy } from '../../bson/numbers.ts';
import { int, type Maybe } from '../../bson/values.ts';
import { fixed, type Operator, type OperatorTable, operandsOf } from './operator.ts';

/** Expressions distinguish missing from null: missing is below everything but MinKey. */
function order(a: Maybe, b: Maybe): number {
  if (a === undefined || b === undefined)
    return Number(b === undefined) - Number(a === undefined) ? (a === undefined ? -1 : 1) : 0;
  return compare(a, b);
}

const test = (f: (c: number) => boolean): Operator => fixed(2, ([a, b]) => f(order(a, b)));

const logical =
  (stop: boolean): Operator =>
  (operand, c) => {
    const items = operandsOf(operand, c);
    return (env) => (items.some((item) => truthy(item(env)) === stop) ? stop : !stop);
  };

/** Comparison and boolean operators. */
export const comparisonOperators: OperatorTable = {
  $eq: test((c) => c === 0),
  $ne: test((c) => c !== 0),
  $gt: test((c) => c > 0),
  $gte: test((c) => c >= 0),
  $lt: test((c) => c < 0),
  $lte: test((c) => c <= 0),
  $cmp: fixed(2, ([a, b]) => int(Math.sign(order(a, b)))),
  $and: logical(false),
  $or: logical(true),
  $not: fixed(1, ([v]) => !truthy(v)),
};
