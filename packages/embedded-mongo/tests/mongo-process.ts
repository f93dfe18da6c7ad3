import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** `npm run mongo` as a process of its own. */
export interface MongoProcess {
  uri: string;
  child: ChildProcess;
  /** Sends a signal and waits for the end; the exit code, or null after a kill. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

const command = ['--conditions=source', '--import', 'tsx', 'packages/embedded-mongo/src/cli/mongo.ts'];

/** Starts the embedded store on a folder; resolves with its first line. */
export async function startMongo(dataDir: string): Promise<MongoProcess> {
  const child = spawn(process.execPath, [...command, '--port', '0', '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [uri] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    uri,
    child,
    stop: async (signal) => {
      child.kill(signal);
      const [code] = (await once(child, 'exit')) as [number | null];
      return code;
    },
  };
}

/** Starts it where it must fail; what it says and its exit code. */
export async function failingMongo(args: string[]): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, [...command, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.on('data', (chunk) => {
    text += String(chunk);
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, text };
}
