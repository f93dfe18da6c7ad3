import { mkdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import type { Doc } from '../bson/values.ts';
import { maxMessageSize, type Request, readMessage, WireError, writeReply } from './message.ts';

/** One client connection as commands see it. */
interface Connection {
  id: number;
  address: string;
  /** Set when the client has gone, so that long work can stop. */
  closed: boolean;
}

/** Answers one command; must not throw. */
export type Dispatch = (request: Request, connection: Connection) => Promise<Doc>;

/** Where to listen. */
export interface ListenOptions {
  host: string;
  port: number;
  socketPath?: string | undefined;
}

/** A listening server. */
export interface WireServer {
  uri: string;
  /** Stops listening and ends all connections. */
  close(): Promise<void>;
  /** Resolves when no command is being carried out any more; those of connections that ended go on to their end. */
  settled(): Promise<void>;
}

/** Listens for MongoDB clients. Rejects with the system's error when the address cannot be had. */
export async function listen(o: ListenOptions, dispatch: Dispatch): Promise<WireServer> {
  const sockets = new Set<Socket>();
  const running = new Set<Promise<Doc>>();
  const tracked: Dispatch = (request, connection) => {
    const answer = dispatch(request, connection).finally(() => running.delete(answer));
    running.add(answer);
    return answer;
  };
  let lastConnection = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    const connection = {
      id: ++lastConnection,
      address: `${socket.remoteAddress ?? 'local'}:${socket.remotePort ?? 0}`,
      closed: false,
    };
    serve(socket, connection, tracked);
    socket.on('close', () => {
      connection.closed = true;
      sockets.delete(socket);
    });
  });
  await start(server, o);
  return {
    uri: uriOf(server, o),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    settled: async () => {
      while (running.size > 0) await Promise.allSettled([...running]);
    },
  };
}

function start(server: Server, o: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const listening = (): void => {
      server.off('error', reject);
      resolve();
    };
    if (!o.socketPath) return server.listen(o.port, o.host, listening);
    mkdirSync(dirname(o.socketPath), { recursive: true });
    rmSync(o.socketPath, { force: true });
    return server.listen(o.socketPath, listening);
  });
}

function uriOf(server: Server, o: ListenOptions): string {
  if (o.socketPath) return `mongodb://${encodeURIComponent(o.socketPath)}`;
  const { port } = server.address() as AddressInfo;
  return `mongodb://${o.host.includes(':') ? `[${o.host}]` : o.host}:${port}`;
}

/** Reads messages off a socket and answers them one after another, as MongoDB does on a connection. */
function serve(socket: Socket, connection: Connection, dispatch: Dispatch): void {
  const waiting: Buffer[] = [];
  let chunks: Buffer[] = [];
  let size = 0;
  let busy = false;
  const drain = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let bytes = waiting.shift(); bytes; bytes = waiting.shift()) {
      if (!(await answer(socket, bytes, (r) => dispatch(r, connection)))) return;
      if (waiting.length < 16 && socket.isPaused()) socket.resume();
    }
    busy = false;
  };
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    chunks.push(chunk as Buffer);
    size += chunk.length;
    while (size >= 16) {
      if ((chunks[0] as Buffer).length < 16) chunks = [Buffer.concat(chunks)];
      const length = (chunks[0] as Buffer).readInt32LE(0);
      if (length < 16 || length > maxMessageSize) return void socket.destroy();
      if (size < length) break;
      const all: Buffer = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
      waiting.push(all.subarray(0, length));
      chunks = all.length > length ? [all.subarray(length)] : [];
      size -= length;
    }
    if (waiting.length > 64) socket.pause();
    void drain();
  });
}

/** Whether the connection may go on. */
async function answer(socket: Socket, bytes: Buffer, run: (r: Request) => Promise<Doc>): Promise<boolean> {
  try {
    const request = readMessage(bytes);
    const reply = await run(request);
    if (request.answered && !socket.destroyed) socket.write(writeReply(request, reply));
    return !socket.destroyed;
  } catch (error) {
    if (!(error instanceof WireError)) socket.emit('bad-request', error);
    socket.destroy();
    return false;
  }
}
