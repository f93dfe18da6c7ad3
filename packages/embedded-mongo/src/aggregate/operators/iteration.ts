import { compare } from '../../bson/compare.ts';
import { truthy } from '../../bson/numbers.ts';
import { isNullish, type Maybe, typeName, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { accumulate } from '../accumulate.ts';
import { bind, type Expr } from '../scope.ts';
import { wholeNumber } from './arrays.ts';
import { checkName } from './conditional.ts';
import { type Compiler, namedOperand, type Operator, type OperatorTable, operandsOf } from './operator.ts';

function map(operand: Value, c: Compiler): Expr {
  const d = namedOperand(operand, '$map', { required: ['input', 'in'], optional: ['as'] });
  const name = checkName((d.get('as') as string | undefined) ?? 'this');
  const input = c.compile(d.get('input') as Value);
  const body = c.compile(d.get('in') as Value, bind(c.vars, name, undefined));
  return (env) => {
    const list = input(env);
    if (isNullish(list)) return null;
    if (!Array.isArray(list)) return fail(16883, `input to $map must be an array not ${typeName(list)}`);
    return list.map((v) => body({ ...env, vars: bind(env.vars, name, v) }) ?? null);
  };
}

function filter(operand: Value, c: Compiler): Expr {
  const d = namedOperand(operand, '$filter', { required: ['input', 'cond'], optional: ['as', 'limit'] });
  const name = checkName((d.get('as') as string | undefined) ?? 'this');
  const input = c.compile(d.get('input') as Value);
  const cond = c.compile(d.get('cond') as Value, bind(c.vars, name, undefined));
  const most = d.has('limit') ? c.compile(d.get('limit') as Value) : () => null;
  return (env) => {
    const list = input(env);
    if (isNullish(list)) return null;
    if (!Array.isArray(list)) return fail(28651, `input to $filter must be an array not ${typeName(list)}`);
    const limit = most(env);
    const n = isNullish(limit) ? Number.POSITIVE_INFINITY : (wholeNumber(limit) ?? 0);
    if (n < 1) fail(327391, '$filter: limit must be greater than 0');
    return list.filter((v) => truthy(cond({ ...env, vars: bind(env.vars, name, v) }))).slice(0, n);
  };
}

function reduce(operand: Value, c: Compiler): Expr {
  const d = namedOperand(operand, '$reduce', { required: ['input', 'initialValue', 'in'] });
  const input = c.compile(d.get('input') as Value);
  const start = c.compile(d.get('initialValue') as Value);
  const body = c.compile(d.get('in') as Value, bind(bind(c.vars, 'value', undefined), 'this', undefined));
  return (env) => {
    const list = input(env);
    if (isNullish(list)) return null;
    if (!Array.isArray(list)) return fail(40080, `$reduce requires that 'input' be an array, found: ${typeName(list)}`);
    return list.reduce<Maybe>(
      (value, item) => body({ ...env, vars: bind(bind(env.vars, 'value', value), 'this', item) }),
      start(env),
    );
  };
}

/** `$sum` and the like on the elements of one array, or on several values. */
const overValues: Operator = (operand, c) => {
  const items = operandsOf(operand, c);
  return (env) => {
    const values = items.map((item) => item(env));
    const [only] = values;
    return accumulate(c.name, values.length === 1 && Array.isArray(only) ? only : values);
  };
};

function extreme(sign: 1 | -1): Operator {
  return (operand, c) => {
    const items = operandsOf(operand, c);
    return (env) => {
      const values = items.map((item) => item(env));
      const [only] = values;
      const list = (values.length === 1 && Array.isArray(only) ? only : values).filter((v) => !isNullish(v));
      return (
        list.reduce<Maybe>((best, v) => (best === undefined || compare(v, best) * sign > 0 ? v : best), undefined) ??
        null
      );
    };
  };
}

/** Operators that go through arrays with variables, and accumulators as plain expressions. */
export const iterationOperators: OperatorTable = {
  $map: map,
  $filter: filter,
  $reduce: reduce,
  $sum: overValues,
  $avg: overValues,
  $stdDevPop: overValues,
  $stdDevSamp: overValues,
  $min: extreme(-1),
  $max: extreme(1),
};
