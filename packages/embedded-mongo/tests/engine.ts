import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Collection, type Db, MongoClient } from 'mongodb';
import { type EmbeddedMongo, startEmbeddedMongo } from '../src/index.ts';

/** A documents' shape that lets a test write what it likes. */
// biome-ignore lint/suspicious/noExplicitAny: documents of every shape go through here
export type Item = { _id: string | number; [field: string]: any };

/** An engine in a folder of its own, with a client. */
export interface TestEngine {
  engine: EmbeddedMongo;
  client: MongoClient;
  db: Db;
  items: Collection<Item>;
  dataDir: string;
  dispose(): Promise<void>;
}

/** Makes a fresh folder under the system's temporary one. */
export const freshDir = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'shouwen-engine-'));

/** Starts an engine; `now` moves its clock. */
export async function startEngine(o: { now?: () => number } = {}): Promise<TestEngine> {
  const dataDir = await freshDir();
  const engine = await startEmbeddedMongo({ dataDir, ...o });
  const client = await MongoClient.connect(engine.uri);
  const db = client.db('test');
  return {
    ...{ engine, client, db, dataDir, items: db.collection<Item>('items') },
    dispose: async () => {
      await client.close();
      await engine.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
