import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { type EmbeddedMongo, type EmbeddedMongoOptions, startEmbeddedMongo } from '../src/index.ts';
import { freshDir } from './engine.ts';

let dataDir: string;
const running: EmbeddedMongo[] = [];

beforeEach(async () => {
  dataDir = await freshDir();
});
afterEach(async () => {
  for (const engine of running.splice(0)) await engine.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function start(o: Partial<EmbeddedMongoOptions> = {}): Promise<EmbeddedMongo> {
  const engine = await startEmbeddedMongo({ dataDir, ...o });
  running.push(engine);
  return engine;
}

async function withClient<R>(uri: string, work: (client: MongoClient) => Promise<R>): Promise<R> {
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 2000 });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

const ping = (uri: string): Promise<unknown> => withClient(uri, (client) => client.db('admin').command({ ping: 1 }));

describe('startEmbeddedMongo', () => {
  test('takes a free port of this machine unless told otherwise', async () => {
    const { uri } = await start();
    expect(uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+$/);
    expect(await ping(uri)).toMatchObject({ ok: 1 });
  });

  test('listens on a unix socket, whose folder it makes, and takes over one that is left', async () => {
    const socketPath = path.join(dataDir, 'run', 'mongo.sock');
    const first = await start({ socketPath });
    expect(first.uri).toBe(`mongodb://${encodeURIComponent(socketPath)}`);
    expect(await ping(first.uri)).toMatchObject({ ok: 1 });
    await (running.pop() as EmbeddedMongo).close();
    const second = await start({ socketPath });
    expect(await ping(second.uri)).toMatchObject({ ok: 1 });
  });

  test('two cannot share a directory; when the first is closed, the next may have it', async () => {
    await start();
    await expect(start()).rejects.toMatchObject({ code: 'locked', message: expect.stringContaining(dataDir) });
    await (running.pop() as EmbeddedMongo).close();
    expect(await ping((await start()).uri)).toMatchObject({ ok: 1 });
  });

  test('a busy port is the system’s error, and the directory is given back', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    await expect(start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    taken.close();
    expect(existsSync(path.join(dataDir, 'store.pid'))).toBe(false);
    await start();
  });

  test('close ends connections, and a client that waits learns of it', async () => {
    const { uri } = await start();
    const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 500 });
    const db = client.db('test');
    await db.createCollection('log', { capped: true, size: 10_000 });
    await db.collection('log').insertOne({ n: 1 });
    const { cursor } = await db.command({ find: 'log', tailable: true, awaitData: true });
    const waiting = db
      .command({ getMore: cursor.id, collection: 'log', maxTimeMS: 20_000 } as never)
      .catch((e: Error) => e.name);
    await (running.pop() as EmbeddedMongo).close();
    expect(await waiting).toMatch(/^Mongo.*Error$/);
    await client.close();
  });

  test('the clock it is given is that of $$NOW, $currentDate and hello', async () => {
    const now = Date.UTC(2030, 0, 1);
    const { uri } = await start({ now: () => now });
    await withClient(uri, async (client) => {
      const items = client.db('test').collection('items');
      await items.updateOne({}, { $currentDate: { at: true } }, { upsert: true });
      const [d] = await items.aggregate([{ $project: { _id: 0, at: 1, now: '$$NOW' } }]).toArray();
      expect(d).toEqual({ at: new Date(now), now: new Date(now) });
      expect((await client.db('admin').command({ hello: 1 })).localTime).toEqual(new Date(now));
    });
  });

  test('expired documents are looked for by themselves', async () => {
    const { uri } = await start({ ttlInterval: 5 });
    await withClient(uri, async (client) => {
      const items = client.db('test').collection('items');
      await items.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
      await items.insertOne({ at: new Date(0) });
      for (let n = 1; n > 0; n = await items.countDocuments({}));
      expect(await items.countDocuments({})).toBe(0);
    });
  });
});
