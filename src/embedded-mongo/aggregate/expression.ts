import type { Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Expr, Vars } from './scope.ts';

/** Compiles an expression. */
export function compile(_value: Value, _vars: Vars | undefined): Expr {
  return fail(238, 'expressions are not supported yet');
}
