import { identical } from '../bson/identical.ts';
import { asInteger, isNumber, toDouble } from '../bson/numbers.ts';
import { show } from '../bson/show.ts';
import { type Doc, doc, int, isDoc, type Maybe, type Value } from '../bson/values.ts';
import type { Command } from '../engine.ts';
import { fail } from '../errors.ts';
import { checkIndexSpec } from '../index/check-spec.ts';
import type { Index } from '../index/index-spec.ts';
import { type Collection, namespaceOf } from '../storage/collection.ts';
import { buildIndex, clearTable } from '../storage/records.ts';
import { args } from './args.ts';
import { batchSizeOf, listSource } from './listings.ts';
import { collectionName, writable } from './namespace.ts';

/** MongoDB's limit on the indexes of a collection, that of `_id` included. */
const maxIndexes = 64;

/** The `createIndexes` command. */
export const createIndexes: Command = async (cx) => {
  const name = collectionName(cx);
  const a = args('createIndexes', cx.command, [
    'createIndexes',
    'indexes',
    'ignoreUnknownIndexOptions',
    'commitQuorum',
  ]);
  if (cx.command.has('commitQuorum')) fail(72, 'Standalones cannot specify commitQuorum');
  const wanted = a.docs('indexes');
  if (wanted.length === 0) fail(2, 'Must specify at least one index to create');
  const inherited = cx.engine.catalog.find(cx.db, name)?.options.get('collation');
  const specs = wanted.map((spec) => checkIndexSpec(spec, `${cx.db}.${name}`, inherited));
  return cx.engine.store.write(() => {
    const existed = cx.engine.catalog.find(cx.db, name) !== undefined;
    const c = writable(cx, name);
    const before = c.indexes.length;
    const wantedOnce = specs.filter((spec, i) => !specs.slice(0, i).some((earlier) => identical(earlier, spec)));
    const fresh = wantedOnce.filter((spec) => !alreadyThere(c, spec));
    if (before + fresh.length > maxIndexes) fail(67, `add index fails, too many indexes for ${namespaceOf(c)}`);
    const built: Index[] = [];
    try {
      for (const spec of fresh) {
        const index = cx.engine.catalog.addIndex(spec);
        built.push(index);
        buildIndex(cx.engine.store, c, index);
      }
    } catch (error) {
      for (const index of built) clearTable(cx.engine.store, index.ident);
      throw error;
    }
    c.indexes.push(...built);
    if (built.length) cx.engine.catalog.save(c);
    const note = built.length ? undefined : 'all indexes already exist';
    return doc({
      numIndexesBefore: int(before),
      numIndexesAfter: int(c.indexes.length),
      createdCollectionAutomatically: existed ? undefined : true,
      note,
    });
  });
};

/** Options that make two indexes with one key different indexes. */
const identity = ['unique', 'sparse', 'expireAfterSeconds', 'partialFilterExpression', 'collation', 'hidden'];

/** Options that let two indexes on one key stand side by side. */
const apart = ['partialFilterExpression', 'collation'];

/** Whether an equal index exists. Throws 85 and 86 where one of the same name or key differs. */
function alreadyThere(c: Collection, spec: Doc): boolean {
  const sameName = c.indexes.find((i) => i.name === spec.get('name'));
  const sameKey = c.indexes.find(
    (i) => sameIndexKey(i.spec, spec) && apart.every((option) => sameOption(i.spec, spec, option)),
  );
  if (sameName && !sameIndexKey(sameName.spec, spec)) {
    fail(
      86,
      `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${show(spec)}, existing index: ${show(sameName.spec)}`,
    );
  }
  const other = sameName ?? sameKey;
  if (!other) return false;
  const differing = identity.some((option) => option !== 'hidden' && !sameOption(other.spec, spec, option));
  if (sameName && differing) {
    fail(
      sameName.name === '_id_' ? 197 : 86,
      `An equivalent index already exists with the same name but different options. Requested index: ${show(spec)}, existing index: ${show(other.spec)}`,
    );
  }
  if (!sameName && differing)
    fail(
      85,
      `An equivalent index already exists with a different name and options. Requested index: ${show(spec)}, existing index: ${show(other.spec)}`,
    );
  if (!sameName) fail(85, `Index already exists with a different name: ${other.name}`);
  return true;
}

const sameIndexKey = (a: Doc, b: Doc): boolean => {
  const x = [...(a.get('key') as Doc)];
  const y = [...(b.get('key') as Doc)];
  return (
    x.length === y.length && x.every(([path, v], i) => path === y[i]?.[0] && direction(v) === direction(y[i]?.[1]))
  );
};

const direction = (v: Maybe): Value => (isNumber(v) ? Math.sign(toDouble(v)) : (v ?? null));

function sameOption(a: Doc, b: Doc, option: string): boolean {
  const x = a.get(option) ?? false;
  const y = b.get(option) ?? false;
  if (isNumber(x) && isNumber(y)) return asInteger(x) === asInteger(y);
  return identical(x, y);
}

/** The `dropIndexes` command. */
export const dropIndexes: Command = async (cx) => {
  const name = collectionName(cx);
  args('dropIndexes', cx.command, ['dropIndexes', 'deleteIndexes', 'index']);
  const wanted =
    cx.command.get('index') ?? fail(40414, "BSON field 'dropIndexes.index' is missing but a required field");
  return cx.engine.store.write(() => {
    const c = cx.engine.catalog.find(cx.db, name) ?? fail(26, `ns not found ${cx.db}.${name}`);
    const before = c.indexes.length;
    for (const index of chosen(c, wanted)) cx.engine.catalog.dropIndex(c, index);
    const msg = wanted === '*' ? `non-_id indexes dropped for collection` : undefined;
    return doc({ nIndexesWas: int(before), msg });
  });
};

function chosen(c: Collection, wanted: Value): Index[] {
  if (wanted === '*') return c.indexes.filter((i) => i.name !== '_id_');
  const list = Array.isArray(wanted) ? wanted : [wanted];
  return list.map((w) => {
    if (typeof w !== 'string' && !isDoc(w))
      return fail(14, "BSON field 'dropIndexes.index' is the wrong type, expected types '[string, object]'");
    const byKey = (i: Index): boolean => sameIndexKey(i.spec, doc({ key: w }));
    const index = c.indexes.find((i) => (typeof w === 'string' ? i.name === w : byKey(i)));
    if (!index)
      return fail(
        27,
        typeof w === 'string' ? `index not found with name [${w}]` : `can't find index with key: ${show(w)}`,
      );
    if (index.name === '_id_') return fail(72, 'cannot drop _id index');
    return index;
  });
}

/** An index as it is listed: the one of a clustered collection's _id says so. */
function listed(c: Collection, i: Index): Doc {
  const clustered = c.options.get('clusteredIndex');
  return i.name === '_id_' && isDoc(clustered) ? new Map(clustered).set('clustered', true) : i.spec;
}

/** The `listIndexes` command. */
export const listIndexes: Command = (cx) => {
  const name = collectionName(cx);
  args('listIndexes', cx.command, ['listIndexes', 'cursor', 'includeBuildUUIDs', 'includeIndexBuildInfo']);
  const c = cx.engine.catalog.find(cx.db, name);
  if (!c) return fail(26, `ns does not exist: ${cx.db}.${name}`);
  if (c.view) return fail(166, `Namespace ${cx.db}.${name} is a view, not a collection`);
  return cx.engine.cursors.open({
    ns: `${cx.db}.${name}`,
    source: listSource(c.indexes.map((i) => listed(c, i))),
    batchSize: batchSizeOf(cx),
    single: false,
  });
};
