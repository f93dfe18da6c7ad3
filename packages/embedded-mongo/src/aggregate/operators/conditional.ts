import { truthy } from '../../bson/numbers.ts';
import { isDoc, isNullish, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { bind, type Expr } from '../scope.ts';
import { type Compiler, namedOperand, type OperatorTable, operandsOf } from './operator.ts';

function cond(operand: Value, c: Compiler): Expr {
  let list = operand;
  if (isDoc(operand)) {
    for (const key of operand.keys())
      if (!['if', 'then', 'else'].includes(key)) fail(17083, `Unrecognized parameter to $cond: ${key}`);
    for (const [key, code] of [
      ['if', 17080],
      ['then', 17081],
      ['else', 17082],
    ] as const) {
      if (!operand.has(key)) fail(code, `Missing '${key}' parameter to $cond`);
    }
    list = [operand.get('if') as Value, operand.get('then') as Value, operand.get('else') as Value];
  }
  if (!Array.isArray(list) || list.length !== 3)
    return fail(
      16020,
      `Expression $cond takes exactly 3 arguments. ${Array.isArray(list) ? list.length : 1} were passed in.`,
    );
  const [when, then, otherwise] = list.map((v) => c.compile(v)) as [Expr, Expr, Expr];
  return (env) => (truthy(when(env)) ? then(env) : otherwise(env));
}

function ifNull(operand: Value, c: Compiler): Expr {
  const items = operandsOf(operand, c);
  if (items.length < 2) fail(1257300, `$ifNull needs at least two arguments, had: ${items.length}`);
  const last = items.at(-1) as Expr;
  return (env) => {
    for (const item of items.slice(0, -1)) {
      const v = item(env);
      if (!isNullish(v)) return v;
    }
    return last(env);
  };
}

function switchOn(operand: Value, c: Compiler): Expr {
  if (!isDoc(operand)) return fail(40060, `$switch requires an object as an argument, found: ${typeof operand}`);
  for (const key of operand.keys())
    if (key !== 'branches' && key !== 'default') fail(40067, `$switch found an unknown argument: ${key}`);
  const list = operand.get('branches');
  if (!Array.isArray(list)) return fail(40061, `$switch expected an array for 'branches'`);
  if (list.length === 0) fail(40068, '$switch requires at least one branch.');
  const branches = list.map((b) => {
    const d = isDoc(b) ? b : fail(40062, '$switch expected each branch to be an object');
    if (!d.has('case')) fail(40064, "$switch requires each branch have a 'case' expression");
    if (!d.has('then')) fail(40065, "$switch requires each branch have a 'then' expression.");
    return { when: c.compile(d.get('case') as Value), result: c.compile(d.get('then') as Value) };
  });
  const otherwise = operand.has('default') ? c.compile(operand.get('default') as Value) : undefined;
  return (env) => {
    const hit = branches.find((b) => truthy(b.when(env)));
    if (hit) return hit.result(env);
    return otherwise
      ? otherwise(env)
      : fail(40066, '$switch could not find a matching branch for an input, and no default was specified.');
  };
}

function letIn(operand: Value, c: Compiler): Expr {
  const d = namedOperand(operand, '$let', { required: ['vars', 'in'] });
  const given = d.get('vars');
  if (!isDoc(given)) return fail(16876, 'invalid parameter: expected an object (vars)');
  const values = [...given].map(([name, v]) => ({ name, expr: c.compile(v) }));
  const known = values.reduce((vars, v) => bind(vars, checkName(v.name), undefined), c.vars);
  const body = c.compile(d.get('in') as Value, known);
  return (env) => body({ ...env, vars: values.reduce((vars, v) => bind(vars, v.name, v.expr(env)), env.vars) });
}

/** A user variable begins with a lowercase letter. Throws 16867. */
export function checkName(name: string): string {
  if (name === 'CURRENT' || /^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) return name;
  return fail(16867, `'${name}' starts with an invalid character for a user variable name`);
}

/** `$cond` and its kin, and variables. */
export const conditionalOperators: OperatorTable = {
  $cond: cond,
  $ifNull: ifNull,
  $switch: switchOn,
  $let: letIn,
  $literal: (operand) => () => operand,
  $expr: (operand, c) => c.compile(operand),
  $rand: () => () => Math.random(),
};
