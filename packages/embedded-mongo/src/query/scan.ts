import { decodeDoc } from '../bson/decode.ts';
import type { Doc } from '../bson/values.ts';
import type { Collection } from '../storage/collection.ts';
import { endOfKey, recordKey, recordOf, tableRange } from '../storage/keys.ts';
import type { Entry, Range, Store } from '../storage/store.ts';
import type { Plan } from './plan.ts';

/** A document found, and where it is kept. */
export interface Hit {
  record: number;
  doc: Doc;
}

/**
 * The documents of a plan, not yet filtered. Each batch is one read that ends before the next `next()`: a pause
 * between two holds no snapshot, and documents written in it may or may not be seen, as on a MongoDB server.
 */
export function* scan(store: Store, c: Collection, plan: Plan): Generator<Hit> {
  if (plan.kind === 'collection') yield* scanCollection(store, c, plan.reverse);
  else if (plan.kind === 'index') yield* scanIndex(store, c, plan);
  else yield* scanUnion(store, c, plan.plans);
}

function* scanCollection(store: Store, c: Collection, reverse: boolean): Generator<Hit> {
  for (const { key, value } of batches(store, tableRange(c.ident), reverse)) {
    yield { record: recordOf(key), doc: decodeDoc(value) };
  }
}

function* scanIndex(store: Store, c: Collection, plan: Extract<Plan, { kind: 'index' }>): Generator<Hit> {
  const { index, reverse } = plan;
  const seen = index.multikey ? new Set<number>() : undefined;
  const ranges = reverse ? [...plan.ranges].reverse() : plan.ranges;
  for (const range of ranges) {
    if (plan.exact && range.start.length < longKey) {
      const record = store.get(Buffer.concat([range.start, endOfKey]));
      const bytes = record && store.get(recordKey(c.ident, recordOf(record)));
      if (bytes && !seen?.has(recordOf(record))) yield { record: recordOf(record), doc: decodeDoc(bytes) };
      if (record) seen?.add(recordOf(record));
      continue;
    }
    for (const { key, value } of batches(store, range, reverse)) {
      const record = recordOf(index.unique ? value : key);
      if (seen?.has(record)) continue;
      seen?.add(record);
      const bytes = store.get(recordKey(c.ident, record));
      if (bytes) yield { record, doc: decodeDoc(bytes) };
    }
  }
}

function* scanUnion(store: Store, c: Collection, plans: Plan[]): Generator<Hit> {
  const seen = new Set<number>();
  for (const plan of plans) {
    for (const hit of scan(store, c, plan)) {
      if (seen.has(hit.record)) continue;
      seen.add(hit.record);
      yield hit;
    }
  }
}

/** Longer keys may have been cut and end with a digest: they are looked for as a range. */
const longKey = 1900;

const zero = Buffer.from([0]);

/** The entries of a range, read a few and then more at a time. */
function* batches(store: Store, range: Range, reverse: boolean): Generator<Entry> {
  let { start, end } = range;
  for (let limit = 8; ; limit = Math.min(limit * 4, 256)) {
    const entries = store.entries({ start, end }, { limit, reverse });
    yield* entries;
    const last = entries.at(-1);
    if (!last || entries.length < limit) return;
    if (reverse) end = last.key;
    else start = Buffer.concat([last.key, zero]);
  }
}
