import type { Range } from './store.ts';

/** The key of a table entry: the table's number, then the entry's own bytes. */
export function tableKey(table: number, ...rest: Uint8Array[]): Buffer {
  let size = 4;
  for (const r of rest) size += r.length;
  const key = Buffer.allocUnsafe(size);
  key.writeUInt32BE(table, 0);
  let at = 4;
  for (const r of rest) {
    key.set(r, at);
    at += r.length;
  }
  return key;
}

/** All of a table. */
export const tableRange = (table: number): Range => ({ start: tableKey(table), end: tableKey(table + 1) });

/** A record id as 8 bytes. */
export function recordBytes(record: number): Buffer {
  const b = Buffer.allocUnsafe(8);
  b.writeUInt32BE(Math.floor(record / 2 ** 32), 0);
  b.writeUInt32BE(record >>> 0, 4);
  return b;
}

/** The record id in the last 8 bytes. */
export function recordOf(b: Buffer): number {
  return b.readUInt32BE(b.length - 8) * 2 ** 32 + b.readUInt32BE(b.length - 4);
}

/** Where a document is kept. */
export const recordKey = (table: number, record: number): Buffer => tableKey(table, recordBytes(record));

/** Ends the fields of an index key: no field, inverted or not, goes on with this byte. */
export const endOfKey = Buffer.from([4]);

/** The entry of a unique index: the record id is its value. */
export const uniqueEntry = (table: number, fields: Buffer): Buffer => tableKey(table, fields, endOfKey);

/** The entry of a plain index: the record id is part of the key. */
export const plainEntry = (table: number, fields: Buffer, record: number): Buffer =>
  tableKey(table, fields, endOfKey, recordBytes(record));
