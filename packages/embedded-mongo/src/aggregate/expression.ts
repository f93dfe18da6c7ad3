import { type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { arithmeticOperators } from './operators/arithmetic.ts';
import { arrayOperators } from './operators/arrays.ts';
import { comparisonOperators } from './operators/comparison.ts';
import { conditionalOperators } from './operators/conditional.ts';
import { conversionOperators } from './operators/conversion.ts';
import { dateOperators } from './operators/dates.ts';
import { iterationOperators } from './operators/iteration.ts';
import { objectOperators } from './operators/objects.ts';
import type { Compiler, OperatorTable } from './operators/operator.ts';
import { setOperators } from './operators/sets.ts';
import { stringOperators } from './operators/strings.ts';
import { type Expr, lookUp, type Vars } from './scope.ts';

const operators: OperatorTable = {
  ...arithmeticOperators,
  ...arrayOperators,
  ...comparisonOperators,
  ...conditionalOperators,
  ...conversionOperators,
  ...dateOperators,
  ...iterationOperators,
  ...objectOperators,
  ...setOperators,
  ...stringOperators,
};

/** Operators a collation would change: they compare values or take them for members of a set. */
const comparing = new Set([
  ...['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$cmp', '$in', '$indexOfArray', '$max', '$min', '$maxN', '$minN'],
  ...['$setUnion', '$setIntersection', '$setDifference', '$setEquals', '$setIsSubset', '$sortArray'],
]);

/** Whether an expression operator of this name can be parsed, if only to be refused. */
export const isExpressionOperator = (name: string): boolean => Object.hasOwn(operators, name) || refused.includes(name);

/** Operators MongoDB has and this server refuses: they run JavaScript or need what it does not keep. */
const refused = ['$function', '$accumulator', '$meta', '$toHashedIndexKey'];

/** Compiles an aggregation expression. `vars` names the variables (`$$name`) in scope. Throws MongoDB's parse errors. */
export function compile(value: Value, vars: Vars | undefined): Expr {
  if (typeof value === 'string') return value.startsWith('$') ? compilePath(value, vars) : () => value;
  if (Array.isArray(value)) return compileArray(value, vars);
  if (isDoc(value)) return compileDoc(value, vars);
  return () => value;
}

function compileArray(values: Value[], vars: Vars | undefined): Expr {
  const items = values.map((v) => compile(v, vars));
  return (env) => items.map((item) => item(env) ?? null);
}

function compileDoc(d: Doc, vars: Vars | undefined): Expr {
  const [first] = d;
  if (!first?.[0].startsWith('$')) return compileFields(d, vars);
  if (d.size > 1)
    fail(15983, `an object representing an expression must have exactly one field: { ${[...d.keys()].join(', ')} }`);
  return compileOperator(first[0], first[1], vars);
}

/** `{a: …, b: …}`: a document of expressions; a missing value leaves its field out. */
function compileFields(d: Doc, vars: Vars | undefined): Expr {
  const fields = [...d].map(([name, v]): [string, Expr] => {
    if (name.startsWith('$'))
      fail(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
    if (name.includes('.'))
      fail(16412, `FieldPath field names may not contain '.'. Consider using $getField or $setField.`);
    return [name, compile(v, vars)];
  });
  return (env) => {
    const out: Doc = new Map();
    for (const [name, expr] of fields) {
      const v = expr(env);
      if (v !== undefined) out.set(name, v);
    }
    return out;
  };
}

function compileOperator(name: string, operand: Value, vars: Vars | undefined): Expr {
  const make = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (!make) {
    if (refused.includes(name)) fail(238, `${name} is not supported by this server`);
    return fail(168, `Unrecognized expression '${name}'`);
  }
  if (vars?.text && comparing.has(name)) fail(238, `${name} under a collation is not supported by this server`);
  const compiler: Compiler = { name, vars, compile: (v, inner) => compile(v, inner ?? vars) };
  return make(operand, compiler);
}

function compilePath(text: string, vars: Vars | undefined): Expr {
  if (!text.startsWith('$$')) return fieldPath(checkParts(text.slice(1).split('.'), text));
  const [name = '', ...rest] = text.slice(2).split('.');
  if (rest.length) checkParts(rest, text);
  const base = variable(name, vars);
  return rest.length === 0 ? base : (env) => valueAt(base(env), rest, 0);
}

function checkParts(parts: string[], text: string): string[] {
  if (parts.length === 1 && parts[0] === '') fail(16872, "'$' by itself is not a valid FieldPath");
  if (parts.at(-1) === '') fail(40353, "FieldPath must not end with a '.'.");
  if (parts.includes('')) fail(15998, 'FieldPath field names may not be empty strings.');
  if (parts.some((p) => p.startsWith('$')))
    fail(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField. ${text}`);
  return parts;
}

function fieldPath(parts: string[]): Expr {
  const [only] = parts;
  if (parts.length === 1) return (env) => (isDoc(env.current) ? env.current.get(only as string) : undefined);
  return (env) => valueAt(env.current, parts, 0);
}

function variable(name: string, vars: Vars | undefined): Expr {
  switch (name) {
    case 'ROOT':
      return (env) => env.root;
    case 'CURRENT':
      return (env) => env.current;
    case 'REMOVE':
      return () => undefined;
    case 'DESCEND':
    case 'PRUNE':
    case 'KEEP':
      return () => name.toLowerCase();
    default:
      if (!lookUp(vars, name)) return fail(17276, `Use of undefined variable: ${name}`);
      return (env) => lookUp(env.vars, name)?.value;
  }
}

/** The value at a path as expressions see it: an array on the way becomes the array of what its documents hold. */
export function valueAt(v: Maybe, parts: string[], at: number): Maybe {
  if (at === parts.length) return v;
  if (isDoc(v)) return valueAt(v.get(parts[at] as string), parts, at + 1);
  if (!Array.isArray(v)) return undefined;
  const out: Value[] = [];
  for (const item of v) {
    const found = isDoc(item) ? valueAt(item, parts, at) : Array.isArray(item) ? valueAt(item, parts, at) : undefined;
    if (found !== undefined) out.push(found);
  }
  return out;
}
