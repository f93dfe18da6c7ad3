import { compile } from '../aggregate/expression.ts';
import { baseVars, type Vars } from '../aggregate/scope.ts';
import { truthy } from '../bson/numbers.ts';
import { type Doc, isBoxed, isDoc, isNullish, type Maybe, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { compileSchema } from './json-schema.ts';
import type { Node } from './nodes.ts';
import { isOperatorDoc, parseOperators, regexNode, valueNode } from './parse-operators.ts';

/** What a filter may refer to besides the document: the variables of `let`, `$$NOW`. */
export interface FilterContext {
  vars?: Vars;
  /** Array filters and partial indexes: `$expr` is not allowed. */
  plain?: boolean;
}

/** Parses a filter into nodes. Throws code 2 for an unknown operator or a bad operand, as MongoDB does. */
export function parseFilter(filter: Doc, cx: FilterContext = {}): Node {
  const children: Node[] = [];
  for (const [name, value] of filter) {
    const node = name.startsWith('$') ? topLevel(name, value, cx) : fieldNode(name, value, cx);
    if (node) children.push(node);
  }
  return children.length === 1 ? (children[0] as Node) : { op: 'and', children };
}

function topLevel(name: string, value: Value, cx: FilterContext): Node | undefined {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor':
      return { op: name.slice(1) as 'and' | 'or' | 'nor', children: branches(name, value, cx) };
    case '$comment':
      return undefined;
    case '$expr':
      return exprNode(value, cx);
    case '$jsonSchema':
      return { op: 'doc', test: compileSchema(value) };
    case '$alwaysTrue':
      return { op: 'and', children: [] };
    case '$alwaysFalse':
      return { op: 'or', children: [] };
    case '$sampleRate': {
      const rate = Number(value);
      return { op: 'doc', test: () => Math.random() < rate };
    }
    default:
      return refuse(name);
  }
}

function refuse(name: string): never {
  if (name === '$where') return fail(2, '$where is not supported: this server runs no JavaScript');
  if (name === '$text') return fail(27, 'text index required for $text query');
  return fail(
    2,
    `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
  );
}

function branches(name: string, value: Value, cx: FilterContext): Node[] {
  if (!Array.isArray(value)) fail(2, `${name} argument must be an array`);
  const items = value as Value[];
  if (items.length === 0) fail(2, '$and/$or/$nor must be a nonempty array');
  return items.map((item) =>
    isDoc(item) ? parseFilter(item, cx) : fail(2, '$or/$and/$nor entries need to be full objects'),
  );
}

function exprNode(value: Value, cx: FilterContext): Node {
  if (cx.plain) fail(224, '$expr is not allowed in this context');
  const vars = cx.vars ?? baseVars(new Date());
  const expression = compile(value, vars);
  const exact: Node = { op: 'doc', test: (d) => truthy(expression({ root: d, current: d, vars })) };
  const implied = vars.text ? [] : impliedEqualities(value, vars);
  return implied.length ? { op: 'and', children: [...implied, exact] } : exact;
}

/**
 * What `{$eq: ['$path', constant]}` in an `$expr` says to the planner: every match has that value at the path.
 * The value is given twice, so that an upsert does not take it for a field the filter sets.
 */
function impliedEqualities(value: Value, vars: Vars): Node[] {
  if (!isDoc(value) || value.size !== 1) return [];
  const all = value.get('$and');
  if (Array.isArray(all)) return all.flatMap((v) => impliedEqualities(v, vars));
  const pair = value.get('$eq');
  if (!Array.isArray(pair) || pair.length !== 2) return [];
  const path = pair.find((v) => typeof v === 'string' && /^\$[^$]/.test(v)) as string | undefined;
  const other = pair.find((v) => v !== path);
  if (path === undefined || other === undefined) return [];
  const constant = constantOf(other, vars);
  if (isNullish(constant) || isDoc(constant) || Array.isArray(constant) || isBoxed(constant, 'BSONRegExp')) return [];
  const wanted = constant as Value;
  const field = path.slice(1);
  return [parseOperators(field, new Map([['$in', [wanted, wanted]]]), { parse: (f) => parseFilter(f) })];
}

function constantOf(v: Value, vars: Vars): Maybe {
  if (typeof v !== 'string' || !v.startsWith('$')) return v;
  return v.startsWith('$$') && !/^\$\$(ROOT|CURRENT|REMOVE)/.test(v)
    ? compile(v, vars)({ root: undefined, current: undefined, vars })
    : undefined;
}

function fieldNode(name: string, value: Value, cx: FilterContext): Node {
  if (isDoc(value) && isOperatorDoc(value))
    return parseOperators(name, value, { parse: (f) => parseFilter(f, cx), text: cx.vars?.text });
  if (isBoxed(value, 'BSONRegExp')) return regexNode(name, value);
  return valueNode(name, 'eq', value, cx.vars?.text);
}
