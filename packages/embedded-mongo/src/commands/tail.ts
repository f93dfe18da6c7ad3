import { decodeDoc } from '../bson/decode.ts';
import type { Doc } from '../bson/values.ts';
import type { CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import { matches, type Node } from '../query/nodes.ts';
import type { Collection } from '../storage/collection.ts';
import { recordKey, recordOf, tableRange } from '../storage/keys.ts';
import type { Source } from './cursors.ts';

/** Documents read in one go. */
const perRead = 64;

/** A tailable cursor's documents: those of a capped collection as they came, and then those that come. Throws 2 for any other. */
export function tailSource(
  cx: CommandContext,
  c: Collection,
  o: { filter: Node; skip: number; limit: number; awaits: boolean },
): Source {
  if (!c.cap) fail(2, 'error processing query: tailable cursor requested on non capped collection');
  const waiting: Doc[] = [];
  let last = 0;
  let toSkip = o.skip;
  let left = o.limit;
  const read = (): boolean => {
    if (last > 0 && !cx.engine.store.get(recordKey(c.ident, last)))
      fail(136, 'CollectionScan died due to position in capped collection being deleted');
    const range = { start: recordKey(c.ident, last + 1), end: tableRange(c.ident).end };
    const entries = cx.engine.store.entries(range, { limit: perRead });
    for (const { key, value } of entries) {
      last = recordOf(key);
      const d = decodeDoc(value);
      if (matches(o.filter, d) && toSkip-- <= 0) waiting.push(d);
    }
    return entries.length > 0;
  };
  return {
    tailing: true,
    awaits: o.awaits,
    ended: () => c.dropped || left <= 0,
    next: () => {
      if (c.dropped || left <= 0) return undefined;
      while (waiting.length === 0 && read());
      const d = waiting.shift();
      if (d) left--;
      return d;
    },
  };
}
