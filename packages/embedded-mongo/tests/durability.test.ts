import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { freshDir, type Item } from './engine.ts';
import { failingMongo, type MongoProcess, startMongo } from './mongo-process.ts';

// Processes start and end here, which takes its time on a busy machine.
jest.setTimeout(90_000);

let dataDir: string;
const running: MongoProcess[] = [];

beforeEach(async () => {
  dataDir = await freshDir();
});
afterEach(async () => {
  for (const m of running.splice(0))
    if (m.child.exitCode === null && m.child.signalCode === null) await m.stop('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

async function start(): Promise<MongoProcess> {
  const m = await startMongo(dataDir);
  running.push(m);
  return m;
}

async function withClient<R>(uri: string, work: (client: MongoClient) => Promise<R>): Promise<R> {
  const client = await MongoClient.connect(uri, { serverSelectionTimeoutMS: 3000 });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

/** Writes from several clients at once until the server is killed; which writes were acknowledged. */
async function writeUntilKilled(m: MongoProcess, clients: number): Promise<Set<string>> {
  const acknowledged = new Set<string>();
  let stopped = false;
  const writer = (name: number): Promise<void> =>
    withClient(m.uri, async (client) => {
      const items = client.db('test').collection<Item>('items');
      for (let i = 0; !stopped; i++) {
        const id = `${name}-${i}`;
        await items.insertOne({ _id: id, n: i });
        acknowledged.add(id);
        await items.updateOne({ _id: id }, { $set: { done: true } });
        acknowledged.add(`${id} done`);
        if (acknowledged.size > 240 && !stopped) {
          stopped = true;
          await m.stop('SIGKILL');
        }
      }
    }).catch(() => undefined);
  await Promise.all(Array.from({ length: clients }, (_, i) => writer(i)));
  return acknowledged;
}

describe('a write is on disk before it is acknowledged', () => {
  test('after kill -9 under load of many clients, everything acknowledged is there, and indexes agree', async () => {
    const first = await start();
    await withClient(first.uri, (client) => client.db('test').collection('items').createIndex({ n: 1, done: 1 }));
    const acknowledged = await writeUntilKilled(first, 8);
    expect(acknowledged.size).toBeGreaterThan(200);
    const second = await start();
    const found = await withClient(second.uri, async (client) => {
      const items = client.db('test').collection<Item>('items');
      const all = await items.find().toArray();
      for (const d of all.slice(0, 20)) {
        expect(await items.countDocuments({ n: d.n, _id: d._id }, { hint: 'n_1_done_1' })).toBe(1);
      }
      expect(await items.countDocuments({ n: { $gte: 0 } }, { hint: 'n_1_done_1' })).toBe(all.length);
      return new Set(all.flatMap((d) => (d.done ? [d._id, `${d._id} done`] : [d._id])));
    });
    expect([...acknowledged].filter((id) => !found.has(id))).toEqual([]);
  });

  test('unique holds over a restart, and collections, indexes and validators are as they were', async () => {
    const first = await start();
    await withClient(first.uri, async (client) => {
      const db = client.db('test');
      await db.createCollection('items', { validator: { n: { $gt: 0 } } });
      await db.collection('items').createIndex({ n: 1 }, { unique: true });
      await db.collection('items').insertOne({ n: 1 });
    });
    expect(await first.stop('SIGTERM')).toBe(0);
    const second = await start();
    await withClient(second.uri, async (client) => {
      const items = client.db('test').collection('items');
      await expect(items.insertOne({ n: 1 })).rejects.toMatchObject({ code: 11000 });
      await expect(items.insertOne({ n: 0 })).rejects.toMatchObject({ code: 121 });
      expect((await items.indexes()).map((i) => i.name)).toEqual(['_id_', 'n_1']);
    });
  });
});

describe('$out that was killed', () => {
  test('leaves the collection it was to replace, and after a restart nothing else', async () => {
    const first = await start();
    await withClient(first.uri, async (client) => {
      const db = client.db('test');
      await db.collection<Item>('items').insertMany(Array.from({ length: 100 }, (_, i) => ({ _id: i })));
      await db.collection<Item>('target').insertOne({ _id: 1, old: true });
      const many = [{ $set: { n: { $range: [0, 500] } } }, { $unwind: '$n' }, { $unset: '_id' }, { $out: 'target' }];
      const running = db
        .collection('items')
        .aggregate(many)
        .toArray()
        .catch((error: Error) => error);
      while ((await db.listCollections().toArray()).length === 2);
      await first.stop('SIGKILL');
      expect(await running).toBeInstanceOf(Error);
    });
    const second = await start();
    await withClient(second.uri, async (client) => {
      const names = (await client.db('test').listCollections().toArray()).map((c) => c.name);
      expect(names.sort()).toEqual(['items', 'target']);
      expect(await client.db('test').collection('target').find().toArray()).toEqual([{ _id: 1, old: true }]);
    });
  });
});

describe('npm run mongo', () => {
  test('its first line is a URI, and SIGTERM ends it cleanly', async () => {
    const m = await start();
    expect(m.uri).toMatch(/^mongodb:\/\/127\.0\.0\.1:\d+$/);
    expect(await m.stop('SIGTERM')).toBe(0);
  });

  test('a second process on the same folder is told which process has it', async () => {
    const m = await start();
    const { code, text } = await failingMongo(['--port', '0', '--data', dataDir]);
    expect(code).toBe(1);
    expect(text).toContain(`in use by process ${m.child.pid}`);
    expect(text).toContain(dataDir);
  });

  test('a lock left by kill -9 does not block', async () => {
    const first = await start();
    await first.stop('SIGKILL');
    const second = await start();
    expect(await withClient(second.uri, (client) => client.db('admin').command({ ping: 1 }))).toMatchObject({ ok: 1 });
  });

  test('a busy port is named', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, text } = await failingMongo(['--port', String(port), '--data', dataDir]);
    server.close();
    expect(code).toBe(1);
    expect(text).toContain(`port ${port} is in use`);
  });

  test('a folder that cannot be made is named', async () => {
    const below = path.join(dataDir, 'a-file', 'data');
    await writeFile(path.join(dataDir, 'a-file'), '');
    const { code, text } = await failingMongo(['--port', '0', '--data', below]);
    expect(code).toBe(1);
    expect(text).toContain(`cannot write to the data directory ${below}`);
  });
});
