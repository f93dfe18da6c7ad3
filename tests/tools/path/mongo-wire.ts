import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/** A counting proxy between a MongoDB driver and its server: reads the commands off the wire and passes every byte on. */
export interface WireCounter {
  /** What the driver connects to instead of the server. */
  readonly uri: string;
  /** Commands so far, by `command collection`. */
  counts(): CommandCounts;
  close(): Promise<void>;
}

/** How often each `command collection` was sent, such as `find tickets`. */
export type CommandCounts = ReadonlyMap<string, number>;

const OP_MSG = 2013;
const HEADER_BYTES = 16;
const STRING = 0x02;
const CHECKSUM_PRESENT = 1;

/** What a driver sends for itself, whatever the application does. */
const DRIVER = new Set(['hello', 'ismaster', 'isMaster', 'endSessions', 'saslStart', 'saslContinue', 'killCursors']);

/**
 * The command and collection of one wire message, such as `update outbox`; null for a message that is no OP_MSG and
 * for what a driver sends for itself. `getMore` names no collection first, so it stands alone.
 */
export function readCommand(message: Buffer): string | null {
  if (message.readInt32LE(12) !== OP_MSG) return null;
  const end = message.length - (message.readUInt32LE(HEADER_BYTES) & CHECKSUM_PRESENT ? 4 : 0);
  for (let at = HEADER_BYTES + 4; at < end; ) {
    const kind = message[at];
    const size = message.readInt32LE(at + 1);
    if (kind === 0) return firstElement(message.subarray(at + 1, at + 1 + size));
    at += 1 + size;
  }
  return null;
}

/** A command document begins with the command's name, whose value is the collection where it is a string. */
function firstElement(document: Buffer): string | null {
  const type = document[4];
  const nameEnd = document.indexOf(0, 5);
  const name = document.toString('utf8', 5, nameEnd);
  if (DRIVER.has(name)) return null;
  if (type !== STRING) return name;
  const size = document.readInt32LE(nameEnd + 1);
  return `${name} ${document.toString('utf8', nameEnd + 5, nameEnd + 4 + size)}`;
}

/** Cuts a byte stream into wire messages; each begins with its own length. */
export function createMessageReader(onMessage: (message: Buffer) => void): (chunk: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= HEADER_BYTES && rest.length >= rest.readInt32LE(0)) {
      const size = rest.readInt32LE(0);
      onMessage(rest.subarray(0, size));
      rest = rest.subarray(size);
    }
  };
}

/** Listens on a free port of this machine and passes on to the server of `upstream` (`mongodb://host:port`). */
export async function startWireCounter(upstream: string): Promise<WireCounter> {
  const { hostname, port } = new URL(upstream);
  const counts = new Map<string, number>();
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const target = createConnection({ host: hostname, port: Number(port) });
    const read = createMessageReader((message) => {
      const command = readCommand(message);
      if (command !== null) counts.set(command, (counts.get(command) ?? 0) + 1);
    });
    client.on('data', read);
    client.pipe(target);
    target.pipe(client);
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => {
        client.destroy();
        target.destroy();
      });
      socket.on('close', () => sockets.delete(socket));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    uri: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/shouwen?directConnection=true`,
    counts: () => new Map(counts),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What was sent between two counts. */
export function between(before: CommandCounts, after: CommandCounts): CommandCounts {
  const entries = [...after].map(([key, count]) => [key, count - (before.get(key) ?? 0)] as const);
  return new Map(entries.filter(([, count]) => count > 0));
}

/** All commands of a count together. */
export function total(counts: CommandCounts): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}
