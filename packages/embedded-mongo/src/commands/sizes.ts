import { type Doc, doc, int, integer, isBoxed } from '../bson/values.ts';
import type { Command, CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import { sizesOf } from '../storage/records.ts';
import { args } from './args.ts';
import { collectionName } from './namespace.ts';

/** `collStats`: what a collection takes up. */
export const collStats: Command = (cx) => {
  const name = collectionName(cx);
  args('collStats', cx.command, ['collStats', 'collstats', 'scale']);
  const c = cx.engine.catalog.find(cx.db, name);
  if (c?.view) fail(166, `Namespace ${cx.db}.${name} is a view, not a collection`);
  const sizes = c ? sizesOf(cx.engine.store, c) : doc({ size: int(0), count: int(0), storageSize: int(0) });
  return new Map([['ns', `${cx.db}.${name}`], ...sizes]);
};

/** `dbStats`: what a database takes up. */
export const dbStats: Command = (cx) => {
  args('dbStats', cx.command, ['dbStats', 'dbstats', 'scale', 'freeStorage']);
  const all = cx.engine.catalog.collections(cx.db);
  const tables = all.filter((c) => !c.view);
  const sizes = tables.map((c) => sizesOf(cx.engine.store, c));
  const sum = (name: string) => integer(sizes.reduce((total, d) => total + numberOf(d, name), 0));
  return doc({
    ...{ db: cx.db, collections: integer(tables.length), views: integer(all.length - tables.length) },
    ...{ objects: sum('count'), dataSize: sum('size'), storageSize: sum('storageSize') },
    ...{ indexes: sum('nindexes'), indexSize: sum('totalIndexSize'), totalSize: sum('totalSize'), scaleFactor: int(1) },
  });
};

function numberOf(d: Doc, name: string): number {
  const v = d.get(name);
  return isBoxed(v, 'Int32') ? v.value : Number(v ?? 0);
}

/** `validate`: the counts agree, since documents and index entries are written together. */
export const validate: Command = (cx) => {
  const name = collectionName(cx);
  const c =
    cx.engine.catalog.find(cx.db, name) ?? fail(26, `Collection '${cx.db}.${name}' does not exist to validate.`);
  return doc({ ns: `${cx.db}.${name}`, valid: true, nrecords: recordCount(cx, c), nIndexes: int(c.indexes.length) });
};

const recordCount = (cx: CommandContext, c: Parameters<typeof cx.engine.records.count>[0]) =>
  integer(cx.engine.records.count(c));
