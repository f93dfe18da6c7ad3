import type { Value } from '../bson/values.ts';
import type { Index } from '../index/index-spec.ts';
import type { Collection } from '../storage/collection.ts';
import { tableKey, tableRange } from '../storage/keys.ts';
import type { Range } from '../storage/store.ts';
import { fieldBounds, pointKeys, stretchRange } from './bounds.ts';
import { type Ask, matches, type Node } from './nodes.ts';
import { valueNode } from './parse-operators.ts';
import { isIndex } from './path.ts';
import type { SortField } from './sort.ts';

/** How the documents for a filter are found. The filter itself is always tested again on each document. */
export type Plan =
  | { kind: 'collection'; reverse: boolean }
  | { kind: 'index'; index: Index; ranges: Range[]; reverse: boolean; sorted: boolean; points: number; exact?: boolean }
  | { kind: 'union'; plans: Plan[] };

/** What a plan is wanted for. */
export interface PlanWish {
  sort?: SortField[];
  /** An index the client names, or the natural order. */
  hint?: Index | { natural: 1 | -1 };
}

/** Beyond this many points a cross product of `$in` lists costs more than reading on. */
const maxPoints = 1000;

/** Chooses the index that fixes most fields of a filter; falls back to reading the whole collection. */
export function planQuery(c: Collection, filter: Node, wish: PlanWish = {}): Plan {
  const { hint } = wish;
  if (hint && 'natural' in hint) return { kind: 'collection', reverse: hint.natural === -1 };
  const asks = new Map<string, Ask[]>();
  collectAsks(filter, '', asks);
  if (hint) return indexPlan(hint, asks, wish.sort ?? []) ?? wholeIndex(hint, wish.sort ?? []);
  const best = bestIndex(c, { asks, filter, sort: wish.sort ?? [] });
  if (best && best.points > 0) return best;
  return unionPlan(c, filter) ?? best ?? { kind: 'collection', reverse: false };
}

type IndexPlan = Extract<Plan, { kind: 'index' }>;

function bestIndex(
  c: Collection,
  o: { asks: Map<string, Ask[]>; filter: Node; sort: SortField[] },
): IndexPlan | undefined {
  let best: IndexPlan | undefined;
  for (const index of c.indexes) {
    if (index.hidden || (index.partial && !implies(o.filter, index.partial))) continue;
    const plan = indexPlan(index, o.asks, o.sort) ?? sortPlan(index, o.sort);
    if (plan && (!best || score(plan) > score(best))) best = plan;
  }
  return best;
}

const score = (p: IndexPlan): number =>
  p.points * 100 + (p.sorted ? 20 : 0) + (p.index.unique ? 5 : 0) - p.index.fields.length;

/**
 * What must hold of each path for a document to match: the leaves every match has to pass. Inside `$elemMatch` two paths
 * are no index path: that of an array within the array, which an index keeps whole, and a place in an element.
 */
function collectAsks(node: Node, prefix: string, into: Map<string, Ask[]>): void {
  if (node.op === 'and') for (const child of node.children) collectAsks(child, prefix, into);
  else if (node.op === 'or' && node.children.length === 1) collectAsks(node.children[0] as Node, prefix, into);
  else if (node.op === 'elem' || node.op === 'path') collectPath(node, prefix, into);
}

function collectPath(node: Extract<Node, { op: 'elem' | 'path' }>, prefix: string, into: Map<string, Ask[]>): void {
  const { text, parts } = node.path;
  if (prefix !== '' && isIndex(parts[0] as string)) return;
  const path = join(prefix, text);
  if (node.op === 'path') {
    if (!node.collated) into.set(path, [...(into.get(path) ?? []), node.ask]);
  } else if (text !== '') collectAsks(node.child, path, into);
}

const join = (a: string, b: string): string => (a && b ? `${a}.${b}` : a || b);

/** Bounds on as many leading fields as the filter fixes; undefined where it says nothing of the first. */
function indexPlan(index: Index, asks: Map<string, Ask[]>, sort: SortField[]): IndexPlan | undefined {
  let prefixes: Buffer[] = [tableKey(index.ident)];
  let fixed = 0;
  let stretched: Range[] | undefined;
  let points = 0;
  for (const [i, f] of index.fields.entries()) {
    if (index.multikey && sharesRoot(index, i)) break;
    const bounds = fieldBounds(asks.get(f.path) ?? [], index);
    if (!bounds) break;
    if ('stretch' in bounds) {
      stretched = prefixes.map((p) => stretchRange(p, bounds.stretch, f.descending));
      points += 0.5;
      break;
    }
    const next = cross(prefixes, bounds.points, f.descending);
    if (next.length > maxPoints && i > 0) break;
    prefixes = next;
    points++;
    fixed++;
  }
  if (points === 0) return undefined;
  const ranges = stretched ?? prefixes.map((p) => ({ start: p, end: Buffer.concat([p, Buffer.from([0xff])]) }));
  ranges.sort((a, b) => Buffer.compare(a.start, b.start));
  const order = prefixes.length <= 1 ? sortOrder(index, sort, fixed) : undefined;
  const exact = index.unique && fixed === index.fields.length;
  return { kind: 'index', index, ranges, reverse: order === -1, sorted: order !== undefined, points, exact };
}

function cross(prefixes: Buffer[], points: Value[], descending: boolean): Buffer[] {
  const keys = pointKeys(points, descending);
  return prefixes.flatMap((p) => keys.map((k) => Buffer.concat([p, k])));
}

function sharesRoot(index: Index, i: number): boolean {
  const root = index.fields[i]?.parts[0];
  return index.fields.slice(0, i).some((f) => f.parts[0] === root);
}

/** 1 or -1 where reading the index after its fixed fields gives the sort, forwards or backwards. */
function sortOrder(index: Index, sort: SortField[], fixed: number): 1 | -1 | undefined {
  if (sort.length === 0 || index.multikey || !index.exact || sort.some((s) => s.text)) return undefined;
  const fixedPaths = index.fields.slice(0, fixed).map((f) => f.path);
  const wanted = sort.filter((s) => !fixedPaths.includes(s.path));
  const rest = index.fields.slice(fixed);
  if (wanted.length > rest.length) return undefined;
  if (!wanted.every((s, i) => s.path === rest[i]?.path)) return undefined;
  const turned = wanted.map((s, i) => s.descending !== rest[i]?.descending);
  if (turned.every((t) => !t)) return 1;
  return turned.every((t) => t) ? -1 : undefined;
}

/** The whole index read in order, where that gives the sort. */
function sortPlan(index: Index, sort: SortField[]): IndexPlan | undefined {
  if (index.sparse || index.partial) return undefined;
  const order = sortOrder(index, sort, 0);
  return order === undefined ? undefined : { ...wholeIndex(index, []), reverse: order === -1, sorted: true };
}

function wholeIndex(index: Index, sort: SortField[]): IndexPlan {
  const order = sortOrder(index, sort, 0);
  return {
    kind: 'index',
    index,
    ranges: [tableRange(index.ident)],
    reverse: order === -1,
    sorted: order !== undefined,
    points: 0,
  };
}

/** An `$or` every branch of which has an index. */
function unionPlan(c: Collection, filter: Node): Plan | undefined {
  const or = filter.op === 'and' ? filter.children.find((child) => child.op === 'or') : filter;
  if (or?.op !== 'or' || or.children.length === 0) return undefined;
  const plans: Plan[] = [];
  for (const branch of or.children) {
    const asks = new Map<string, Ask[]>();
    collectAsks(branch, '', asks);
    const plan = bestIndex(c, { asks, filter: branch, sort: [] });
    if (!plan) return undefined;
    plans.push(plan);
  }
  return { kind: 'union', plans };
}

/** Whether every match of `filter` also matches the partial index's expression, as far as can be seen leaf by leaf. */
function implies(filter: Node, partial: Node): boolean {
  if (partial.op === 'and') return partial.children.every((child) => implies(filter, child));
  const conjuncts = filter.op === 'and' ? filter.children : [filter];
  return conjuncts.some((c) => leafImplies(c, partial));
}

function leafImplies(have: Node, want: Node): boolean {
  if (have.op === 'and') return have.children.some((child) => leafImplies(child, want));
  if (have.op !== 'path' || have.collated || want.op !== 'path' || have.path.text !== want.path.text) return false;
  const { ask } = have;
  if (ask.kind === 'exists') return want.ask.kind === 'exists';
  if (ask.kind === 'in') return ask.values.every((v) => passes(want, v));
  if (ask.kind === 'eq') return passes(want, ask.value);
  if (ask.kind === 'prefix' || ask.kind === 'other') return want.ask.kind === 'exists' && ask.kind === 'prefix';
  if (ask.value === null) return false;
  if (want.ask.kind === 'exists') return true;
  return boundImplies(ask, want);
}

/** Whether a bound lies inside another of the same side: at an equal value, only an inclusive one leaves a strict one. */
function boundImplies(have: Extract<Ask, { value: Value }>, want: Leaf): boolean {
  if (!('value' in want.ask) || have.kind[0] !== want.ask.kind[0]) return false;
  const strict = have.kind === 'gt' || have.kind === 'lt';
  const inclusive = have.kind === 'gt' ? 'gte' : 'lte';
  return passes(strict ? (valueNode(want.path.text, inclusive, want.ask.value) as Leaf) : want, have.value);
}

type Leaf = Extract<Node, { op: 'path' }>;

function passes(want: Leaf, v: Value): boolean {
  if (v === null || Array.isArray(v)) return false;
  return matches({ ...want, path: { text: 'v', parts: ['v'], mode: want.path.mode } }, new Map([['v', v]]));
}
