import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { type Document, serialize } from 'bson';
import { crc32c } from '../../src/wire/crc32c.ts';

/** Flags of OP_MSG. */
export const flag = { checksum: 1, moreToCome: 2 };

/** A message of any opcode. */
export function message(op: number, body: Buffer, id = 7): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + body.length, 0);
  header.writeInt32LE(id, 4);
  header.writeInt32LE(op, 12);
  return Buffer.concat([header, body]);
}

/** An OP_MSG with a command and, after it, sequences of documents. */
export function opMsg(
  command: Document,
  o: { flags?: number; id?: number; sequences?: Record<string, Document[]> } = {},
): Buffer {
  const flags = Buffer.alloc(4);
  flags.writeUInt32LE(o.flags ?? 0);
  const sections = [Buffer.from([0]), Buffer.from(serialize(command))];
  for (const [name, docs] of Object.entries(o.sequences ?? {})) {
    const inner = Buffer.concat([Buffer.from(`${name}\0`), ...docs.map((d) => Buffer.from(serialize(d)))]);
    const size = Buffer.alloc(4);
    size.writeInt32LE(inner.length + 4);
    sections.push(Buffer.from([1]), size, inner);
  }
  const checksum = (o.flags ?? 0) & flag.checksum ? Buffer.alloc(4) : Buffer.alloc(0);
  const whole = message(2013, Buffer.concat([flags, ...sections, checksum]), o.id);
  if (checksum.length) whole.writeUInt32LE(crc32c(whole.subarray(0, -4)), whole.length - 4);
  return whole;
}

/** An OP_QUERY with a command, as old clients shake hands. */
export function opQuery(ns: string, command: Document): Buffer {
  const flags = Buffer.alloc(4);
  const counts = Buffer.from([0, 0, 0, 0, 255, 255, 255, 255]);
  return message(2004, Buffer.concat([flags, Buffer.from(`${ns}\0`), counts, Buffer.from(serialize(command))]));
}

/** A connection to a server by its URI. */
export async function connectTo(uri: string): Promise<Socket> {
  const { hostname, port } = new URL(uri.replace('mongodb:', 'http:'));
  const socket = createConnection(Number(port), hostname);
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Reads whole answers off a socket. */
export async function* answers(socket: Socket): AsyncGenerator<Buffer> {
  let held = Buffer.alloc(0);
  for await (const chunk of socket) {
    held = Buffer.concat([held, chunk as Buffer]);
    while (held.length >= 4 && held.length >= held.readInt32LE(0)) {
      const size = held.readInt32LE(0);
      yield held.subarray(0, size);
      held = held.subarray(size);
    }
  }
}
