import { fullCollation } from '../bson/collation.ts';
import { identical } from '../bson/identical.ts';
import { isNumber, toDouble, truthy } from '../bson/numbers.ts';
import { type Doc, doc, int, integer, isDoc, type Value } from '../bson/values.ts';
import type { Command, CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { roundedSize } from '../storage/capped.ts';
import { type Collection, namespaceOf } from '../storage/collection.ts';
import { args } from './args.ts';
import { checkView } from './check-view.ts';
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
  checkView(cx, options);
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
  if (truthy(command.get('capped'))) setCap(options, command);
  const collation = fullCollation(command.get('collation'));
  if (collation) options.set('collation', collation);
  const clustered = command.get('clusteredIndex');
  if (clustered !== undefined) options.set('clusteredIndex', clusteredIndex(clustered));
  checkLevels(options);
  if (options.has('pipeline') && !options.has('viewOn')) fail(72, "'pipeline' requires 'viewOn' to also be specified");
  if (options.has('viewOn') && !options.has('pipeline')) options.set('pipeline', []);
  return options;
}

function setCap(options: Doc, command: Doc): void {
  const size = command.get('size');
  if (!isNumber(size)) fail(72, "the 'size' field is required when 'capped' is true");
  if (toDouble(size) < 1) fail(51024, "BSON field 'create.size' value must be >= 1");
  const max = command.get('max');
  if (max !== undefined && !isNumber(max)) fail(14, "BSON field 'create.max' is the wrong type, expected type 'long'");
  options.set('capped', true);
  options.set('size', integer(roundedSize(Math.trunc(toDouble(size)))));
  if (max !== undefined && toDouble(max) > 0) options.set('max', integer(Math.trunc(toDouble(max))));
}

/** How documents lie on disk shows in no answer, so a clustered collection is one like any other, listed as what it is. */
function clusteredIndex(given: Value): Doc {
  const d = isDoc(given) ? given : doc({});
  const key = d.get('key');
  if (!isDoc(key) || !identical(key, doc({ _id: int(1) })) || d.get('unique') !== true)
    fail(197, "The clusteredIndex option must have 'key: {_id: 1}' and 'unique: true'");
  return doc({ v: int(2), key, name: d.get('name') ?? '_id_', unique: true });
}

/** Checks `validationLevel` and `validationAction`. Throws 2 for a value there is not. */
export function checkLevels(options: Doc): void {
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
  for (const name of ['timeseries', 'encryptedFields', 'expireAfterSeconds']) {
    if (command.has(name)) fail(238, `${name} is not supported by this server`);
  }
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
