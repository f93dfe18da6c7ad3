import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Db, type Document, MongoClient } from 'mongodb';
import { startEmbeddedMongo } from '../../src/index.ts';

/** A server under contract: the one MONGODB_URI names, else the embedded engine in a folder of its own. */
export interface ContractServer {
  client: MongoClient;
  /** An empty database of this suite's own. */
  db: Db;
  embedded: boolean;
  /** Whether the server is of this release or a later one; some rules are younger than MongoDB 4.4. */
  atLeast(version: string): boolean;
  close(): Promise<void>;
}

const numbers = (version: string): number[] => version.split('.').map(Number);

function isAtLeast(have: string, want: string): boolean {
  const [a, b] = [numbers(have), numbers(want)];
  for (const [i, n] of b.entries()) if (a[i] !== n) return (a[i] ?? 0) > n;
  return true;
}

/** Connects. Every suite gets a database of its own. */
export async function openServer(name: string): Promise<ContractServer> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'shouwen-contract-'));
  const given = process.env.MONGODB_URI;
  const engine = given === undefined ? await startEmbeddedMongo({ dataDir }) : undefined;
  const client = await MongoClient.connect(given ?? (engine as { uri: string }).uri, { promoteLongs: true });
  const db = client.db(`contract_${name}_${path.basename(dataDir).slice(-6)}`);
  const { version } = (await db.command({ buildInfo: 1 })) as { version: string };
  return {
    client,
    db,
    embedded: engine !== undefined,
    atLeast: (wanted) => isAtLeast(version, wanted),
    close: async () => {
      await db.dropDatabase();
      await client.close();
      await engine?.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** What a server refuses with: the numeric code of the error or of its first write error. */
export async function codeOf(work: Promise<unknown>): Promise<number | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return (error as { code?: number }).code;
  }
}

/** The error a promise rejects with, with what the server put beside code and message. */
export async function errorOf(work: Promise<unknown>): Promise<Document> {
  try {
    await work;
  } catch (error) {
    const { code, message, errorResponse } = error as Document;
    return { code, message, ...(errorResponse as Document | undefined) };
  }
  throw new Error('the server did not refuse');
}
