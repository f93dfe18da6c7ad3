import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { freePort, startService } from '../../e2e/process.ts';
import type { Way } from './agent.ts';
import { startWireCounter, type WireCounter } from './mongo-wire.ts';
import { connectPhones, type Phones } from './phones.ts';

/** The service in demo mode in a process of its own, on a store whose commands are counted. */
export interface MeasuredDemo {
  readonly phones: Phones;
  readonly wire: WireCounter;
  /** Arms the agent of a watched demo; resolves to how to wait for the way of the next owner message. */
  watch(): Promise<() => Promise<Way>>;
  close(): Promise<void>;
}

/** How a measured demo differs from the shipped one. */
export interface DemoOptions {
  /** Replaces `burst` of conversation.yaml, a duration such as `50ms`. */
  readonly burst?: string;
  /** Loads the agent that watches a message's way. */
  readonly watched?: boolean;
}

const AGENT = new URL('agent.ts', import.meta.url).href;

/** `npm run mongo` alone; resolves to the address it prints first and to what ends it. */
async function startStore(dataDir: string): Promise<{ uri: string; stop(): Promise<void> }> {
  const script = (JSON.parse(await readFile('package.json', 'utf8')) as { scripts: { mongo: string } }).scripts.mongo;
  const [, ...args] = script.split(' ');
  const child = spawn(process.execPath, [...args, '--port', '0', '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    uri: line.toString().trim(),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The shipped configuration, quiet hours off: the service's clock is the machine's. */
async function configIn(dir: string, { burst }: DemoOptions): Promise<string> {
  const configDir = path.join(dir, 'config');
  await cp('config', configDir, { recursive: true });
  async function edit(name: string, line: RegExp, value: string): Promise<void> {
    const file = path.join(configDir, name);
    const text = await readFile(file, 'utf8');
    if (!line.test(text)) throw new Error(`config/${name} has no line ${line}`);
    await writeFile(file, text.replace(line, value));
  }
  await edit('community.yaml', /^quietHours:.*$/m, 'quietHours: []');
  if (burst !== undefined) await edit('conversation.yaml', /^burst:.*$/m, `burst: ${burst}`);
  return configDir;
}

/** Speaks with the agent: its first line says that it is armed, its second is the way. */
async function watchAt(socket: string): Promise<() => Promise<Way>> {
  const lines = createInterface(createConnection(socket))[Symbol.asyncIterator]();
  await lines.next();
  return async () => JSON.parse((await lines.next()).value as string) as Way;
}

/** Starts store, counter and service, and takes the demo's phones in hand. What was started ends when a part fails. */
export async function startMeasuredDemo(options: DemoOptions = {}): Promise<MeasuredDemo> {
  const ends: (() => unknown)[] = [];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return { ...(await startParts(options, ends)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startParts(options: DemoOptions, ends: (() => unknown)[]): Promise<Omit<MeasuredDemo, 'close'>> {
  const dir = await mkdtemp(path.join(tmpdir(), 'shouwen-path-'));
  ends.push(() => rm(dir, { recursive: true, force: true }));
  const store = await startStore(path.join(dir, 'store'));
  ends.push(store.stop);
  const wire = await startWireCounter(store.uri);
  ends.push(wire.close);
  const socket = path.join(dir, 'agent.sock');
  const service = await startService({
    PORT: String(await freePort()),
    HOST: '127.0.0.1',
    DATA_DIR: path.join(dir, 'data'),
    CONFIG_DIR: await configIn(dir, options),
    MONGODB_URI: wire.uri,
    ...(options.watched ? { NODE_OPTIONS: `--import tsx --import ${AGENT}`, SHOUWEN_PATH_SOCKET: socket } : {}),
  });
  ends.push(service.stop);
  const phones = await connectPhones(service.url);
  ends.push(phones.close);
  return { phones, wire, watch: () => watchAt(socket) };
}
