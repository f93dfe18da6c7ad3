import { createHash } from 'node:crypto';
import type { Decimal128 } from 'bson';
import { typeRank } from '../bson/compare.ts';
import { compareExact, type Exact, partsOf } from '../bson/decimal.ts';
import { type Boxed, isBoxed, type Maybe, type Value } from '../bson/values.ts';

/**
 * Index keys whose bytes sort as MongoDB sorts the values: a rank byte, then a payload that no other payload of the
 * rank is a prefix of. `exact` is false where a key had to be cut or approximated: equal values still have equal keys
 * and different values different ones, but their order among themselves is not kept.
 */
export class KeyWriter {
  private buf = Buffer.allocUnsafe(256);
  private at = 0;
  exact = true;

  /** Adds one field of a compound key; a descending field has its bytes inverted. */
  field(v: Maybe, descending: boolean): void {
    const start = this.at;
    this.value(v === undefined ? null : v);
    if (!descending) return;
    for (let i = start; i < this.at; i++) this.buf[i] = ~(this.buf[i] as number);
  }

  /** The bytes so far, cut to LMDB's limit with a digest in place of the rest. */
  finish(): Buffer {
    if (this.at <= maxKey) return Buffer.from(this.buf.subarray(0, this.at));
    this.exact = false;
    const digest = createHash('sha256').update(this.buf.subarray(0, this.at)).digest();
    return Buffer.concat([this.buf.subarray(0, maxKey), digest]);
  }

  /** The bytes so far as the beginning of longer keys: cut, but without a digest. */
  finishPrefix(): Buffer {
    return Buffer.from(this.buf.subarray(0, Math.min(this.at, maxKey)));
  }

  private room(n: number): number {
    const at = this.at;
    if (at + n > this.buf.length) {
      const bigger = Buffer.allocUnsafe(Math.max(this.buf.length * 2, at + n));
      this.buf.copy(bigger, 0, 0, at);
      this.buf = bigger;
    }
    this.at += n;
    return at;
  }

  private byte(n: number): void {
    const at = this.room(1);
    this.buf[at] = n;
  }

  private bytes(b: Uint8Array): void {
    const at = this.room(b.length);
    this.buf.set(b, at);
  }

  /** Text ends with 00, which stands nowhere inside: there 00 becomes 01 01, and 01 becomes 01 02. */
  private text(s: string): void {
    const at = this.room(s.length * 3);
    this.at = at + this.buf.write(s, at, 'utf8');
    if (s.includes('\0') || s.includes('\x01')) this.escape(at);
    this.byte(0);
  }

  private escape(start: number): void {
    const raw = Buffer.from(this.buf.subarray(start, this.at));
    this.at = start;
    for (const b of raw) {
      this.byte(b <= 1 ? 1 : b);
      if (b <= 1) this.byte(b + 1);
    }
  }

  private value(v: Value): void {
    const rank = typeRank(v);
    this.byte(rank);
    switch (rank) {
      case 10:
        this.number(v);
        return;
      case 15:
        this.text(typeof v === 'string' ? v : (v as { value: string }).value);
        return;
      case 20:
        for (const [name, value] of v as Map<string, Value>) this.member(name, value);
        this.byte(0);
        return;
      case 25:
        for (const item of v as Value[]) this.value(item);
        this.byte(0);
        return;
      case 40:
        this.byte(v ? 1 : 0);
        return;
      case 45:
        this.int64(BigInt((v as Date).getTime()));
        return;
      default:
        this.boxed(v as Boxed);
        return;
    }
  }

  private member(name: string, v: Value): void {
    this.byte(typeRank(v));
    this.text(name);
    this.value(v);
  }

  private int64(n: bigint): void {
    const at = this.room(8);
    this.buf.writeBigUInt64BE(BigInt.asUintN(64, n) ^ (1n << 63n), at);
  }

  private boxed(v: Boxed): void {
    if (isBoxed(v, 'ObjectId')) {
      this.bytes(v.id);
      return;
    }
    if (isBoxed(v, 'Binary')) {
      const at = this.room(5);
      this.buf.writeUInt32BE(v.length(), at);
      this.buf[at + 4] = v.sub_type;
      this.bytes(v.value());
      return;
    }
    if (isBoxed(v, 'Timestamp')) {
      const at = this.room(8);
      this.buf.writeBigUInt64BE(BigInt.asUintN(64, v.toBigInt()), at);
      return;
    }
    if (isBoxed(v, 'BSONRegExp')) {
      this.text(v.pattern);
      this.text(v.options);
      return;
    }
    if (!isBoxed(v, 'Code')) return;
    this.text(v.code);
    if (v.scope) this.value(v.scope as never);
  }

  /** The double at or below the value, then 0 if that is all, else 1 and how far above it is in 2^-80 of its gap. */
  private number(v: Value): void {
    if (typeof v === 'number') {
      this.double(v, 0n);
      return;
    }
    if (isBoxed(v, 'Int32')) {
      this.double(v.value, 0n);
      return;
    }
    if (typeof v === 'bigint') {
      const low = floorDouble(Number(v), (n) => BigInt(n) > v);
      this.double(low, (v - BigInt(low)) << 64n);
      return;
    }
    this.decimal(v as Decimal128);
  }

  private decimal(v: Decimal128): void {
    const exact = partsOf(v);
    if (typeof exact === 'number') {
      this.double(exact, 0n);
      return;
    }
    const whole = wholeNumber(exact);
    if (whole !== undefined) {
      this.number(whole);
      return;
    }
    const near = Number(v.toString());
    const low = Number.isFinite(near) ? floorDouble(near, (n) => compareExact(exact, n) < 0) : near;
    if (Number.isFinite(low) && compareExact(exact, low) === 0) {
      this.double(low, 0n);
      return;
    }
    // Between two doubles: the digits themselves distinguish such decimals; order among them is given up.
    this.exact = false;
    this.double(low, 1n);
    let { coefficient, exponent } = exact;
    while (coefficient % 10n === 0n) {
      coefficient /= 10n;
      exponent++;
    }
    this.text(`${coefficient}E${exponent}`);
  }

  private double(n: number, above: bigint): void {
    const at = this.room(9);
    if (Number.isNaN(n)) this.buf.fill(0, at, at + 8);
    else {
      this.buf.writeDoubleBE(n === 0 ? 0 : n, at);
      if (n < 0) for (let i = 0; i < 8; i++) this.buf[at + i] = ~(this.buf[at + i] as number);
      else this.buf[at] = (this.buf[at] as number) ^ 0x80;
    }
    this.buf[at + 8] = above === 0n ? 0 : 1;
    if (above === 0n) return;
    const tail = this.room(10);
    this.buf.writeBigUInt64BE(above >> 16n, tail);
    this.buf.writeUInt16BE(Number(above & 0xffffn), tail + 8);
  }
}

/** LMDB takes keys up to 1978 bytes; what goes around a key (table, digest, record id) needs the rest. */
const maxKey = 1900;

/** The value as a 64-bit integer where it is one, so that it has the same key as the equal long. */
function wholeNumber({ coefficient, exponent }: Exact): bigint | undefined {
  if (exponent > 20 || exponent < -40) return undefined;
  const scale = 10n ** BigInt(Math.abs(exponent));
  if (exponent < 0 && coefficient % scale !== 0n) return undefined;
  const n = exponent < 0 ? coefficient / scale : coefficient * scale;
  return BigInt.asIntN(64, n) === n ? n : undefined;
}

const scratch = new DataView(new ArrayBuffer(8));

function floorDouble(near: number, isAbove: (n: number) => boolean): number {
  return isAbove(near) ? previousDouble(near) : near;
}

function previousDouble(n: number): number {
  if (n === 0) return -Number.MIN_VALUE;
  scratch.setFloat64(0, n);
  scratch.setBigInt64(0, scratch.getBigInt64(0) + (n > 0 ? -1n : 1n));
  return scratch.getFloat64(0);
}

/** The key bytes of one value, ascending. */
export function keyOf(v: Maybe): Buffer {
  const w = new KeyWriter();
  w.field(v, false);
  return w.finish();
}
