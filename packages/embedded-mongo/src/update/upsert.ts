import { equal } from '../bson/compare.ts';
import { clone, type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Node } from '../query/nodes.ts';

/** The document an upsert begins with: the fields a filter fixes by equality. A replacement takes only `_id`. */
export function documentFromFilter(filter: Node, o: { onlyId: boolean }): Doc {
  const out: Doc = new Map();
  const fixed = new Map<string, Value>();
  collect(filter, fixed);
  const id = fixed.get('_id');
  if (id !== undefined) out.set('_id', clone(id));
  if (o.onlyId && id !== undefined) return out;
  for (const [path, value] of fixed) {
    if (path === '_id' || (o.onlyId && !path.startsWith('_id.'))) continue;
    if (o.onlyId) fail(53, "field name '_id' must be given whole in an upsert by replacement");
    setPath(out, path.split('.'), clone(value));
  }
  return out;
}

function collect(node: Node, into: Map<string, Value>): void {
  if (node.op === 'and') for (const child of node.children) collect(child, into);
  if (node.op === 'or' && node.children.length === 1) collect(node.children[0] as Node, into);
  if (node.op !== 'path') return;
  const { ask, path } = node;
  const value =
    ask.kind === 'eq' ? ask.value : ask.kind === 'in' && ask.values.length === 1 ? ask.values[0] : undefined;
  if (value === undefined) return;
  for (const [other] of into) {
    if (other !== path.text && !other.startsWith(`${path.text}.`) && !path.text.startsWith(`${other}.`)) continue;
    if (other === path.text && equal(into.get(other), value)) continue;
    fail(54, `cannot infer query fields to set, path '${path.text}' is matched twice`);
  }
  into.set(path.text, value);
}

function setPath(root: Doc, parts: string[], value: Value): void {
  let d = root;
  for (const part of parts.slice(0, -1)) {
    const next = d.get(part);
    if (isDoc(next)) d = next;
    else {
      const made: Doc = new Map();
      d.set(part, made);
      d = made;
    }
  }
  d.set(parts.at(-1) as string, value);
}
