import type { BSONRegExp } from 'bson';
import type { TextCompare } from '../bson/collation.ts';
import { compare, equal, typeRank } from '../bson/compare.ts';
import { asInteger, isNumber, toDouble } from '../bson/numbers.ts';
import { bsonUndefined, type Doc, isBoxed, isDoc, isNullish, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { bitTest } from './bits.ts';
import { type Ask, matches, type Node } from './nodes.ts';
import type { LeafMode, LeafTest, Path } from './path.ts';
import { literalPrefix, regexOf, regexTest } from './regex.ts';
import { typeTest } from './type-sets.ts';

/** What operators are parsed with. */
export interface OperatorContext {
  /** Parses a nested filter; handed in so that this file does not import its importer. */
  parse(filter: Doc): Node;
  /** The order of strings where a collation is asked for. */
  text?: TextCompare | undefined;
}

const other: Ask = { kind: 'other' };

/** A path to be walked. */
function pathTo(text: string, mode: LeafMode = 'each'): Path {
  return { text, parts: text.split('.'), mode };
}

/** Whether `{field: value}` holds operators rather than a document to be equal to. A DBRef's `$ref` is a value. */
export function isOperatorDoc(v: Doc): boolean {
  const first = v.keys().next().value;
  return first?.startsWith('$') === true && !['$ref', '$id', '$db'].includes(first);
}

/** The operators of one field, all of which must hold. */
export function parseOperators(field: string, ops: Doc, cx: OperatorContext): Node {
  const children: Node[] = [];
  for (const [name, value] of ops) {
    if (name === '$options') {
      if (!ops.has('$regex')) fail(2, '$options needs a $regex');
      continue;
    }
    children.push(operatorNode(field, { name, value, ops, cx }));
  }
  return children.length === 1 ? (children[0] as Node) : { op: 'and', children };
}

interface Operator {
  name: string;
  value: Value;
  ops: Doc;
  cx: OperatorContext;
}

function operatorNode(field: string, o: Operator): Node {
  const { name, value } = o;
  const { text } = o.cx;
  switch (name) {
    case '$eq':
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (name !== '$eq' && isBoxed(value, 'BSONRegExp'))
        fail(2, `Can't have RegEx as arg to predicate over field '${field}'.`);
      return valueNode(field, name.slice(1) as 'eq', value, text);
    case '$ne':
      if (isBoxed(value, 'BSONRegExp')) fail(2, "Can't have regex as arg to $ne.");
      return not(valueNode(field, 'eq', value, text));
    case '$in':
      return inNode(field, { name, value, text });
    case '$nin':
      return not(inNode(field, { name, value, text }));
    case '$not':
      return notNode(field, value, o.cx);
    case '$exists':
      return existsNode(field, value);
    case '$regex':
      return regexNode(field, readRegex(value, o.ops));
    default:
      return furtherNode(field, o);
  }
}

function furtherNode(field: string, o: Operator): Node {
  const { name, value } = o;
  switch (name) {
    case '$type':
      return leafNode(field, typeTest(value));
    case '$size':
      return sizeNode(field, value);
    case '$mod':
      return leafNode(field, modTest(value));
    case '$all':
      return allNode(field, value, o.cx);
    case '$elemMatch':
      return elemNode(field, value, o.cx);
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return leafNode(field, bitTest(name, value));
    case '$comment':
      return { op: 'and', children: [] };
    default:
      return refuse(name);
  }
}

function refuse(name: string): never {
  if (['$near', '$nearSphere', '$geoNear'].includes(name)) return fail(291, 'unable to find index for $geoNear query');
  if (['$geoWithin', '$geoIntersects', '$within'].includes(name))
    return fail(238, `${name} is not supported by this server`);
  return fail(2, `unknown operator: ${name}`);
}

const not = (child: Node): Node => ({ op: 'not', child });

function leafNode(field: string, test: LeafTest, ask: Ask = other): Node {
  return { op: 'path', path: pathTo(field), test, ask };
}

type Comparison = 'eq' | 'gt' | 'gte' | 'lt' | 'lte';

/** A comparison with a value: only values of the same kind of type compare, as "type bracketing" has it. */
export function valueNode(field: string, kind: Comparison, ...[value, text]: [Value, TextCompare?]): Node {
  if (value === bsonUndefined) fail(2, 'cannot compare to undefined');
  return collated(leafNode(field, comparison({ kind, text }, value), { kind, value }), [value], text);
}

/** Marks a test that a collation decides: one of strings, or of what may hold strings. */
function collated(node: Node, values: Value[], text: TextCompare | undefined): Node {
  const mayHoldText = values.some(
    (v) => typeof v === 'string' || isDoc(v) || Array.isArray(v) || isBoxed(v, 'BSONSymbol'),
  );
  return text && node.op === 'path' && mayHoldText ? { ...node, collated: true } : node;
}

function comparison({ kind, text }: { kind: string; text?: TextCompare | undefined }, value: Value): LeafTest {
  if (value === null) return kind === 'gt' || kind === 'lt' ? () => false : isNullish;
  if (kind === 'eq') return text ? (v) => v !== undefined && equal(v, value, text) : equalityTest(value);
  const rank = typeRank(value);
  const extreme = rank === 1 || rank === 127;
  const nan = isNumber(value) && Number.isNaN(toDouble(value));
  const ok = (c: number): boolean => (kind === 'gt' ? c > 0 : kind === 'gte' ? c >= 0 : kind === 'lt' ? c < 0 : c <= 0);
  return (v) => {
    if (v === undefined) return false;
    if (extreme) return ok(compare(v, value, text));
    if (typeRank(v) !== rank) return false;
    const c = compare(v, value, text);
    // NaN has an order for sorting, but in a query it is only equal to itself.
    if (rank === 10 && c !== 0 && (nan || Number.isNaN(toDouble(v)))) return false;
    return ok(c);
  };
}

function equalityTest(value: Value): LeafTest {
  if (typeof value === 'string') return (v) => v === value || (isBoxed(v, 'BSONSymbol') && v.value === value);
  if (typeof value === 'boolean') return (v) => v === value;
  return (v) => v !== undefined && equal(v, value);
}

function inNode(field: string, o: { name: string; value: Value; text: TextCompare | undefined }): Node {
  const { name, value, text } = o;
  if (!Array.isArray(value)) fail(2, `${name} needs an array`);
  const values = value as Value[];
  const tests: LeafTest[] = [];
  const texts = new Set<string>();
  for (const v of values) {
    if (isDoc(v) && isOperatorDoc(v)) fail(2, 'cannot nest $ under $in');
    if (typeof v === 'string' && !text) texts.add(v);
    else tests.push(isBoxed(v, 'BSONRegExp') ? regexTest(v) : comparison({ kind: 'eq', text }, v));
  }
  const test: LeafTest = (v) => (typeof v === 'string' && texts.has(v)) || tests.some((t) => t(v));
  const plain = !values.some((v) => isBoxed(v, 'BSONRegExp'));
  return collated(leafNode(field, test, plain ? { kind: 'in', values } : other), values, text);
}

function notNode(field: string, value: Value, cx: OperatorContext): Node {
  if (isBoxed(value, 'BSONRegExp')) return not(regexNode(field, value));
  if (!isDoc(value)) fail(2, '$not needs a regex or a document');
  if ((value as Doc).size === 0) fail(2, '$not cannot be empty');
  if (!isOperatorDoc(value as Doc)) fail(2, `unknown operator: ${(value as Doc).keys().next().value}`);
  return not(parseOperators(field, value as Doc, cx));
}

function existsNode(field: string, value: Value): Node {
  const wanted = !(value === false || value === null || (isNumber(value) && toDouble(value) === 0));
  const exists: Node = {
    op: 'path',
    path: pathTo(field, 'whole'),
    test: (v) => v !== undefined,
    ask: { kind: 'exists' },
  };
  return wanted ? exists : not(exists);
}

function readRegex(value: Value, ops: Doc): BSONRegExp {
  const options = ops.get('$options');
  if (options !== undefined && typeof options !== 'string') fail(2, '$options has to be a string');
  if (isBoxed(value, 'BSONRegExp')) {
    if (options !== undefined && value.options !== '') fail(51074, 'options set in both $regex and $options');
    return options === undefined ? value : regexOf(value.pattern, options as string);
  }
  if (typeof value !== 'string') fail(2, '$regex has to be a string');
  return regexOf(value as string, (options as string | undefined) ?? '');
}

/** A regular expression on a field. */
export function regexNode(field: string, r: BSONRegExp): Node {
  const prefix = literalPrefix(r);
  return leafNode(field, regexTest(r), prefix ? { kind: 'prefix', text: prefix } : other);
}

function sizeNode(field: string, value: Value): Node {
  const n = isNumber(value) ? asInteger(value) : undefined;
  if (n === undefined)
    fail(9, `Failed to parse $size. Expected ${isNumber(value) ? 'an integer' : 'a number'} in: $size`);
  if ((n as bigint) < 0n) fail(9, 'Failed to parse $size. Expected a non-negative number in: $size');
  const test: LeafTest = (v) => Array.isArray(v) && BigInt(v.length) === n;
  return { op: 'path', path: pathTo(field, 'whole'), test, ask: other };
}

function modTest(value: Value): LeafTest {
  if (!Array.isArray(value)) fail(2, 'malformed mod, needs to be an array');
  const [by, rest] = value as Value[];
  if ((value as Value[]).length < 2) fail(2, 'malformed mod, not enough elements');
  if ((value as Value[]).length > 2) fail(2, 'malformed mod, too many elements');
  if (!isNumber(by)) fail(2, 'malformed mod, divisor not a number');
  if (!isNumber(rest)) fail(2, 'malformed mod, remainder not a number');
  const divisor = truncated(by as Value);
  if (divisor === undefined || divisor === 0n) fail(2, 'divisor cannot be 0');
  const remainder = truncated(rest as Value);
  return (v) => {
    const n = isNumber(v) ? truncated(v as Value) : undefined;
    return n !== undefined && n % (divisor as bigint) === remainder;
  };
}

function truncated(v: Value): bigint | undefined {
  const whole = asInteger(v);
  if (whole !== undefined) return whole;
  const n = Math.trunc(toDouble(v));
  return Number.isFinite(n) ? BigInt(n) : undefined;
}

function allNode(field: string, value: Value, cx: OperatorContext): Node {
  if (!Array.isArray(value)) fail(2, '$all needs an array');
  const items = value as Value[];
  if (items.length === 0) return { op: 'or', children: [] };
  const children = items.map((item): Node => {
    if (isDoc(item) && item.keys().next().value === '$elemMatch')
      return elemNode(field, item.get('$elemMatch') as Value, cx);
    if (isDoc(item) && isOperatorDoc(item)) fail(2, 'no $ expressions in $all');
    return isBoxed(item, 'BSONRegExp') ? regexNode(field, item) : valueNode(field, 'eq', item, cx.text);
  });
  return children.length === 1 ? (children[0] as Node) : { op: 'and', children };
}

const logical = new Set(['$and', '$or', '$nor', '$expr', '$where', '$jsonSchema', '$comment']);

/** `$elemMatch` with operators tests each element as a value, otherwise as a document. */
function elemNode(field: string, value: Value, cx: OperatorContext): Node {
  if (!isDoc(value)) fail(2, '$elemMatch needs an Object');
  const filter = value as Doc;
  const first = filter.keys().next().value ?? '';
  const path = pathTo(field, 'whole');
  if (first.startsWith('$') && !logical.has(first) && isOperatorDoc(filter)) {
    const child = parseOperators('', filter, cx);
    const test: LeafTest = (v) => v !== undefined && matchesValue(child, v);
    return { op: 'elem', path, child, test };
  }
  const child = cx.parse(filter);
  const test: LeafTest = (v) => (isDoc(v) ? matches(child, v) : Array.isArray(v) && matches(child, arrayAsDoc(v)));
  return { op: 'elem', path, child, test };
}

const arrayAsDoc = (values: Value[]): Doc => new Map(values.map((v, i) => [String(i), v]));

/** Applies a value's operators to one element: an array inside is not looked into again. */
function matchesValue(node: Node, v: Value): boolean {
  switch (node.op) {
    case 'path':
      return node.test(v);
    case 'elem':
      return Array.isArray(v) && v.some((item) => node.test(item));
    case 'and':
      return node.children.every((child) => matchesValue(child, v));
    case 'or':
      return node.children.some((child) => matchesValue(child, v));
    case 'not':
      return !matchesValue(node.child, v);
    default:
      return fail(2, 'operator not allowed in $elemMatch of values');
  }
}
