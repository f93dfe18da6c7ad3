import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';

/** A service in a process of its own, as `npm start` runs it. */
export interface ServiceProcess {
  readonly url: string;
  /** Everything it wrote, for the message of a failed test. */
  output(): string;
  /** `kill -9`: no farewell. */
  kill(): Promise<void>;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
  /** Resolves to the exit code of a process that ends by itself. */
  readonly ended: Promise<number | null>;
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts `src/main.ts` without waiting for anything. */
export function spawnService(env: Readonly<Record<string, string>>): Omit<ServiceProcess, 'url'> {
  const { PATH = '', HOME = '' } = process.env;
  const child: ChildProcess = spawn(
    process.execPath,
    ['--conditions=source', '--import', 'tsx', path.resolve('src/main.ts')],
    {
      env: { PATH, HOME, LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (output += chunk));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const send = (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return ended;
  };
  return { output: () => output, ended, stop: () => send('SIGTERM'), kill: async () => void (await send('SIGKILL')) };
}

/** A start that takes longer than this many looks of 50 ms has failed. */
const MOST_LOOKS = 1_200;

/** Resolves when `/readyz` says yes. Rejects with the process's output when it ends before that. */
export async function startService(env: Readonly<Record<string, string>>): Promise<ServiceProcess> {
  const port = env.PORT === undefined || env.PORT === '0' ? String(await freePort()) : env.PORT;
  const service = spawnService({ HOST: '127.0.0.1', ...env, PORT: port });
  const url = `http://127.0.0.1:${port}`;
  let ended = false;
  void service.ended.then(() => {
    ended = true;
  });
  for (let looks = 0; looks < MOST_LOOKS && !ended; looks += 1) {
    const ready = await fetch(`${url}/readyz`).catch(() => null);
    if (ready?.status === 200) return { ...service, url };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await service.kill();
  throw new Error(`the service did not become ready:\n${service.output()}`);
}
