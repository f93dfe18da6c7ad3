import { typeRank } from '../bson/compare.ts';
import { isNumber, toDouble } from '../bson/numbers.ts';
import { bsonUndefined, type Value } from '../bson/values.ts';
import { KeyWriter } from '../index/key-string.ts';
import type { Ask } from './nodes.ts';

/** The values of one index field a query can want: points, or one stretch of key bytes. */
export type FieldBounds = { points: Value[] } | { stretch: Stretch };

/** A cut between keys: before every key that begins with `key`, or after all of them. */
interface Edge {
  key: Buffer;
  after: boolean;
}

/** A stretch of one field's keys. */
export interface Stretch {
  from: Edge;
  to: Edge;
}

const after = Buffer.from([0xff]);
const nothing = Buffer.alloc(0);

/** The bounds of one field from what a query asks of it; undefined where an index cannot help. */
export function fieldBounds(
  asks: Ask[],
  o: { multikey: boolean; exact: boolean; sparse: boolean },
): FieldBounds | undefined {
  const points = asks.map((a) => pointsOf(a, o.sparse)).find((p) => p !== undefined);
  if (points) return { points };
  const stretches = asks.map((a) => stretchOf(a, o.exact)).filter((s) => s !== undefined);
  if (stretches.length === 0) return undefined;
  // In an array one element may satisfy the one bound and another element the other.
  if (o.multikey) return { stretch: stretches[0] as Stretch };
  return { stretch: stretches.reduce(intersect) };
}

function intersect(a: Stretch, b: Stretch): Stretch {
  return {
    from: Buffer.compare(ascending(a.from), ascending(b.from)) >= 0 ? a.from : b.from,
    to: Buffer.compare(ascending(a.to), ascending(b.to)) <= 0 ? a.to : b.to,
  };
}

function pointsOf(ask: Ask, sparse: boolean): Value[] | undefined {
  let wanted: Value[];
  if (ask.kind === 'eq') wanted = [ask.value];
  else if (ask.kind === 'in') wanted = ask.values;
  else if ((ask.kind === 'gte' || ask.kind === 'lte') && ask.value === null) wanted = [null];
  else return undefined;
  if (wanted.some((v) => Array.isArray(v) || v === bsonUndefined)) return undefined;
  if (!wanted.includes(null)) return wanted;
  return sparse ? undefined : [...wanted, bsonUndefined];
}

function stretchOf(ask: Ask, exact: boolean): Stretch | undefined {
  if (ask.kind === 'prefix') {
    const head = Buffer.concat([Buffer.from([15]), Buffer.from(ask.text)]);
    return exact ? { from: { key: head, after: false }, to: { key: head, after: true } } : wholeRank(15);
  }
  if (ask.kind !== 'gt' && ask.kind !== 'gte' && ask.kind !== 'lt' && ask.kind !== 'lte') return undefined;
  const { kind, value } = ask;
  const rank = typeRank(value);
  if (rank === 1 || rank === 127 || rank <= 5 || Array.isArray(value)) return undefined;
  if (isNumber(value) && Number.isNaN(toDouble(value))) return undefined;
  const all = wholeRank(rank);
  const w = new KeyWriter();
  w.field(value, false);
  const key = w.finish();
  if (!exact || !w.exact) return all;
  if (kind === 'gt' || kind === 'gte') return { from: { key, after: kind === 'gt' }, to: all.to };
  return { from: all.from, to: { key, after: kind === 'lte' } };
}

const wholeRank = (rank: number): Stretch => ({
  from: { key: Buffer.from([rank]), after: false },
  to: { key: Buffer.from([rank]), after: true },
});

/** The byte range of a stretch behind a key prefix. */
export function stretchRange(prefix: Buffer, s: Stretch, descending: boolean): { start: Buffer; end: Buffer } {
  const [from, to] = descending ? [inverted(s.to), inverted(s.from)] : [ascending(s.from), ascending(s.to)];
  return { start: Buffer.concat([prefix, from]), end: Buffer.concat([prefix, to]) };
}

/** A cut after a whole rank is a cut before the next: a number's first byte may be FF itself. */
function ascending(e: Edge): Buffer {
  if (e.key.length === 1 && e.after) return Buffer.from([(e.key[0] as number) + 1]);
  return Buffer.concat([e.key, e.after ? after : nothing]);
}

/** The same cut among inverted bytes, where after becomes before. */
function inverted(e: Edge): Buffer {
  if (e.key.length === 1) return Buffer.from([(e.after ? 255 : 256) - (e.key[0] as number)]);
  const bytes = Buffer.from(e.key.map((b) => ~b & 0xff));
  return Buffer.concat([bytes, e.after ? nothing : after]);
}

/** Key bytes of points, for one field. */
export function pointKeys(points: Value[], descending: boolean): Buffer[] {
  const seen = new Map<string, Buffer>();
  for (const p of points) {
    const w = new KeyWriter();
    w.field(p, descending);
    const key = w.finishPrefix();
    seen.set(key.toString('latin1'), key);
  }
  return [...seen.values()];
}
