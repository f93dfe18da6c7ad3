import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { startEmbeddedMongo } from '@shouwen/embedded-mongo';
import mongoose, { type Connection } from 'mongoose';
import { defined } from '../shared/index.ts';

/** An open database and how to let go of it. */
export interface StoreConnection {
  readonly connection: Connection;
  readonly embedded: boolean;
  close(): Promise<void>;
}

/** The database could not be had; the message names the setting and what to do. */
export class StoreUnavailableError extends Error {
  readonly code = 'STORE_UNAVAILABLE';
  override readonly name = 'StoreUnavailableError';
}

const SOCKET_PATH_LIMIT = 100;
const DATABASE_IN_URI = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/;

async function startEmbedded(dataDir: string) {
  const folder = path.resolve(dataDir, 'store');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const socketPath = path.join(folder, 'mongo.sock');
    // A unix socket is readable by this user only; its path has a hard limit in the kernel.
    return await startEmbeddedMongo(
      Buffer.byteLength(socketPath) < SOCKET_PATH_LIMIT
        ? { dataDir: folder, socketPath }
        : { dataDir: folder, host: '127.0.0.1', port: 0 },
    );
  } catch (error) {
    throw new StoreUnavailableError(`DATA_DIR ${dataDir} cannot be used: ${(error as Error).message}`);
  }
}

function withoutCredentials(uri: string): string {
  return uri.replace(/\/\/[^@/]*@/, '//***@');
}

/**
 * Connects to `mongodbUri`, or starts the embedded engine in `dataDir` when there is none.
 * Throws StoreUnavailableError naming MONGODB_URI or DATA_DIR.
 */
export async function connectStore(options: {
  mongodbUri: string | null;
  dataDir: string;
  timeoutMs?: number;
}): Promise<StoreConnection> {
  const engine = options.mongodbUri === null ? await startEmbedded(options.dataDir) : null;
  const uri = options.mongodbUri ?? defined(engine).uri;
  try {
    const connection = await mongoose
      .createConnection(uri, {
        dbName: DATABASE_IN_URI.exec(uri)?.[1] ?? 'shouwen',
        serverSelectionTimeoutMS: options.timeoutMs ?? 3_000,
        autoIndex: false,
        autoCreate: false,
        bufferCommands: false,
      })
      .asPromise();
    return {
      connection,
      embedded: engine !== null,
      async close() {
        await connection.close();
        await engine?.close();
      },
    };
  } catch (error) {
    await engine?.close();
    throw new StoreUnavailableError(
      engine === null
        ? `MONGODB_URI ${withoutCredentials(uri)} does not answer: ${(error as Error).message}. Check that the server runs and may be reached, or unset MONGODB_URI to use the embedded store.`
        : `the embedded store in DATA_DIR ${options.dataDir} does not answer: ${(error as Error).message}`,
    );
  }
}
