import { equal } from '../bson/compare.ts';
import { identical } from '../bson/identical.ts';
import { show } from '../bson/show.ts';
import type { Doc } from '../bson/values.ts';
import type { CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import type { Node } from '../query/nodes.ts';
import type { Hit } from '../query/scan.ts';
import type { Collection } from '../storage/collection.ts';
import { checkStorable } from '../update/storable.ts';
import type { Updater } from '../update/updater.ts';
import { documentFromFilter } from '../update/upsert.ts';
import { insertOne } from './insert.ts';
import { positionOf } from './search.ts';
import { checkValidator } from './validate-document.ts';

/** What an update needs to be applied to one document. */
export interface ModifyWish {
  filter: Node;
  updater: Updater;
  bypass: boolean;
}

/** Applies an update to a document found. Only inside `store.write`. Throws 66 where `_id` would change. */
export function applyUpdate(
  cx: CommandContext,
  c: Collection,
  w: ModifyWish & { hit: Hit },
): { after: Doc; modified: boolean } {
  const before = w.hit.doc;
  const position = w.updater.positional ? positionOf(w.filter, before) : undefined;
  const after = keepId(before, w.updater.apply(before, { position, inserting: false }), w.updater);
  if (identical(before, after)) return { after: before, modified: false };
  checkStorable(after);
  if (!w.bypass) checkValidator(c, after, before);
  cx.engine.records.replace(c, w.hit.record, { before, after });
  return { after, modified: true };
}

function keepId(before: Doc, after: Doc, updater: Updater): Doc {
  const id = before.get('_id');
  const next = after.get('_id');
  if (next !== undefined && identical(id, next)) return after;
  // A pipeline or replacement may write an equal _id of another number type; what is stored stays.
  if (next !== undefined && equal(id, next) && updater.kind !== 'modifiers')
    return new Map(after).set('_id', id as never);
  if (next === undefined && updater.kind === 'pipeline') return new Map([['_id', id as never], ...after]);
  if (updater.kind === 'modifiers')
    return fail(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
  return fail(
    66,
    `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${show(next)}`,
  );
}

/** Makes and inserts the document of an upsert. Only inside `store.write`. */
export function upsertDocument(cx: CommandContext, c: Collection, w: ModifyWish): Doc {
  const seed = documentFromFilter(w.filter, { onlyId: w.updater.kind === 'replacement' });
  const made = w.updater.apply(seed, { position: undefined, inserting: true });
  const id = seed.get('_id');
  if (id !== undefined && made.has('_id') && !equal(id, made.get('_id'))) {
    fail(66, `Performing an update on the path '_id' would modify the immutable field '_id'`);
  }
  if (id !== undefined && !made.has('_id')) made.set('_id', id);
  return insertOne(cx, c, { d: made, bypass: w.bypass });
}
