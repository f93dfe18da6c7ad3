import { identical } from '../bson/identical.ts';
import { isNumber } from '../bson/numbers.ts';
import { type Doc, doc, int, isDoc, type Value } from '../bson/values.ts';
import type { Command, CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import { matches } from '../query/nodes.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { applyOptions } from '../storage/catalog.ts';
import { type Collection, namespaceOf } from '../storage/collection.ts';
import { args } from './args.ts';
import { firstBatch, type Source } from './cursors.ts';
import { checkCollection, checkDatabase, collectionName } from './namespace.ts';

const knownCreate = [
  ...[
    'create',
    'capped',
    'autoIndexId',
    'size',
    'max',
    'storageEngine',
    'validator',
    'validationLevel',
    'validationAction',
  ],
  ...[
    'indexOptionDefaults',
    'viewOn',
    'pipeline',
    'collation',
    'timeseries',
    'expireAfterSeconds',
    'clusteredIndex',
    'idIndex',
  ],
  ...['changeStreamPreAndPostImages', 'encryptedFields', 'temp', 'flags'],
];

/** The `create` command. */
export const create: Command = async (cx) => {
  const name = collectionName(cx);
  args('create', cx.command, knownCreate);
  const options = createOptions(cx.command);
  await cx.engine.store.write(() => {
    const there = cx.engine.catalog.find(cx.db, name);
    if (there && !sameOptions(there.options, options)) {
      fail(48, `Collection ${namespaceOf(there)} already exists${there.view ? ' as a view' : ''}.`);
    }
    if (!there) cx.engine.catalog.create({ db: cx.db, name, options });
  });
  return doc({});
};

/** Creating what exists with the same options is no error from MongoDB 7 on. */
const sameOptions = (a: Doc, b: Doc): boolean => identical(a, b);

const kept = [
  'validator',
  'validationLevel',
  'validationAction',
  'viewOn',
  'pipeline',
  'indexOptionDefaults',
  'storageEngine',
  'changeStreamPreAndPostImages',
];

function createOptions(command: Doc): Doc {
  const options: Doc = new Map();
  refuseUnsupported(command);
  for (const name of kept) {
    const v = command.get(name);
    if (v !== undefined) options.set(name, v);
  }
  const validator = options.get('validator');
  if (validator !== undefined && !isDoc(validator))
    fail(14, "BSON field 'create.validator' is the wrong type, expected type 'object'");
  if (isDoc(validator)) parseFilter(validator);
  const clustered = command.get('clusteredIndex');
  if (clustered !== undefined) options.set('clusteredIndex', clusteredIndex(clustered));
  checkLevels(options);
  if (options.has('pipeline') && !options.has('viewOn')) fail(72, "'pipeline' requires 'viewOn' to also be specified");
  if (options.has('viewOn') && !options.has('pipeline')) options.set('pipeline', []);
  return options;
}

/** How documents lie on disk shows in no answer, so a clustered collection is one like any other, listed as what it is. */
function clusteredIndex(given: Value): Doc {
  const d = isDoc(given) ? given : doc({});
  const key = d.get('key');
  if (!isDoc(key) || !identical(key, doc({ _id: int(1) })) || d.get('unique') !== true)
    fail(197, "The clusteredIndex option must have 'key: {_id: 1}' and 'unique: true'");
  return doc({ v: int(2), key, name: d.get('name') ?? '_id_', unique: true });
}

function checkLevels(options: Doc): void {
  const level = options.get('validationLevel');
  const action = options.get('validationAction');
  if (level !== undefined && !['off', 'moderate', 'strict'].includes(level as string)) {
    fail(2, `Enumeration value '${String(level)}' for field 'create.validationLevel' is not a valid value.`);
  }
  if (action !== undefined && !['error', 'warn'].includes(action as string)) {
    fail(2, `Enumeration value '${String(action)}' for field 'create.validationAction' is not a valid value.`);
  }
}

/** Kinds of collection this server does not have. */
function refuseUnsupported(command: Doc): void {
  if (command.get('capped') === true) fail(238, 'capped collections are not supported by this server');
  for (const name of ['timeseries', 'encryptedFields', 'expireAfterSeconds']) {
    if (command.has(name)) fail(238, `${name} is not supported by this server`);
  }
  const collation = command.get('collation');
  if (isDoc(collation) && collation.get('locale') !== 'simple')
    fail(238, 'a collation other than simple is not supported by this server');
  if (command.get('autoIndexId') === false) fail(72, 'The autoIndexId option cannot be false');
}

/** The `drop` command. Dropping what is not there is no error from MongoDB 7 on. */
export const drop: Command = async (cx) => {
  const name = collectionName(cx);
  args('drop', cx.command, ['drop', 'collectionUUID']);
  return cx.engine.store.write(() => {
    const c = cx.engine.catalog.find(cx.db, name);
    if (!c) return doc({});
    const nIndexes = c.view ? undefined : int(c.indexes.length);
    dropCollection(cx, c);
    return doc({ nIndexesWas: nIndexes, ns: `${cx.db}.${name}` });
  });
};

function dropCollection(cx: CommandContext, c: Collection): void {
  cx.engine.cursors.closeAll(namespaceOf(c));
  cx.engine.catalog.drop(c);
}

/** The `dropDatabase` command. */
export const dropDatabase: Command = async (cx) => {
  args('dropDatabase', cx.command, ['dropDatabase']);
  const had = await cx.engine.store.write(() => {
    const all = cx.engine.catalog.collections(cx.db);
    for (const c of all) dropCollection(cx, c);
    return all.length > 0;
  });
  return doc({ dropped: had ? cx.db : undefined });
};

/** The `renameCollection` command, on the admin database. */
export const renameCollection: Command = async (cx) => {
  const a = args('renameCollection', cx.command, ['renameCollection', 'to', 'dropTarget']);
  if (cx.db !== 'admin') fail(13, 'renameCollection may only be run against the admin database.');
  const from = split(a.string('renameCollection'));
  const to = split(a.string('to'));
  await cx.engine.store.write(() => {
    const { catalog } = cx.engine;
    const c = catalog.find(from.db, from.name);
    if (!c) return fail(26, `Source collection ${from.db}.${from.name} does not exist`);
    if (c.view) fail(166, `cannot rename view: ${namespaceOf(c)}`);
    const target = catalog.find(to.db, to.name);
    if (target === c) fail(20, "Can't rename a collection to itself");
    if (target && !a.bool('dropTarget')) fail(48, 'target namespace exists');
    if (target) dropCollection(cx, target);
    cx.engine.cursors.closeAll(namespaceOf(c));
    return catalog.rename(c, to);
  });
  return doc({});
};

function split(ns: string): { db: string; name: string } {
  const dot = ns.indexOf('.');
  if (dot < 1) fail(73, `Invalid namespace specified '${ns}'`);
  const db = ns.slice(0, dot);
  checkDatabase(db);
  return { db, name: checkCollection(db, ns.slice(dot + 1)) };
}

/** The `collMod` command: validators, the expiry of a TTL index, a hidden index, a view's definition. */
export const collMod: Command = async (cx) => {
  const name = collectionName(cx);
  const a = args('collMod', cx.command, [
    'collMod',
    'index',
    'validator',
    'validationLevel',
    'validationAction',
    'viewOn',
    'pipeline',
    'dryRun',
    'cappedSize',
    'cappedMax',
    'changeStreamPreAndPostImages',
    'expireAfterSeconds',
    'timeseries',
  ]);
  for (const field of ['cappedSize', 'cappedMax', 'changeStreamPreAndPostImages', 'expireAfterSeconds', 'timeseries']) {
    if (cx.command.has(field)) fail(72, `option not supported on this collection: ${field}`);
  }
  return cx.engine.store.write(() => {
    const c = cx.engine.catalog.find(cx.db, name) ?? fail(26, `ns does not exist: ${cx.db}.${name}`);
    const options = new Map(c.options);
    for (const field of ['validator', 'validationLevel', 'validationAction', 'viewOn', 'pipeline']) {
      const v = a.get(field);
      if (v !== undefined) options.set(field, v);
    }
    checkLevels(options);
    const validator = options.get('validator');
    if (isDoc(validator)) parseFilter(validator);
    const answer = modifyIndex(c, a.optionalDoc('index'));
    c.options = options;
    applyOptions(c);
    cx.engine.catalog.save(c);
    return answer;
  });
};

function modifyIndex(c: Collection, wish: Doc | undefined): Doc {
  if (!wish) return doc({});
  const { name, keyPattern } = { name: wish.get('name'), keyPattern: wish.get('keyPattern') };
  if ((name === undefined) === (keyPattern === undefined)) fail(72, 'must specify either index name or key pattern');
  const index = c.indexes.find((i) =>
    name !== undefined ? i.name === name : identical(i.spec.get('key'), keyPattern),
  );
  if (!index) return fail(27, `cannot find index ${String(name ?? 'by key pattern')} for ns ${namespaceOf(c)}`);
  const answer: Record<string, Value | undefined> = {};
  const expire = wish.get('expireAfterSeconds');
  if (expire !== undefined) {
    if (!isNumber(expire)) fail(14, "BSON field 'collMod.index.expireAfterSeconds' is the wrong type");
    if (index.fields.length !== 1)
      fail(72, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
    answer.expireAfterSeconds_old = index.spec.get('expireAfterSeconds');
    answer.expireAfterSeconds_new = expire;
    index.spec.set('expireAfterSeconds', expire);
    index.expireAfterSeconds = Number(expire);
  }
  const hidden = wish.get('hidden');
  if (typeof hidden === 'boolean') {
    answer.hidden_old = index.hidden;
    answer.hidden_new = hidden;
    index.hidden = hidden;
    if (hidden) index.spec.set('hidden', true);
    else index.spec.delete('hidden');
  }
  return doc(answer);
}

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

/** The `listDatabases` command. */
export const listDatabases: Command = (cx) => {
  const a = args('listDatabases', cx.command, ['listDatabases', 'filter', 'nameOnly', 'authorizedDatabases']);
  if (cx.db !== 'admin') fail(13, 'listDatabases may only be run against the admin database.');
  const filter = parseFilter(a.optionalDoc('filter') ?? new Map());
  const databases = cx.engine.catalog
    .databases()
    .map((name) => doc({ name, sizeOnDisk: BigInt(sizeOfDatabase(cx, name)), empty: false }))
    .filter((d) => matches(filter, d));
  if (a.bool('nameOnly')) return doc({ databases: databases.map((d) => doc({ name: d.get('name') })) });
  const totalSize = databases.reduce((sum, d) => sum + (d.get('sizeOnDisk') as bigint), 0n);
  return doc({ databases, totalSize, totalSizeMb: totalSize / 1048576n });
};

/** A database shares one file with all others: its part is told by the number of its documents, in pages. */
function sizeOfDatabase(cx: CommandContext, db: string): number {
  return cx.engine.catalog
    .collections(db)
    .reduce((sum, c) => sum + 4096 * (c.indexes.length + 1 + Math.ceil(cx.engine.records.count(c) / 16)), 0);
}
