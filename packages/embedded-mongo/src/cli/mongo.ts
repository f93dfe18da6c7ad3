#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { DataDirError, startEmbeddedMongo } from '../index.ts';

/** `npm run mongo -- [--port N] [--data DIR] [--host H] [--socket PATH]`: the embedded store alone. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      host: { type: 'string' },
      socket: { type: 'string' },
    },
  });
  const port = Number(values.port ?? 27017);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`--port must be a number from 0 to 65535, not ${values.port}`);
  const server = await startEmbeddedMongo({
    dataDir: values.data ?? process.env.DATA_DIR ?? './data',
    port,
    host: values.host,
    socketPath: values.socket,
    log: (event, fields) => console.error(JSON.stringify({ event, ...fields })),
  });
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    void server.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  console.log(server.uri);
}

function explain(error: unknown): string {
  if (error instanceof DataDirError) return error.message;
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return `port ${port ?? ''} is in use; stop what listens there or choose another with --port`;
  if (code === 'EACCES') return `may not listen on port ${port ?? ''}; choose one above 1023 with --port`;
  return message;
}

main().catch((error: unknown) => {
  console.error(`cannot start: ${explain(error)}`);
  process.exit(1);
});
