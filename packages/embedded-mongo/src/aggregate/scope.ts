import type { TextCompare } from '../bson/collation.ts';
import type { Maybe } from '../bson/values.ts';

/** Variables of aggregation expressions, innermost first. */
export interface Vars {
  name: string;
  value: Maybe;
  outer: Vars | undefined;
  /** The order of strings where a command asks for a collation; all inner variables have it too. */
  text?: TextCompare | undefined;
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
export const bind = (outer: Vars | undefined, name: string, value: Maybe): Vars => ({
  name,
  value,
  outer,
  text: outer?.text,
});

/** The variables every command has: `$$NOW` is the same all through it. */
export const baseVars = (now: Date): Vars => bind(undefined, 'NOW', now);

/** The innermost variable of that name. */
export function lookUp(vars: Vars | undefined, name: string): Vars | undefined {
  for (let v = vars; v; v = v.outer) if (v.name === name) return v;
  return undefined;
}
