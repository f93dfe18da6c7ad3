import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { open } from 'lmdb';
import { type Collection, MongoClient } from 'mongodb';
import { type BenchOptions, interleave, type Row } from './row.ts';

interface Item {
  _id: string;
  n: number;
  house: string;
  text: string;
}

interface Process {
  uri: string;
  stop(): void;
}

/** How many documents are there to be found and changed. */
const stored = 2000;
const many = 32;

async function startProcess(args: string[]): Promise<Process> {
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [uri] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { uri, stop: () => void child.kill('SIGTERM') };
}

let last = 0;
const item = (i: number): Item => ({ _id: `i${i}`, n: i, house: `A${i % 40}-${i}`, text: 'x'.repeat(200) });

/** Calls per second of `call` with so many under way at once. */
async function perSecond(ms: number, inFlight: number, call: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  let calls = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() - start < ms) {
      await call();
      calls++;
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (calls * 1000) / (performance.now() - start);
}

const someone = (): number => Math.floor(Math.random() * stored);

/** The operations a turn of the conversation is made of. */
const operations: Record<string, (items: Collection<Item>) => Promise<unknown>> = {
  insert: (items) => items.insertOne(item(stored + ++last)),
  findOneAndUpdate: (items) => items.findOneAndUpdate({ _id: `i${someone()}` }, { $inc: { n: 1 } }),
  'find by index': (items) => items.find({ house: item(someone()).house }).toArray(),
};

async function fill(items: Collection<Item>): Promise<void> {
  await items.createIndex({ house: 1 });
  await items.insertMany(Array.from({ length: stored }, (_, i) => item(i)));
}

interface Contenders {
  ours: Collection<Item>;
  none: Collection<Item>;
  durablePut(): Promise<unknown>;
}

function contenders(c: Contenders, ms: number): Record<string, () => Promise<number>> {
  const all: Record<string, () => Promise<number>> = {};
  for (const inFlight of [1, many]) {
    all[`limit: durable LMDB put, ${inFlight}`] = () => perSecond(ms, inFlight, c.durablePut);
    for (const [name, run] of Object.entries(operations)) {
      all[`limit: driver on a server that does nothing, ${name}, ${inFlight}`] = () =>
        perSecond(ms, inFlight, () => run(c.none));
      all[`${name}, ${inFlight}`] = () => perSecond(ms, inFlight, () => run(c.ours));
    }
  }
  return all;
}

function rows(result: Record<string, number>): Row[] {
  return Object.entries(result).map(([name, opsPerSecond]): Row => {
    const label = name.replace(/, (\d+)$/, (_, n: string) => (n === '1' ? ', one after another' : `, ${n} in flight`));
    if (name.startsWith('limit')) return { name: label, opsPerSecond, ratio: 1 };
    const inFlight = name.split(', ').at(-1);
    const driver = result[`limit: driver on a server that does nothing, ${name}`] as number;
    const disk = result[`limit: durable LMDB put, ${inFlight}`] as number;
    const writes = !name.startsWith('find by');
    const limit = writes ? Math.min(driver, disk) : driver;
    return {
      name: label,
      opsPerSecond,
      ratio: opsPerSecond / limit,
      note: `limit here: ${limit === disk ? 'the disk' : 'the driver'}`,
    };
  });
}

/** The embedded store by itself, through the official driver, each operation beside the lower of its two limits. */
export async function run({ smoke }: BenchOptions): Promise<Row[]> {
  const dir = await mkdtemp(path.join(tmpdir(), 'shouwen-bench-store-'));
  const engine = await startProcess([
    'packages/embedded-mongo/src/cli/mongo.ts',
    '--port',
    '0',
    '--data',
    path.join(dir, 'engine'),
  ]);
  const none = await startProcess(['tests/bench/store.null-server.ts']);
  const raw = open({ path: path.join(dir, 'raw.mdb'), overlappingSync: false, encoding: 'binary', cache: false });
  const value = Buffer.alloc(260, 1);
  const clients = await Promise.all([engine, none].map((p) => MongoClient.connect(p.uri, { maxPoolSize: many })));
  try {
    const [ours, nothing] = clients.map((client) => client.db('bench').collection<Item>('items'));
    await fill(ours as Collection<Item>);
    const durablePut = (): Promise<boolean> => raw.put(`k${++last}`, value);
    const all = contenders(
      { ours: ours as Collection<Item>, none: nothing as Collection<Item>, durablePut },
      smoke ? 100 : 1000,
    );
    return rows(await interleave(all, smoke ? 1 : 3));
  } finally {
    await Promise.all(clients.map((client) => client.close()));
    engine.stop();
    none.stop();
    await raw.close();
    await rm(dir, { recursive: true, force: true });
  }
}
