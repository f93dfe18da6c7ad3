import type { Vars } from '../aggregate/scope.ts';
import { truthy } from '../bson/numbers.ts';
import type { Doc } from '../bson/values.ts';
import type { Node } from './nodes.ts';

/** Compiles a find projection. */
export function compileProjection(
  spec: Doc | undefined,
  _o: { vars: Vars; filter: Node },
): ((d: Doc, position?: number) => Doc) | undefined {
  if (!spec || spec.size === 0) return undefined;
  const inclusive = [...spec].some(([k, v]) => k !== '_id' && truthy(v));
  return (d) => new Map([...d].filter(([k]) => (spec.has(k) ? truthy(spec.get(k)) : k === '_id' || !inclusive)));
}
