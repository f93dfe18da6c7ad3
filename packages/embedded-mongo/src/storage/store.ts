import { type Database, open, type RootDatabase } from 'lmdb';

/** A key range: `start` is included, `end` is not. */
export interface Range {
  start: Buffer;
  end: Buffer;
}

/** One entry of a range. */
export interface Entry {
  key: Buffer;
  value: Buffer;
}

/** Ordered keys and values on disk. Reads see what is committed, or, inside `write`, what was written so far. */
export interface Store {
  get(key: Buffer): Buffer | undefined;
  /** Up to `limit` entries of a range in key order, or from its end backwards. */
  entries(range: Range, o: { limit: number; reverse?: boolean }): Entry[];
  count(range: Range): number;
  /** Only inside `write`. */
  put(key: Buffer, value: Buffer): void;
  /** Only inside `write`. */
  remove(key: Buffer): void;
  /**
   * Runs `work` alone, after all earlier writes, and resolves with its result once what it wrote is on disk.
   * Writes that arrive together share one commit. An error thrown by `work` does not undo its puts: check first, put last.
   */
  write<R>(work: () => R): Promise<R>;
  close(): Promise<void>;
}

type Outcome<R> = { value: R } | { error: unknown };

/** Opens (or makes) the LMDB file in a directory this process has locked. */
export function openStore(dir: string): Store {
  // Without overlapping sync a commit's promise resolves only after fdatasync.
  const env: RootDatabase<Buffer, Buffer> = open({
    path: `${dir}/store.mdb`,
    overlappingSync: false,
    keyEncoding: 'binary',
    encoding: 'binary',
    cache: false,
    maxDbs: 2,
  });
  const db: Database<Buffer, Buffer> = env.openDB({ name: 'data', keyEncoding: 'binary', encoding: 'binary' });
  let closed = false;
  return {
    get: (key) => db.get(key),
    entries: (range, o) => readRange(db, range, o),
    count: ({ start, end }) => db.getKeysCount({ start, end }),
    put: (key, value) => void db.put(key, value),
    remove: (key) => void db.remove(key),
    write: (work) => (closed ? Promise.reject(new Error('the store is closed')) : write(db, work)),
    close: () => {
      closed = true;
      return env.close();
    },
  };
}

function readRange(
  db: Database<Buffer, Buffer>,
  { start, end }: Range,
  o: { limit: number; reverse?: boolean },
): Entry[] {
  if (Buffer.compare(start, end) >= 0) return [];
  const options = o.reverse
    ? { start: end, end: start, exclusiveStart: true, inclusiveEnd: true, reverse: true, limit: o.limit }
    : { start, end, limit: o.limit };
  const out: Entry[] = [];
  for (const { key, value } of db.getRange(options)) out.push({ key, value });
  return out;
}

async function write<R>(db: Database<Buffer, Buffer>, work: () => R): Promise<R> {
  const outcome = await db.transaction((): Outcome<R> => {
    try {
      return { value: work() };
    } catch (error) {
      return { error };
    }
  });
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}
