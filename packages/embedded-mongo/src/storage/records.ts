import { decodeDoc } from '../bson/decode.ts';
import { encodeDoc } from '../bson/encode.ts';
import { show } from '../bson/show.ts';
import { type Doc, doc, integer, type Maybe } from '../bson/values.ts';
import { fail, MongoError } from '../errors.ts';
import { type DocumentKeys, documentKeys } from '../index/document-keys.ts';
import type { Index } from '../index/index-spec.ts';
import type { Cap } from './capped.ts';
import { type Collection, namespaceOf } from './collection.ts';
import { plainEntry, recordBytes, recordKey, recordOf, tableRange, uniqueEntry } from './keys.ts';
import type { Range, Store, Entry as StoreEntry } from './store.ts';

/** MongoDB's limit on a stored document, in bytes. */
export const maxDocumentSize = 16 * 1024 * 1024;

/** Where documents are read and written, with all indexes of their collection. Writes only inside `store.write`. */
export interface Records {
  read(c: Collection, record: number): Doc | undefined;
  insert(c: Collection, d: Doc): void;
  replace(c: Collection, record: number, change: { before: Doc; after: Doc }): void;
  remove(c: Collection, record: number, before: Doc): void;
  count(c: Collection): number;
}

/** Makes the document layer over a store. `changed` is called with a collection whose indexes changed character. */
export function createRecords(store: Store, changed: (c: Collection) => void): Records {
  return {
    read: (c, record) => {
      const bytes = store.get(recordKey(c.ident, record));
      return bytes && decodeDoc(bytes);
    },
    insert: (c, d) => insert({ store, changed }, c, d),
    replace: (c, record, change) => replace({ store, changed }, c, { record, ...change }),
    remove: (c, record, before) => remove(store, c, { record, before }),
    count: (c) => {
      c.count ??= store.count(tableRange(c.ident));
      return c.count;
    },
  };
}

interface Deps {
  store: Store;
  changed(c: Collection): void;
}

interface Entry {
  index: Index;
  key: Buffer;
  value: Buffer;
}

const empty = Buffer.alloc(0);

function entriesOf(index: Index, found: DocumentKeys, record: number): Entry[] {
  return found.keys.map((fields) =>
    index.unique
      ? { index, key: uniqueEntry(index.ident, fields), value: recordBytes(record) }
      : { index, key: plainEntry(index.ident, fields, record), value: empty },
  );
}

/** Notes on the index what the keys of a document teach about it. */
function learn(deps: Deps, c: Collection, { index, found }: { index: Index; found: DocumentKeys }): void {
  const news = (found.multikey && !index.multikey) || (!found.exact && index.exact);
  if (!news) return;
  index.multikey ||= found.multikey;
  index.exact &&= found.exact;
  deps.changed(c);
}

function checked(bytes: Buffer): Buffer {
  if (bytes.length <= maxDocumentSize) return bytes;
  throw new MongoError(
    10334,
    `BSONObj size: ${bytes.length} (0x${bytes.length.toString(16).toUpperCase()}) is invalid. Size must be between 0 and 16793600(16MB)`,
  );
}

function insert(deps: Deps, c: Collection, d: Doc): void {
  const { store } = deps;
  const record = c.nextRecord;
  const bytes = checked(encodeDoc(d));
  const all: Entry[] = [];
  const learnt: { index: Index; found: DocumentKeys }[] = [];
  for (const index of c.indexes) {
    const found = documentKeys(index, d);
    learnt.push({ index, found });
    for (const entry of entriesOf(index, found, record)) {
      if (index.unique && store.get(entry.key)) duplicate(c, index, d);
      all.push(entry);
    }
  }
  c.nextRecord = record + 1;
  store.put(recordKey(c.ident, record), bytes);
  for (const { key, value } of all) store.put(key, value);
  for (const l of learnt) learn(deps, c, l);
  if (c.count !== undefined) c.count++;
  if (c.cap) makeRoom(store, c, { cap: c.cap, added: bytes.length });
}

/** Removes the oldest documents of a capped collection until it is within its bounds; the newest always stays. */
function makeRoom(store: Store, c: Collection, { cap, added }: { cap: Cap; added: number }): void {
  c.count ??= store.count(tableRange(c.ident));
  let { count } = c;
  let bytes = cap.bytes === undefined ? bytesOf(store, c) : cap.bytes + added;
  while (count > 1 && (bytes > cap.size || count > cap.max)) {
    const [oldest] = store.entries(tableRange(c.ident), { limit: 1 });
    if (!oldest) break;
    remove(store, c, { record: recordOf(oldest.key), before: decodeDoc(oldest.value) });
    bytes -= oldest.value.length;
    count--;
  }
  cap.bytes = bytes;
}

function bytesOf(store: Store, c: Collection): number {
  let bytes = 0;
  eachEntry(store, tableRange(c.ident), ({ value }) => {
    bytes += value.length;
  });
  return bytes;
}

function replace(deps: Deps, c: Collection, o: { record: number; before: Doc; after: Doc }): void {
  const { store } = deps;
  const bytes = checked(encodeDoc(o.after));
  const gone: Buffer[] = [];
  const fresh: Entry[] = [];
  const learnt: { index: Index; found: DocumentKeys }[] = [];
  for (const index of c.indexes) {
    const found = documentKeys(index, o.after);
    learnt.push({ index, found });
    const next = new Map(entriesOf(index, found, o.record).map((e) => [e.key.toString('latin1'), e]));
    for (const e of entriesOf(index, documentKeys(index, o.before), o.record)) {
      if (!next.delete(e.key.toString('latin1'))) gone.push(e.key);
    }
    for (const e of next.values()) {
      if (index.unique && store.get(e.key)) duplicate(c, index, o.after);
      fresh.push(e);
    }
  }
  for (const key of gone) store.remove(key);
  if (c.cap) c.cap.bytes = undefined;
  store.put(recordKey(c.ident, o.record), bytes);
  for (const { key, value } of fresh) store.put(key, value);
  for (const l of learnt) learn(deps, c, l);
}

function remove(store: Store, c: Collection, o: { record: number; before: Doc }): void {
  for (const index of c.indexes) {
    for (const e of entriesOf(index, documentKeys(index, o.before), o.record)) store.remove(e.key);
  }
  store.remove(recordKey(c.ident, o.record));
  if (c.cap) c.cap.bytes = undefined;
  if (c.count !== undefined) c.count--;
}

/** Fills a new index from the documents there are. Throws 11000 where a unique one cannot be. Nothing is written then. */
export function buildIndex(store: Store, c: Collection, index: Index): void {
  const entries = new Map<string, Entry>();
  eachRecord(store, c, (record, d) => {
    const found = documentKeys(index, d);
    index.multikey ||= found.multikey;
    index.exact &&= found.exact;
    for (const e of entriesOf(index, found, record)) {
      const id = e.key.toString('latin1');
      if (index.unique && entries.has(id)) duplicate(c, index, d);
      entries.set(id, e);
    }
  });
  for (const { key, value } of entries.values()) store.put(key, value);
}

function eachRecord(store: Store, c: Collection, visit: (record: number, d: Doc) => void): void {
  eachEntry(store, tableRange(c.ident), ({ key, value }) => visit(recordOf(key), decodeDoc(value)));
}

/** What a collection takes up, in bytes, as `collStats` reports it. */
export function sizesOf(store: Store, c: Collection): Doc {
  let size = 0;
  let count = 0;
  eachEntry(store, tableRange(c.ident), ({ value }) => {
    size += value.length;
    count++;
  });
  const indexSizes: Doc = new Map();
  let totalIndexSize = 0;
  for (const index of c.indexes) {
    let bytes = 0;
    eachEntry(store, tableRange(index.ident), ({ key, value }) => {
      bytes += key.length + value.length;
    });
    indexSizes.set(index.name, integer(bytes));
    totalIndexSize += bytes;
  }
  return doc({
    ...{
      size: integer(size),
      count: integer(count),
      avgObjSize: count ? integer(Math.floor(size / count)) : undefined,
    },
    ...{
      numOrphanDocs: integer(0),
      storageSize: integer(size),
      freeStorageSize: integer(0),
      capped: c.cap !== undefined,
    },
    ...{ nindexes: integer(c.indexes.length), indexBuilds: [], totalIndexSize: integer(totalIndexSize) },
    ...(c.cap ? { max: integer(Number.isFinite(c.cap.max) ? c.cap.max : 0), maxSize: integer(c.cap.size) } : {}),
    ...{ totalSize: integer(size + totalIndexSize), indexSizes, scaleFactor: integer(1) },
  });
}

function eachEntry(store: Store, range: Range, visit: (e: StoreEntry) => void): void {
  let { start } = range;
  for (;;) {
    const entries = store.entries({ start, end: range.end }, { limit: 256 });
    for (const e of entries) visit(e);
    const last = entries.at(-1);
    if (!last || entries.length < 256) return;
    start = Buffer.concat([last.key, Buffer.from([0])]);
  }
}

/** Removes every entry of a table. */
export function clearTable(store: Store, table: number): void {
  const range = tableRange(table);
  for (;;) {
    const entries = store.entries(range, { limit: 1000 });
    for (const { key } of entries) store.remove(key);
    if (entries.length < 1000) return;
  }
}

function duplicate(c: Collection, index: Index, d: Doc): never {
  const keyPattern = index.spec.get('key') as Doc;
  const keyValue: Doc = new Map();
  for (const f of index.fields) keyValue.set(f.path, conflicting(d, f.parts));
  const shown = [...keyValue].map(([name, v]) => `${name}: ${show(v)}`).join(', ');
  return fail(
    11000,
    `E11000 duplicate key error collection: ${namespaceOf(c)} index: ${index.name} dup key: { ${shown} }`,
    doc({ keyPattern, keyValue }),
  );
}

function conflicting(d: Doc, parts: string[]): NonNullable<Maybe> | null {
  let v: Maybe = d;
  for (const part of parts) v = v instanceof Map ? v.get(part) : undefined;
  return v ?? null;
}
