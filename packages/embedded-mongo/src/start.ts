import { createCursorTable } from './commands/cursors.ts';
import { createDispatch } from './commands/dispatch.ts';
import { createSessionTable } from './commands/sessions.ts';
import type { Engine } from './engine.ts';
import { openCatalog } from './storage/catalog.ts';
import { lockDataDir } from './storage/lock.ts';
import { createRecords } from './storage/records.ts';
import { openStore } from './storage/store.ts';
import { sweepExpired } from './ttl.ts';
import { listen } from './wire/server.ts';

/** How to start the embedded server. */
export interface EmbeddedMongoOptions {
  /** Directory of the data; made if missing, used by one process at a time. */
  dataDir: string;
  /** TCP port; 0 (the default) takes a free one. */
  port?: number;
  /** TCP address, by default loopback. There is no authentication: never listen on more than this machine. */
  host?: string;
  /** A unix socket instead of TCP. */
  socketPath?: string;
  /** The clock for TTL and `$$NOW`, in epoch milliseconds. */
  now?: () => number;
  /** How often expired documents are looked for, in ms; MongoDB's is 60 s. */
  ttlInterval?: number;
  log?: (event: string, fields: Record<string, unknown>) => void;
}

/** A running server. */
export interface EmbeddedMongo {
  /** What to connect to. */
  uri: string;
  /** Removes what has expired now, without waiting for the interval; how many documents went. */
  sweep(): Promise<number>;
  /** Stops listening, closes the data file and gives the directory back. */
  close(): Promise<void>;
}

/** Starts a MongoDB-compatible server on this machine. Throws DataDirError, or the system's error for a busy port. */
export async function startEmbeddedMongo(o: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const unlock = lockDataDir(o.dataDir);
  const engine = openEngine(o);
  try {
    await removeTemporary(engine);
    const address = { host: o.host ?? '127.0.0.1', port: o.port ?? 0, socketPath: o.socketPath };
    const server = await listen(address, createDispatch(engine));
    const timers = [
      setInterval(
        () => void sweepExpired(engine).catch((error) => engine.log('ttl sweep failed', { error: String(error) })),
        o.ttlInterval ?? 60_000,
      ),
      setInterval(() => engine.cursors.sweep(), 60_000),
    ];
    for (const t of timers) t.unref();
    return {
      uri: server.uri,
      sweep: () => sweepExpired(engine),
      close: async () => {
        for (const t of timers) clearInterval(t);
        await server.close();
        engine.cursors.closeAll();
        await server.settled();
        await engine.store.close();
        unlock();
      },
    };
  } catch (error) {
    await engine.store.close();
    unlock();
    throw error;
  }
}

/** Removes the collections an `$out` was filling when the process was killed. */
async function removeTemporary({ catalog, store }: Engine): Promise<void> {
  const left = catalog
    .databases()
    .flatMap((db) => catalog.collections(db))
    .filter((c) => c.options.get('temp') === true);
  if (left.length === 0) return;
  await store.write(() => {
    for (const c of left) catalog.drop(c);
  });
}

function openEngine(o: EmbeddedMongoOptions): Engine {
  const now = o.now ?? Date.now;
  const store = openStore(o.dataDir);
  const catalog = openCatalog(store);
  const log = o.log ?? (() => undefined);
  return {
    store,
    catalog,
    records: createRecords(store, catalog.save),
    cursors: createCursorTable(now),
    sessions: createSessionTable(now),
    now,
    startedAt: now(),
    log,
  };
}
