import { decodeDoc } from '../bson/decode.ts';
import { encodeDoc } from '../bson/encode.ts';
import type { Doc, Value } from '../bson/values.ts';
import { crc32c } from './crc32c.ts';

/** Wire protocol opcodes (manual, "MongoDB Wire Protocol"). */
const opcode = { reply: 1, query: 2004, compressed: 2012, msg: 2013 } as const;

/** The largest message a client may send, in bytes, as `hello` reports it. */
export const maxMessageSize = 48_000_000;

/** A request: the command as one document, and whether it waits for an answer. */
export interface Request {
  id: number;
  op: number;
  command: Doc;
  db: string;
  /** False for `moreToCome`: an unacknowledged write. */
  answered: boolean;
}

/** The bytes are no message this server can read; the connection is closed. */
export class WireError extends Error {
  readonly code = 'bad-message';
}

const flag = { checksum: 1, moreToCome: 2, known: 0x0001_0003 };

/** Reads one whole message. Throws WireError, or MongoError for broken BSON inside. */
export function readMessage(bytes: Buffer): Request {
  const id = bytes.readInt32LE(4);
  const op = bytes.readInt32LE(12);
  if (op === opcode.msg) return readMsg(bytes, id);
  if (op === opcode.query) return readQuery(bytes, id);
  throw new WireError(`opcode ${op} is not supported`);
}

function readMsg(bytes: Buffer, id: number): Request {
  if (bytes.length < 24) throw new WireError('message is cut off');
  const flags = bytes.readUInt32LE(16);
  if ((flags & 0xffff & ~flag.known) !== 0) throw new WireError(`unknown required flags ${flags}`);
  let end = bytes.length;
  if (flags & flag.checksum) {
    end -= 4;
    if (bytes.readUInt32LE(end) !== crc32c(bytes.subarray(0, end))) throw new WireError('checksum does not match');
  }
  const command = readSections(bytes.subarray(0, end));
  const db = command.get('$db');
  return {
    id,
    op: opcode.msg,
    command,
    db: typeof db === 'string' ? db : '',
    answered: (flags & flag.moreToCome) === 0,
  };
}

function readSections(bytes: Buffer): Doc {
  let body: Doc | undefined;
  const sequences: [string, Value[]][] = [];
  for (let at = 20; at < bytes.length; ) {
    const kind = bytes[at++];
    if (at + 4 > bytes.length) throw new WireError('section is cut off');
    const size = bytes.readInt32LE(at);
    if (size < 5 || at + size > bytes.length) throw new WireError('section does not fit its message');
    if (kind === 0) body = decodeDoc(bytes, at);
    else if (kind === 1) sequences.push(readSequence(bytes.subarray(at, at + size)));
    else throw new WireError(`unknown section kind ${kind}`);
    at += size;
  }
  if (!body) throw new WireError('message without a body');
  for (const [name, values] of sequences) {
    if (body.has(name)) throw new WireError(`${name} is in the body and in a sequence`);
    body.set(name, values);
  }
  return body;
}

function readSequence(section: Buffer): [string, Value[]] {
  const nameEnd = section.indexOf(0, 4);
  const values: Value[] = [];
  for (let at = nameEnd + 1; at < section.length; at += section.readInt32LE(at)) values.push(decodeDoc(section, at));
  return [section.toString('utf8', 4, nameEnd), values];
}

/** OP_QUERY: only old handshakes still use it. */
function readQuery(bytes: Buffer, id: number): Request {
  const nameEnd = bytes.indexOf(0, 20);
  const [db = ''] = bytes.toString('utf8', 20, nameEnd).split('.');
  const command = decodeDoc(bytes, nameEnd + 9);
  const wrapped = command.get('$query') ?? command.get('query');
  return { id, op: opcode.query, command: wrapped instanceof Map ? wrapped : command, db, answered: true };
}

let lastId = 0;

/** The bytes of an answer to `to`. */
export function writeReply(to: { id: number; op: number }, body: Doc): Buffer {
  return to.op === opcode.query ? opReply(to.id, body) : opMsg(to.id, body);
}

function header(buf: Buffer, to: number, op: number): void {
  lastId = (lastId + 1) | 0;
  buf.writeInt32LE(buf.length, 0);
  buf.writeInt32LE(lastId, 4);
  buf.writeInt32LE(to, 8);
  buf.writeInt32LE(op, 12);
}

function opMsg(to: number, body: Doc): Buffer {
  const bson = encodeDoc(body);
  const buf = Buffer.allocUnsafe(21 + bson.length);
  header(buf, to, opcode.msg);
  buf.writeUInt32LE(0, 16);
  buf[20] = 0;
  bson.copy(buf, 21);
  return buf;
}

function opReply(to: number, body: Doc): Buffer {
  const bson = encodeDoc(body);
  const buf = Buffer.alloc(36 + bson.length);
  header(buf, to, opcode.reply);
  buf.writeInt32LE(8, 16);
  buf.writeInt32LE(1, 32);
  bson.copy(buf, 36);
  return buf;
}
