import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore, type Store } from '../../src/store/index.ts';

/** A fresh store: the embedded engine in a folder of its own, or a database of its own on the server MONGODB_URI names. */
export async function openTestStore(): Promise<Store<unknown, unknown> & { dispose(): Promise<void> }> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'shouwen-store-'));
  const server = process.env.MONGODB_URI;
  const uri = server === undefined ? null : new URL(server);
  if (uri !== null) uri.pathname = `/shouwen_test_${path.basename(dataDir).slice(-6)}`;
  const store = await openStore({ mongodbUri: uri?.href ?? null, dataDir });
  return {
    ...store,
    async dispose() {
      await store.connection.dropDatabase();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
