import { randomBytes } from 'node:crypto';
import { Binary } from 'bson';
import { decodeDoc } from '../bson/decode.ts';
import { encodeDoc } from '../bson/encode.ts';
import { type Doc, doc, int, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Index } from '../index/index-spec.ts';
import { idIndexSpec, readIndex } from '../index/read-spec.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { capOf } from './capped.ts';
import type { Collection } from './collection.ts';
import { recordOf, tableKey, tableRange } from './keys.ts';
import { clearTable } from './records.ts';
import type { Store } from './store.ts';

/** The table that holds the catalog itself. */
const catalogTable = 0;

/** All databases and collections. Methods that change something run inside `store.write` only. */
export interface Catalog {
  find(db: string, name: string): Collection | undefined;
  collections(db: string): Collection[];
  databases(): string[];
  create(o: { db: string; name: string; options: Doc }): Collection;
  drop(c: Collection): void;
  rename(c: Collection, to: { db: string; name: string }): void;
  /** A new index, not yet built nor listed with its collection. */
  addIndex(spec: Doc): Index;
  dropIndex(c: Collection, index: Index): void;
  /** Writes a collection's definition to disk after it was changed in memory. */
  save(c: Collection): void;
}

/** The collections by database and name, in memory. */
function createNamespaces() {
  const byDb = new Map<string, Map<string, Collection>>();
  return {
    byDb,
    put(c: Collection): void {
      const names = byDb.get(c.db) ?? new Map<string, Collection>();
      byDb.set(c.db, names.set(c.name, c));
    },
    take(c: Collection): void {
      byDb.get(c.db)?.delete(c.name);
      if (byDb.get(c.db)?.size === 0) byDb.delete(c.db);
    },
  };
}

/** Removes a collection's definition, documents and indexes from disk. */
function erase(store: Store, c: Collection): void {
  c.dropped = true;
  for (const index of c.indexes) clearTable(store, index.ident);
  clearTable(store, c.ident);
  store.remove(entryKey(c));
}

/** Reads the catalog of a store. */
export function openCatalog(store: Store): Catalog {
  const { byDb, put, take } = createNamespaces();
  let lastTable = 0;
  const table = (): number => ++lastTable;
  for (const { value } of store.entries(tableRange(catalogTable), { limit: 1_000_000 })) {
    const c = load(store, decodeDoc(value));
    lastTable = Math.max(lastTable, c.ident, ...c.indexes.map((i) => i.ident));
    put(c);
  }
  const save = (c: Collection): void => store.put(entryKey(c), encodeDoc(stored(c)));
  return {
    find: (db, name) => byDb.get(db)?.get(name),
    collections: (db) => [...(byDb.get(db)?.values() ?? [])],
    databases: () => [...byDb.keys()].sort(),
    create: ({ db, name, options }) => {
      refuseOtherCase(byDb, db);
      const c = fresh({ db, name, options, ident: table() });
      if (!c.view) c.indexes.push(readIndex(idIndexSpec(), table()));
      put(c);
      save(c);
      return c;
    },
    drop: (c) => {
      erase(store, c);
      take(c);
    },
    rename: (c, to) => {
      store.remove(entryKey(c));
      take(c);
      c.db = to.db;
      c.name = to.name;
      put(c);
      save(c);
    },
    addIndex: (spec) => readIndex(spec, table()),
    dropIndex: (c, index) => {
      clearTable(store, index.ident);
      c.indexes = c.indexes.filter((i) => i !== index);
      save(c);
    },
    save,
  };
}

function entryKey(c: Collection): Buffer {
  return tableKey(catalogTable, Buffer.from(`${c.db}\0${c.name}`));
}

function refuseOtherCase(byDb: Map<string, unknown>, db: string): void {
  if (byDb.has(db)) return;
  const lower = db.toLowerCase();
  for (const other of byDb.keys()) {
    if (other.toLowerCase() === lower)
      fail(13297, `db already exists with different case already have: [${other}] trying to create [${db}]`);
  }
}

function fresh(o: { db: string; name: string; options: Doc; ident: number }): Collection {
  const uuid = randomBytes(16);
  uuid[6] = ((uuid[6] as number) & 0x0f) | 0x40;
  uuid[8] = ((uuid[8] as number) & 0x3f) | 0x80;
  const info = doc({ readOnly: o.options.has('viewOn') });
  if (!o.options.has('viewOn')) info.set('uuid', new Binary(uuid, 4));
  const c: Collection = {
    ...{ db: o.db, name: o.name, ident: o.ident, info, options: o.options, indexes: [] },
    ...{ validator: undefined, view: undefined, cap: undefined, nextRecord: 1, count: 0, dropped: false },
  };
  applyOptions(c);
  return c;
}

/** Reads what the options mean: the validator, the view. Throws where they are not valid. */
export function applyOptions(c: Collection): void {
  const validator = c.options.get('validator');
  c.validator = isDoc(validator) && validator.size > 0 ? parseFilter(validator) : undefined;
  c.cap = capOf(c.options);
  const on = c.options.get('viewOn');
  c.view =
    typeof on === 'string' ? { on, pipeline: (c.options.get('pipeline') as Value[] | undefined) ?? [] } : undefined;
}

function stored(c: Collection): Doc {
  const indexes = c.indexes.map((i) =>
    doc({ ident: int(i.ident), multikey: i.multikey, exact: i.exact, spec: i.spec }),
  );
  return doc({ db: c.db, name: c.name, ident: int(c.ident), info: c.info, options: c.options, indexes });
}

function load(store: Store, d: Doc): Collection {
  const ident = (d.get('ident') as { value: number }).value;
  const last = store.entries(tableRange(ident), { limit: 1, reverse: true })[0];
  const c: Collection = {
    ...{ db: d.get('db') as string, name: d.get('name') as string, ident },
    ...{ info: d.get('info') as Doc, options: d.get('options') as Doc },
    ...{ indexes: (d.get('indexes') as Doc[]).map(loadIndex), validator: undefined },
    ...{ view: undefined, cap: undefined },
    ...{ nextRecord: last ? recordOf(last.key) + 1 : 1, count: undefined, dropped: false },
  };
  applyOptions(c);
  return c;
}

function loadIndex(d: Doc): Index {
  const index = readIndex(d.get('spec') as Doc, (d.get('ident') as { value: number }).value);
  index.multikey = d.get('multikey') === true;
  index.exact = d.get('exact') === true;
  return index;
}
