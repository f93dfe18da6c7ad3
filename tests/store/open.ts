import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createManualClock } from '@shouwen/wecom-simulator';
import { createDispatcher, type Dispatcher } from '../../src/effects/index.ts';
import { openStore, type Store } from '../../src/store/index.ts';

/** A dispatcher that serves nothing: effects stay pending. */
export const noEffects = (): Dispatcher => createDispatcher({ clock: createManualClock(0), log: { error: () => {} } });

/** A store for a test. */
export interface TestStore extends Store {
  /** The same store, emptied: opening one costs more than a test. */
  emptied(): Promise<TestStore>;
  dispose(): Promise<void>;
}

/** A fresh store: the embedded engine in a folder of its own, or a database of its own on the server MONGODB_URI names. */
export async function openTestStore(effects = noEffects()): Promise<TestStore> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'shouwen-store-'));
  const server = process.env.MONGODB_URI;
  const uri = server === undefined ? null : new URL(server);
  if (uri !== null) uri.pathname = `/shouwen_test_${path.basename(dataDir).slice(-6)}`;
  const store = await openStore({ mongodbUri: uri?.href ?? null, dataDir, effects });
  const opened: TestStore = {
    ...store,
    async emptied() {
      await Promise.all(Object.values(store.connection.models).map((model) => model.deleteMany({})));
      return opened;
    },
    async dispose() {
      await store.connection.dropDatabase();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
  return opened;
}
