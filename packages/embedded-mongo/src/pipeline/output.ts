import { randomUUID } from 'node:crypto';
import { type Doc, isDoc, typeName, type Value } from '../bson/values.ts';
import { insertOne } from '../commands/insert.ts';
import { checkCollection, checkDatabase, writable } from '../commands/namespace.ts';
import { stepsPerTurn } from '../commands/steps.ts';
import type { CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import { collect, type StageCompiler } from './stage.ts';

/** Where `$out` and `$merge` write. Throws for a name no collection can have. */
export function targetOf(
  spec: Value | undefined,
  cx: CommandContext,
  name: string,
): { db: string; collection: string } {
  const d = isDoc(spec) ? spec : undefined;
  const collection = d ? d.get('coll') : spec;
  const db = d?.get('db') ?? cx.db;
  if (typeof collection !== 'string' || typeof db !== 'string')
    return fail(16990, `${name} only supports a string or object argument, but found ${typeName(spec)}`);
  checkDatabase(db);
  checkCollection(db, collection);
  if (collection.startsWith('system.')) fail(17385, `Can't ${name} to special collection: ${collection}`);
  return { db, collection };
}

/** `$out`: the results replace a collection, whole or not at all. Its indexes and options stay. */
export const out: StageCompiler = (spec, sx) => {
  if (isDoc(spec))
    for (const key of spec.keys()) {
      if (key === 'timeseries') fail(238, 'time series are not supported by this server');
      if (key !== 'db' && key !== 'coll')
        fail(16994, `If an object is passed to $out it must have exactly 2 fields: 'db' and 'coll'. Found: ${key}`);
    }
  const target = targetOf(spec, sx.cx, '$out');
  return {
    run: async function* (input) {
      await replaceAll({ ...sx.cx, db: target.db }, target.collection, await collect(input));
      yield* [];
    },
  };
};

async function replaceAll(cx: CommandContext, name: string, docs: Doc[]): Promise<void> {
  const { store, catalog } = cx.engine;
  const temporary = await store.write(() => copyEmpty(cx, name));
  try {
    for (let at = 0; at < docs.length; at += stepsPerTurn) {
      await store.write(() => {
        for (const d of docs.slice(at, at + stepsPerTurn)) insertOne(cx, temporary, { d, bypass: false });
      });
    }
    await store.write(() => {
      const old = catalog.find(cx.db, name);
      if (old?.view) fail(166, `Namespace ${cx.db}.${name} is a view, not a collection`);
      if (old) {
        cx.engine.cursors.closeAll(`${cx.db}.${name}`);
        catalog.drop(old);
      }
      temporary.options.delete('temp');
      catalog.rename(temporary, { db: cx.db, name });
    });
  } catch (error) {
    await store.write(() => catalog.drop(temporary));
    throw error;
  }
}

/** An empty collection under a name of its own, with the indexes and options of another. */
function copyEmpty(cx: CommandContext, name: string): Collection {
  const { catalog } = cx.engine;
  const old = catalog.find(cx.db, name);
  if (old?.view) fail(166, `Namespace ${cx.db}.${name} is a view, not a collection`);
  const options: Doc = old ? new Map(old.options) : new Map();
  options.set('temp', true);
  const made = catalog.create({ db: cx.db, name: `tmp.agg_out.${randomUUID()}`, options });
  for (const index of old?.indexes ?? []) {
    if (index.name !== '_id_') made.indexes.push(catalog.addIndex(new Map(index.spec)));
  }
  catalog.save(made);
  return made;
}

/** The collection a stage writes to, made where it is missing. Only inside `store.write`. */
export const targetCollection = (cx: CommandContext, t: { db: string; collection: string }): Collection =>
  writable({ ...cx, db: t.db }, t.collection);
