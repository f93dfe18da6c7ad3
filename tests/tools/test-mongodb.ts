import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/**
 * `npm run test:mongodb`: the store's suites on real MongoDB, as a single node and as a replica set. The server comes
 * from MONGOMS_SYSTEM_BINARY, a `mongod` on the PATH, mongodb-memory-server's cache, or, only here, its download.
 * Where none can be had one line says so, and the suites run on the embedded engine.
 */
const suites = ['packages/embedded-mongo/tests/store-contract', 'tests/store'];

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface RealServer {
  name: string;
  uri: string;
  stop(): Promise<unknown>;
}

const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];

/** Runs the suites on the server `uri` names, or on the embedded engine. Its output is passed on, its counts are kept. */
function runSuites(uri: string | undefined): Promise<Counts> {
  const env = { ...process.env };
  if (uri === undefined) delete env.MONGODB_URI;
  else env.MONGODB_URI = uri;
  const child = spawn(process.execPath, [...jest, '-c', 'tests/jest.config.mjs', ...suites], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => {
    text += String(chunk);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(countsOf(text, code)));
  });
}

function countsOf(text: string, code: number | null): Counts {
  const lines = text.trimEnd().split('\n');
  const m = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(lines.at(-1) ?? '');
  if (lines.length > 1) console.log(lines.slice(0, -1).join('\n'));
  if (!m) return { passed: 0, failed: 1, skipped: 0 };
  const failed = Number(m[2]);
  // A run that ends badly without a failed test has failed all the same.
  return { passed: Number(m[1]), failed: failed === 0 && code !== 0 ? 1 : failed, skipped: Number(m[3] ?? 0) };
}

function onPath(name: string): string | undefined {
  for (const dir of (process.env.PATH ?? '').split(path.delimiter)) {
    try {
      accessSync(path.join(dir, name), constants.X_OK);
      return path.join(dir, name);
    } catch {
      // Not in this one.
    }
  }
  return undefined;
}

async function realServers(): Promise<(() => Promise<RealServer>)[]> {
  const binary = process.env.MONGOMS_SYSTEM_BINARY ?? onPath('mongod');
  if (binary) {
    process.env.MONGOMS_SYSTEM_BINARY = binary;
    process.env.MONGOMS_SYSTEM_BINARY_VERSION_CHECK ??= 'false';
  }
  const { MongoMemoryServer, MongoMemoryReplSet } = await import('mongodb-memory-server');
  return [
    async () => {
      const server = await MongoMemoryServer.create();
      return { name: 'MongoDB, single node', uri: server.getUri(), stop: () => server.stop() };
    },
    async () => {
      const set = await MongoMemoryReplSet.create({ replSet: { count: 1, storageEngine: 'wiredTiger' } });
      return { name: 'MongoDB, replica set', uri: set.getUri(), stop: () => set.stop() };
    },
  ];
}

/** The library tells a failed download at length; here one line does. */
async function quietly<R>(work: () => Promise<R>): Promise<R> {
  const { error, warn } = console;
  console.error = () => undefined;
  console.warn = () => undefined;
  try {
    return await work();
  } finally {
    Object.assign(console, { error, warn });
  }
}

const firstLine = (error: unknown): string => String((error as Error)?.message ?? error).split('\n')[0] ?? '';

async function run(): Promise<Counts[]> {
  if (process.env.MONGODB_URI) {
    console.log('MONGODB_URI is set: the store tests run on the server it names');
    return [await runSuites(process.env.MONGODB_URI)];
  }
  const all: Counts[] = [];
  for (const start of await realServers()) {
    let server: RealServer;
    try {
      server = await quietly(start);
    } catch (error) {
      console.log(`no MongoDB can be had here (${firstLine(error)}): the store tests run on the embedded engine`);
      return [...all, await runSuites(undefined)];
    }
    try {
      console.log(`the store tests run on ${server.name}`);
      all.push(await runSuites(server.uri));
    } finally {
      await server.stop();
    }
  }
  return all;
}

const all = await run();
const sum = (key: keyof Counts): number => all.reduce((total, c) => total + c[key], 0);
const skipped = sum('skipped');
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exit(sum('failed') === 0 ? 0 : 1);
