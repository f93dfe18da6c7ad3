import type { Doc, Maybe, Value } from '../bson/values.ts';
import { anyAt, type LeafTest, type MatchDetails, type Path } from './path.ts';

/** What a leaf asks of a value, kept beside its test so that the planner can turn it into index bounds. */
export type Ask =
  | { kind: 'eq' | 'gt' | 'gte' | 'lt' | 'lte'; value: Value }
  | { kind: 'in'; values: Value[] }
  | { kind: 'prefix'; text: string }
  | { kind: 'exists' }
  | { kind: 'other' };

/** One node of a parsed filter. */
export type Node =
  | { op: 'and' | 'or' | 'nor'; children: Node[] }
  | { op: 'not'; child: Node }
  /** `collated`: strings are compared by a collation, so that no index, being in byte order, can answer. */
  | { op: 'path'; path: Path; ask: Ask; test: LeafTest; collated?: boolean }
  | { op: 'elem'; path: Path; child: Node; test: LeafTest }
  | { op: 'doc'; test: (d: Doc) => boolean };

/** Whether a document satisfies a node; `details` receives the array position of the last match. */
export function matches(node: Node, d: Doc, details?: MatchDetails): boolean {
  switch (node.op) {
    case 'path':
      return anyAt(node.path, d, node.test, details);
    case 'elem':
      return matchElements(node, d, details);
    case 'and':
      return node.children.every((child) => matches(child, d, details));
    case 'or':
      return node.children.some((child) => matches(child, d, details));
    case 'nor':
      return !node.children.some((child) => matches(child, d));
    case 'not':
      return !matches(node.child, d);
    default:
      return node.test(d);
  }
}

/** `$elemMatch`: the array is looked at whole, and the position is that of the element that matched. */
function matchElements(node: Extract<Node, { op: 'elem' }>, d: Doc, details?: MatchDetails): boolean {
  let position = -1;
  const found = anyAt(
    node.path,
    d,
    (v: Maybe) => {
      position = Array.isArray(v) ? v.findIndex((item) => node.test(item)) : -1;
      return position >= 0;
    },
    undefined,
  );
  if (found && details) details.position = position;
  return found;
}
