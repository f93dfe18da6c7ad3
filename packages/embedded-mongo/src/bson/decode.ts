import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, Int32, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { MongoError } from '../errors.ts';
import { bsonUndefined, type Doc, type Value } from './values.ts';

/** MongoDB's limit on nested documents and arrays (mongodb.com/docs/manual/reference/limits). */
export const maxDepth = 180;
/** Commands may nest a little deeper than what they store. */
const maxCommandDepth = 200;

interface Cursor {
  buf: Buffer;
  at: number;
  end: number;
}

const bad = (why: string): never => {
  throw new MongoError(22, `Invalid BSON: ${why}`);
};

/** The document that begins at `offset`. Throws code 22 on malformed bytes, 15 on too deep nesting. */
export function decodeDoc(buf: Buffer, offset = 0): Doc {
  const c: Cursor = { buf, at: offset, end: buf.length };
  return readDoc(c, 0);
}

function open(c: Cursor, depth: number): number {
  if (depth > maxCommandDepth) throw new MongoError(15, 'BSONObj exceeded maximum nested object depth: 200');
  if (c.at + 5 > c.end) bad('document is cut off');
  const size = c.buf.readInt32LE(c.at);
  const end = c.at + size;
  if (size < 5 || end > c.end || c.buf[end - 1] !== 0) bad('document length does not fit');
  c.at += 4;
  return end - 1;
}

function readDoc(c: Cursor, depth: number): Doc {
  const end = open(c, depth);
  const out: Doc = new Map();
  while (c.at < end) {
    const type = c.buf[c.at++] as number;
    const name = readCString(c);
    out.set(name, readValue(c, type, depth));
  }
  if (c.at !== end) bad('document length does not fit');
  c.at = end + 1;
  return out;
}

function readArray(c: Cursor, depth: number): Value[] {
  const end = open(c, depth);
  const out: Value[] = [];
  while (c.at < end) {
    const type = c.buf[c.at++] as number;
    c.at = c.buf.indexOf(0, c.at) + 1;
    out.push(readValue(c, type, depth));
  }
  if (c.at !== end) bad('array length does not fit');
  c.at = end + 1;
  return out;
}

function text(buf: Buffer, start: number, end: number): string {
  if (end - start > 24) return buf.toString('utf8', start, end);
  let s = '';
  for (let i = start; i < end; i++) {
    const b = buf[i] as number;
    if (b > 127) return buf.toString('utf8', start, end);
    s += String.fromCharCode(b);
  }
  return s;
}

function readCString(c: Cursor): string {
  let end = c.at;
  while (end < c.end && c.buf[end] !== 0) end++;
  if (end >= c.end) bad('name is cut off');
  const s = text(c.buf, c.at, end);
  c.at = end + 1;
  return s;
}

function take(c: Cursor, n: number): number {
  const at = c.at;
  if (n < 0 || at + n > c.end) bad('value is cut off');
  c.at += n;
  return at;
}

function readString(c: Cursor): string {
  const size = c.buf.readInt32LE(take(c, 4));
  const at = take(c, size);
  if (size < 1 || c.buf[at + size - 1] !== 0) bad('string without its end');
  return text(c.buf, at, at + size - 1);
}

function readBinary(c: Cursor): Value {
  const size = c.buf.readInt32LE(take(c, 4));
  const subtype = c.buf[take(c, 1)] as number;
  const at = take(c, size);
  if (subtype !== 2) return new Binary(c.buf.subarray(at, at + size), subtype);
  if (size < 4 || c.buf.readInt32LE(at) !== size - 4) bad('binary subtype 2 length');
  return new Binary(c.buf.subarray(at + 4, at + size), subtype);
}

function readCodeWithScope(c: Cursor, depth: number): Value {
  take(c, 4);
  const code = readString(c);
  // The scope stays an engine document inside the wrapper; the encoder writes it back.
  return new Code(code, readDoc(c, depth + 1) as never);
}

function readDate(c: Cursor): Value {
  const ms = Number(c.buf.readBigInt64LE(take(c, 8)));
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) throw new MongoError(2, `date out of the range this server keeps: ${ms} ms`);
  return date;
}

function readRegex(c: Cursor): Value {
  const pattern = readCString(c);
  const options = readCString(c);
  if (/[^ilmsux]/.test(options)) throw new MongoError(51108, `invalid flag in regex options: ${options}`);
  return new BSONRegExp(pattern, options);
}

function readValue(c: Cursor, type: number, depth: number): Value {
  switch (type) {
    case 0x01:
      return c.buf.readDoubleLE(take(c, 8));
    case 0x02:
      return readString(c);
    case 0x03:
      return readDoc(c, depth + 1);
    case 0x04:
      return readArray(c, depth + 1);
    case 0x07:
      return new ObjectId(c.buf.subarray(take(c, 12), c.at));
    case 0x08:
      return c.buf[take(c, 1)] === 1;
    case 0x09:
      return readDate(c);
    case 0x0a:
      return null;
    case 0x10:
      return new Int32(c.buf.readInt32LE(take(c, 4)));
    case 0x12:
      return c.buf.readBigInt64LE(take(c, 8));
    default:
      return readRareValue(c, type, depth);
  }
}

function readRareValue(c: Cursor, type: number, depth: number): Value {
  switch (type) {
    case 0x05:
      return readBinary(c);
    case 0x06:
      return bsonUndefined;
    case 0x0b:
      return readRegex(c);
    case 0x0d:
      return new Code(readString(c));
    case 0x0e:
      return new BSONSymbol(readString(c));
    case 0x0f:
      return readCodeWithScope(c, depth);
    case 0x11:
      return new Timestamp(c.buf.readBigUInt64LE(take(c, 8)));
    case 0x13:
      return new Decimal128(Buffer.from(c.buf.subarray(take(c, 16), c.at)));
    case 0xff:
      return new MinKey();
    case 0x7f:
      return new MaxKey();
    default:
      return bad(`type 0x${type.toString(16)} is not supported`);
  }
}
