import type { Code } from 'bson';
import { type Boxed, type Doc, isDoc, type Maybe, T, typeCode, type Value } from './values.ts';

/** Writes BSON into one growing buffer; the buffer is reused from document to document. */
class Writer {
  buf = Buffer.allocUnsafe(16 * 1024);
  at = 0;

  room(n: number): number {
    const at = this.at;
    if (at + n > this.buf.length) {
      const bigger = Buffer.allocUnsafe(Math.max(this.buf.length * 2, at + n));
      this.buf.copy(bigger, 0, 0, at);
      this.buf = bigger;
    }
    this.at += n;
    return at;
  }

  byte(n: number): void {
    const at = this.room(1);
    this.buf[at] = n;
  }

  int32(n: number): void {
    const at = this.room(4);
    this.buf.writeInt32LE(n, at);
  }

  text(s: string): void {
    const n = s.length;
    const at = this.room(n * 3);
    if (n < 24) {
      let i = 0;
      for (; i < n; i++) {
        const code = s.charCodeAt(i);
        if (code > 127) break;
        this.buf[at + i] = code;
      }
      if (i === n) {
        this.at = at + n;
        return;
      }
    }
    this.at = at + this.buf.write(s, at, 'utf8');
  }

  cstring(s: string): void {
    this.text(s);
    this.byte(0);
  }

  string(s: string): void {
    const start = this.room(4);
    this.cstring(s);
    this.buf.writeInt32LE(this.at - start - 4, start);
  }

  bytes(b: Uint8Array): void {
    const at = this.room(b.length);
    this.buf.set(b, at);
  }
}

const shared = new Writer();

/** The BSON bytes of a document, in a buffer of their own. Not re-entrant, which synchronous code cannot be. */
export function encodeDoc(d: Doc): Buffer {
  shared.at = 0;
  writeDoc(shared, d);
  const out = Buffer.from(shared.buf.subarray(0, shared.at));
  if (shared.buf.length > 1 << 20) shared.buf = Buffer.allocUnsafe(16 * 1024);
  return out;
}

/** The size in bytes a document has as BSON. */
export function sizeOf(d: Doc): number {
  return encodeDoc(d).length;
}

function writeDoc(w: Writer, d: Doc): void {
  const start = w.room(4);
  for (const [name, value] of d) writeElement(w, name, value);
  w.byte(0);
  w.buf.writeInt32LE(w.at - start, start);
}

function writeArray(w: Writer, values: Value[]): void {
  const start = w.room(4);
  for (let i = 0; i < values.length; i++) writeElement(w, String(i), values[i]);
  w.byte(0);
  w.buf.writeInt32LE(w.at - start, start);
}

function writeElement(w: Writer, name: string, v: Maybe): void {
  if (v === undefined) return;
  const type = typeCode(v);
  w.byte(type & 0xff);
  w.cstring(name);
  writeValue(w, v, type);
}

function writeValue(w: Writer, v: Value, type: number): void {
  switch (type) {
    case T.double:
      writeDouble(w, v as number);
      return;
    case T.string:
      w.string(v as string);
      return;
    case T.object:
      writeDoc(w, v as Doc);
      return;
    case T.array:
      writeArray(w, v as Value[]);
      return;
    case T.bool:
      w.byte(v ? 1 : 0);
      return;
    case T.date:
      writeInt64(w, BigInt((v as Date).getTime()));
      return;
    case T.long:
      writeInt64(w, v as bigint);
      return;
    case T.null:
      return;
    default:
      writeBoxed(w, v as Boxed);
  }
}

function writeDouble(w: Writer, n: number): void {
  const at = w.room(8);
  w.buf.writeDoubleLE(n, at);
}

function writeInt64(w: Writer, n: bigint): void {
  const at = w.room(8);
  w.buf.writeBigInt64LE(BigInt.asIntN(64, n), at);
}

function writeBoxed(w: Writer, v: Boxed): void {
  switch (v._bsontype) {
    case 'Int32':
      w.int32(v.value);
      return;
    case 'ObjectId':
      w.bytes(v.id);
      return;
    case 'Decimal128':
      w.bytes(v.bytes);
      return;
    case 'Binary':
      writeBinary(w, v.value(), v.sub_type);
      return;
    case 'BSONRegExp':
      w.cstring(v.pattern);
      w.cstring(v.options);
      return;
    case 'BSONSymbol':
      w.string(v.value);
      return;
    case 'Timestamp':
      writeInt64(w, v.toBigInt());
      return;
    case 'Code':
      writeCode(w, v);
      return;
    default:
      return;
  }
}

function writeBinary(w: Writer, bytes: Uint8Array, subtype: number): void {
  const old = subtype === 2;
  w.int32(bytes.length + (old ? 4 : 0));
  w.byte(subtype);
  if (old) w.int32(bytes.length);
  w.bytes(bytes);
}

function writeCode(w: Writer, v: Code): void {
  const scope: unknown = v.scope;
  if (!isDoc(scope)) {
    w.string(v.code);
    return;
  }
  const start = w.room(4);
  w.string(v.code);
  writeDoc(w, scope);
  w.buf.writeInt32LE(w.at - start, start);
}
