import type { Engine } from './engine.ts';
import type { Index } from './index/index-spec.ts';
import { matches, type Node } from './query/nodes.ts';
import { valueNode } from './query/parse-operators.ts';
import { planQuery } from './query/plan.ts';
import { scan } from './query/scan.ts';
import type { Collection } from './storage/collection.ts';

/** Documents removed in one go. */
const perTurn = 200;

/** Removes the documents whose TTL index says they have expired (manual, "TTL Indexes"); how many went. */
export async function sweepExpired(engine: Engine): Promise<number> {
  let n = 0;
  for (const db of engine.catalog.databases()) {
    for (const c of engine.catalog.collections(db)) {
      for (const index of c.indexes)
        if (index.expireAfterSeconds !== undefined) n += await sweepIndex(engine, c, index);
    }
  }
  return n;
}

async function sweepIndex(engine: Engine, c: Collection, index: Index): Promise<number> {
  const limit = new Date(engine.now() - (index.expireAfterSeconds as number) * 1000);
  const path = index.fields[0]?.path as string;
  // An array expires by its earliest date, which "any element is old enough" says as well.
  const expired: Node = valueNode(path, 'lte', limit);
  let n = 0;
  for (;;) {
    const removed = await engine.store.write(() => {
      if (c.dropped || !c.indexes.includes(index)) return 0;
      const plan = planQuery(c, expired, { hint: index });
      const gone = [];
      for (const hit of scan(engine.store, c, plan)) {
        if (matches(expired, hit.doc) && (!index.partial || matches(index.partial, hit.doc))) gone.push(hit);
        if (gone.length >= perTurn) break;
      }
      for (const hit of gone) engine.records.remove(c, hit.record, hit.doc);
      return gone.length;
    });
    n += removed;
    if (removed < perTurn) return n;
  }
}
