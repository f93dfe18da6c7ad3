import { type Doc, isDoc, type Maybe } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Index } from '../index/index-spec.ts';
import { KeyWriter } from '../index/key-string.ts';
import { tableKey, tableRange } from '../storage/keys.ts';
import type { Prepared } from './search.ts';

/** Narrows a search to the index keys from `min` on and below `max` (manual, "cursor.min()"). Throws 51173 without a hint. */
export function withinKeys(p: Prepared, o: { min: Maybe; max: Maybe; sort: Prepared['sort'] }): Prepared {
  const [min, max] = [o.min, o.max].map((d) => (isDoc(d) && d.size > 0 ? d : undefined));
  if (!min && !max) return p;
  const { plan } = p;
  if (plan.kind !== 'index') return fail(51173, 'When using min()/max() a hint of which index to use must be provided');
  const all = tableRange(plan.index.ident);
  const range = { start: min ? edge(plan.index, min) : all.start, end: max ? edge(plan.index, max) : all.end };
  return {
    ...p,
    plan: { kind: 'index', index: plan.index, ranges: [range], reverse: false, sorted: false, points: 0 },
    sort: o.sort,
  };
}

function edge(index: Index, d: Doc): Buffer {
  const names = [...d.keys()];
  if (names.length !== index.fields.length || !index.fields.every((f, i) => f.path === names[i]))
    fail(51174, `The index used by hint does not have the fields of min()/max(): ${names.join(', ')}`);
  const w = new KeyWriter();
  for (const f of index.fields) w.field(d.get(f.path), f.descending);
  return tableKey(index.ident, w.finishPrefix());
}
