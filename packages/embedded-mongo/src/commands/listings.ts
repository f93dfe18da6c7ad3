import { type Doc, doc, isDoc } from '../bson/values.ts';
import type { Command, CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import { matches } from '../query/nodes.ts';
import { parseFilter } from '../query/parse-filter.ts';
import type { Collection } from '../storage/collection.ts';
import { args } from './args.ts';
import { firstBatch, type Source } from './cursors.ts';

/** The `listCollections` command. */
export const listCollections: Command = async (cx) => {
  const a = args('listCollections', cx.command, [
    'listCollections',
    'filter',
    'nameOnly',
    'authorizedCollections',
    'cursor',
  ]);
  const filter = parseFilter(a.optionalDoc('filter') ?? new Map());
  const nameOnly = a.bool('nameOnly');
  const all = cx.engine.catalog
    .collections(cx.db)
    .map(describe)
    .filter((d) => matches(filter, d));
  const shown = nameOnly ? all.map((d) => doc({ name: d.get('name'), type: d.get('type') })) : all;
  return cx.engine.cursors.open({
    ns: `${cx.db}.$cmd.listCollections`,
    source: listSource(shown),
    batchSize: batchSizeOf(cx),
    single: false,
  });
};

function describe(c: Collection): Doc {
  const idIndex = c.view ? undefined : c.indexes[0]?.spec;
  return doc({ name: c.name, type: c.view ? 'view' : 'collection', options: c.options, info: c.info, idIndex });
}

/** A source over documents in memory. */
export function listSource(docs: Doc[]): Source {
  let at = 0;
  return { next: () => docs[at++], ended: () => at >= docs.length };
}

/** `cursor.batchSize` of a command that has one. */
export function batchSizeOf(cx: CommandContext): number {
  const cursor = cx.command.get('cursor');
  if (cursor === undefined) return firstBatch;
  if (!isDoc(cursor)) return fail(14, "BSON field 'cursor' is the wrong type, expected type 'object'");
  const a = args('cursor', cursor, ['batchSize']);
  return a.integer('batchSize') ?? firstBatch;
}

/** The databases every server has. */
const always = ['admin', 'config', 'local'];

/** The `listDatabases` command. */
export const listDatabases: Command = (cx) => {
  const a = args('listDatabases', cx.command, ['listDatabases', 'filter', 'nameOnly', 'authorizedDatabases']);
  if (cx.db !== 'admin') fail(13, 'listDatabases may only be run against the admin database.');
  const filter = parseFilter(a.optionalDoc('filter') ?? new Map());
  const databases = [...new Set([...always, ...cx.engine.catalog.databases()])]
    .sort()
    .map((name) => doc({ name, sizeOnDisk: BigInt(sizeOfDatabase(cx, name)), empty: false }))
    .filter((d) => matches(filter, d));
  if (a.bool('nameOnly')) return doc({ databases: databases.map((d) => doc({ name: d.get('name') })) });
  const totalSize = databases.reduce((sum, d) => sum + (d.get('sizeOnDisk') as bigint), 0n);
  return doc({ databases, totalSize, totalSizeMb: totalSize / 1048576n });
};

/** A database shares one file with all others: its part is estimated from the number of its documents, in pages. */
function sizeOfDatabase(cx: CommandContext, db: string): number {
  return cx.engine.catalog
    .collections(db)
    .reduce((sum, c) => sum + 4096 * (c.indexes.length + 1 + Math.ceil(cx.engine.records.count(c) / 16)), 0);
}
