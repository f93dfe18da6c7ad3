import { type Doc, isDoc, isNullish, type Maybe, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import type { Expr, Vars } from '../scope.ts';

/** What an operator is compiled with. */
export interface Compiler {
  /** The operator's own name, `$add`. */
  name: string;
  vars: Vars | undefined;
  compile(v: Value, inner?: Vars): Expr;
}

/** Compiles one operator from its operand. */
export type Operator = (operand: Value, c: Compiler) => Expr;

/** Operators by name. */
export type OperatorTable = Record<string, Operator>;

/** The operand as a list of expressions: `{$op: x}` and `{$op: [x]}` are the same. */
export function operandsOf(operand: Value, c: Compiler): Expr[] {
  return (Array.isArray(operand) ? operand : [operand]).map((v) => c.compile(v));
}

/** An operator on any number of values. */
export function variadic(f: (values: Maybe[], name: string) => Maybe): Operator {
  return (operand, c) => {
    const items = operandsOf(operand, c);
    return (env) =>
      f(
        items.map((item) => item(env)),
        c.name,
      );
  };
}

/** An operator on a fixed number of values, or a range of them. Throws 16020 for another number. */
export function fixed(count: number | [number, number], f: (values: Maybe[], name: string) => Maybe): Operator {
  const [least, most] = Array.isArray(count) ? count : [count, count];
  return (operand, c) => {
    const items = operandsOf(operand, c);
    if (items.length < least || items.length > most) {
      const many = least === most ? `exactly ${least} arguments` : `at least ${least} arguments, and at most ${most}`;
      fail(least === most ? 16020 : 28667, `Expression ${c.name} takes ${many}. ${items.length} were passed in.`);
    }
    return (env) =>
      f(
        items.map((item) => item(env)),
        c.name,
      );
  };
}

/** An operator on one value. */
export function unary(f: (v: Maybe, name: string) => Maybe): Operator {
  return fixed(1, ([v], name) => f(v, name));
}

/** An operator on one value that answers null for null and missing. */
export function unaryOrNull(f: (v: Value, name: string) => Maybe): Operator {
  return unary((v, name) => (isNullish(v) ? null : f(v as Value, name)));
}

/** An operator whose operand is a document of named expressions. Throws for others than these. */
export function named(
  fields: { required: string[]; optional?: string[] },
  f: (get: (name: string) => Maybe, name: string) => Maybe,
): Operator {
  return (operand, c) => {
    const d = namedOperand(operand, c.name, fields);
    const exprs = new Map([...d].map(([name, v]) => [name, c.compile(v)] as const));
    return (env) => f((name) => exprs.get(name)?.(env), c.name);
  };
}

/** Checks a document operand's field names. Throws 9 for a missing or an unknown one. */
export function namedOperand(operand: Value, name: string, fields: { required: string[]; optional?: string[] }): Doc {
  if (!isDoc(operand)) return fail(9, `${name} only supports an object as its argument`);
  for (const key of operand.keys()) {
    if (!fields.required.includes(key) && !fields.optional?.includes(key))
      fail(9, `Unrecognized argument to ${name}: ${key}`);
  }
  for (const key of fields.required) if (!operand.has(key)) fail(9, `Missing '${key}' parameter to ${name}`);
  return operand;
}
