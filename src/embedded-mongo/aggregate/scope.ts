import type { Maybe } from '../bson/values.ts';

/** Variables of aggregation expressions, innermost first. */
export interface Vars {
  name: string;
  value: Maybe;
  outer: Vars | undefined;
}

/** What an expression is evaluated in. */
export interface Env {
  root: Maybe;
  current: Maybe;
  vars: Vars | undefined;
}

/** A compiled expression; `undefined` is a missing value. */
export type Expr = (env: Env) => Maybe;

/** One more variable in front of others. */
export const bind = (outer: Vars | undefined, name: string, value: Maybe): Vars => ({ name, value, outer });

/** The variables every command has: `$$NOW` is the same all through it. */
export const baseVars = (now: Date): Vars => bind(undefined, 'NOW', now);

/** The innermost variable of that name. */
export function lookUp(vars: Vars | undefined, name: string): Vars | undefined {
  for (let v = vars; v; v = v.outer) if (v.name === name) return v;
  return undefined;
}
