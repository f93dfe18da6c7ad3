import { compile } from '../aggregate/expression.ts';
import { baseVars, bind, type Vars } from '../aggregate/scope.ts';
import { readCollation, type TextCompare } from '../bson/collation.ts';
import { equal } from '../bson/compare.ts';
import { isNumber, toDouble } from '../bson/numbers.ts';
import { type Doc, doc, isDoc, type Maybe } from '../bson/values.ts';
import type { CommandContext, Engine } from '../engine.ts';
import { fail } from '../errors.ts';
import type { Index } from '../index/index-spec.ts';
import { matches, type Node } from '../query/nodes.ts';
import type { MatchDetails } from '../query/path.ts';
import { type Plan, type PlanWish, planQuery } from '../query/plan.ts';
import { type Hit, scan } from '../query/scan.ts';
import { parseSort, type SortField, sortDocuments } from '../query/sort.ts';
import type { Collection } from '../storage/collection.ts';

/** A search for documents: what to match, in which order, by which index. */
export interface Search {
  filter: Node;
  sort?: Maybe;
  hint?: Maybe;
  /** The order of strings in the sort. */
  text?: TextCompare | undefined;
}

/** A search made ready on a collection. */
export interface Prepared {
  plan: Plan;
  /** The sort that still has to be done after reading. */
  sort: SortField[] | undefined;
  filter: Node;
}

/** Plans a search. Throws 2 for a hint that names no index. */
export function prepare(c: Collection, s: Search): Prepared {
  const natural = isDoc(s.sort) ? s.sort.get('$natural') : undefined;
  const hint = s.hint ?? (natural === undefined ? undefined : doc({ $natural: natural }));
  return planSearch(c, { filter: s.filter, sort: sortOf(s), hint });
}

/** The sort of a search, read; undefined for none and for the natural order. */
export function sortOf(s: Search): SortField[] | undefined {
  const { sort } = s;
  return isDoc(sort) && sort.size > 0 && !sort.has('$natural') ? parseSort(sort, s.text) : undefined;
}

/** Plans a search whose sort has been read already. Throws 2 for a hint that names no index. */
export function planSearch(c: Collection, s: { filter: Node; sort?: SortField[] | undefined; hint?: Maybe }): Prepared {
  const { sort } = s;
  const wish: PlanWish = sort ? { sort } : {};
  const hint = resolveHint(c, s.hint);
  if (hint) wish.hint = hint;
  const plan = planQuery(c, s.filter, wish);
  const sorted = plan.kind === 'index' && plan.sorted && sort !== undefined;
  return { plan, sort: sorted ? undefined : sort, filter: s.filter };
}

/** The index a hint names by name or key pattern. */
function resolveHint(c: Collection, hint: Maybe): Index | { natural: 1 | -1 } | undefined {
  if (hint === undefined || hint === null || (isDoc(hint) && hint.size === 0)) return undefined;
  if (isDoc(hint) && hint.has('$natural'))
    return { natural: isNumber(hint.get('$natural')) && toDouble(hint.get('$natural')) < 0 ? -1 : 1 };
  if (typeof hint !== 'string' && !isDoc(hint)) return fail(9, 'Hint must be a string or an object');
  const found = c.indexes.find((i) => (typeof hint === 'string' ? i.name === hint : equal(i.spec.get('key'), hint)));
  return (
    found ??
    fail(2, 'error processing query: planner returned error: hint provided does not correspond to an existing index')
  );
}

/** The matching documents of a prepared search in plan order, unsorted. */
export function* hits(engine: Engine, c: Collection, p: Prepared): Generator<Hit> {
  for (const hit of scan(engine.store, c, p.plan)) if (matches(p.filter, hit.doc)) yield hit;
}

/** The first document of a search in its order. */
export function firstHit(engine: Engine, c: Collection, p: Prepared): Hit | undefined {
  const found = hits(engine, c, p);
  if (!p.sort) return found.next().value ?? undefined;
  return sortDocuments([...found], p.sort, (h) => h.doc)[0];
}

/** Matches again, to learn the array position for `$`. */
export function positionOf(filter: Node, d: Doc): number | undefined {
  const details: MatchDetails = {};
  return matches(filter, d, details) ? details.position : undefined;
}

/** The collation a collection was created with. */
function defaultCollation(cx: CommandContext, collection?: string): Maybe {
  const name = collection ?? cx.command.get(cx.name);
  return typeof name === 'string' ? cx.engine.catalog.find(cx.db, name)?.options.get('collation') : undefined;
}

/** The variables of a command: `$$NOW` and its `let`; with them goes its collation. */
export function commandVars(
  cx: CommandContext,
  o: { constants?: Maybe; collation?: Maybe; collection?: string } = {},
): Vars {
  const { constants } = o;
  const text = readCollation(o.collation ?? cx.command.get('collation') ?? defaultCollation(cx, o.collection));
  let vars: Vars = { ...baseVars(new Date(cx.engine.now())), text };
  if (isDoc(constants)) for (const [name, value] of constants) vars = bind(vars, name, value);
  const given = cx.command.get('let');
  if (given === undefined) return vars;
  if (!isDoc(given)) return fail(14, "BSON field 'let' is the wrong type, expected type 'object'");
  const outer = vars;
  for (const [name, value] of given) {
    if (!/^[a-z\u0080-\uffff][a-zA-Z0-9_\u0080-\uffff]*$/.test(name))
      fail(16867, `'${name}' starts with an invalid character for a user variable name`);
    vars = bind(vars, name, compile(value, outer)({ root: new Map(), current: new Map(), vars: outer }));
  }
  return vars;
}
