import { sizeOf } from '../bson/encode.ts';
import { type Doc, doc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';

/** Where a cursor's documents come from: `undefined` at the end. */
export interface Source {
  next(): Promise<Doc | undefined> | Doc | undefined;
  /** Whether it is known that nothing more comes, without asking for it. */
  ended?(): boolean;
  /** A tailable cursor: what has no more now may have more later. */
  tailing?: boolean;
  /** Whether a client that asks for more waits for it a while. */
  awaits?: boolean;
  close?(): void;
}

interface OpenCursor {
  id: bigint;
  ns: string;
  source: Source;
  /** One document that did not fit the last batch. */
  held: Doc | undefined;
  usedAt: number;
  busy: boolean;
  noTimeout: boolean;
}

/** A batch, and whether the cursor has no more. */
interface Filled {
  batch: Doc[];
  done: boolean;
}

/** All open cursors of the server. */
export interface CursorTable {
  /** The first batch of a new cursor; it stays open only where there is more. */
  open(o: { ns: string; source: Source; batchSize: number; single: boolean; noTimeout?: boolean }): Promise<Doc>;
  /** The next batch; `wait` is how long a tailing client waits for a first document, in ms. */
  next(o: { id: bigint; ns: string; batchSize: number; wait: number }): Promise<Doc>;
  kill(id: bigint, ns: string): boolean;
  closeAll(ns?: string): void;
  size(): number;
  /** Closes the cursors that have been idle for ten minutes. */
  sweep(): void;
}

/** MongoDB's: an idle cursor lives ten minutes. */
const idleTimeout = 10 * 60_000;
/** Past this many open cursors the longest idle one is given up. */
const maxCursors = 5_000;
const maxBatchBytes = 16 * 1024 * 1024;
/** MongoDB's first batch where none is asked for. */
export const firstBatch = 101;

/** The open cursors by id; too many close the one that has been idle longest. */
function createOpenCursors(now: () => number) {
  const cursors = new Map<bigint, OpenCursor>();
  const close = (c: OpenCursor): void => {
    cursors.delete(c.id);
    c.source.close?.();
  };
  return {
    cursors,
    close,
    add(c: OpenCursor): void {
      if (cursors.size >= maxCursors) close(longestIdle(cursors));
      cursors.set(c.id, c);
    },
    /** The answer with a batch; a cursor that has no more is closed and listed as 0. */
    answer(c: OpenCursor, key: 'firstBatch' | 'nextBatch', { batch, done }: Filled): Doc {
      if (done) close(c);
      c.usedAt = now();
      c.busy = false;
      const fields: [string, Value][] = [
        [key, batch],
        ['id', done ? 0n : c.id],
        ['ns', c.ns],
      ];
      return doc({ cursor: new Map(fields) });
    },
    closeWhere(unwanted: (c: OpenCursor) => boolean): void {
      for (const c of [...cursors.values()]) if (unwanted(c)) close(c);
    },
  };
}

/** The cursor a client may read on. Throws 43, 13 and 12051 as MongoDB does. */
function checkReadable(c: OpenCursor | undefined, { id, ns }: { id: bigint; ns: string }): OpenCursor {
  if (!c) return fail(43, `cursor id ${id} not found`);
  if (c.ns !== ns)
    return fail(13, `Requested getMore on namespace '${ns}', but cursor belongs to a different namespace ${c.ns}`);
  if (c.busy) return fail(12051, `cursor id ${id} is already in use`);
  return c;
}

/** Makes the cursor table. Ids are handed out in sequence from a start no other run is likely to have used. */
export function createCursorTable(now: () => number): CursorTable {
  const { cursors, close, add, answer, closeWhere } = createOpenCursors(now);
  let lastId = BigInt(now()) << 20n;
  return {
    open: async ({ ns, source, batchSize, single, noTimeout = false }) => {
      lastId += 1n;
      const c: OpenCursor = { id: lastId, ns, source, held: undefined, usedAt: now(), busy: true, noTimeout };
      const filled = await fill(c, batchSize);
      // A tailable cursor that finds nothing at first is dead.
      if (single || (source.tailing && filled.batch.length === 0 && batchSize > 0)) filled.done = true;
      if (!filled.done) add(c);
      return answer(c, 'firstBatch', filled);
    },
    next: async ({ id, ns, batchSize, wait }) => {
      const c = checkReadable(cursors.get(id), { id, ns });
      c.busy = true;
      try {
        const until = performance.now() + wait;
        return answer(c, 'nextBatch', await fillWaiting(c, { batchSize, until, open: () => cursors.has(id) }));
      } catch (error) {
        close(c);
        throw error;
      }
    },
    kill: (id, ns) => {
      const c = cursors.get(id);
      if (!c || c.ns !== ns) return false;
      close(c);
      return true;
    },
    closeAll: (ns) => closeWhere((c) => ns === undefined || c.ns === ns),
    size: () => cursors.size,
    sweep: () => closeWhere((c) => !c.busy && !c.noTimeout && now() - c.usedAt > idleTimeout),
  };
}

function longestIdle(cursors: Map<bigint, OpenCursor>): OpenCursor {
  return [...cursors.values()].reduce((a, b) => (b.usedAt < a.usedAt ? b : a));
}

/** How often a waiting cursor is filled again, in ms. */
const retryInterval = 15;

async function fillWaiting(c: OpenCursor, o: { batchSize: number; until: number; open(): boolean }): Promise<Filled> {
  for (;;) {
    const filled = await fill(c, o.batchSize);
    if (!c.source.awaits || filled.done || filled.batch.length > 0 || performance.now() > o.until) return filled;
    await new Promise((resolve) => setTimeout(resolve, retryInterval));
    if (!o.open()) fail(237, `operation was interrupted because cursor ${c.id} was killed`);
  }
}

/** Takes documents until the batch is full by count or bytes. */
async function fill(c: OpenCursor, batchSize: number): Promise<Filled> {
  const batch: Doc[] = [];
  let bytes = 0;
  while (batch.length < batchSize) {
    const pulled = c.held ?? c.source.next();
    const next = pulled instanceof Promise ? await pulled : pulled;
    c.held = undefined;
    if (!next) return { batch, done: !c.source.tailing || c.source.ended?.() === true };
    bytes += sizeOf(next);
    if (bytes > maxBatchBytes && batch.length > 0) {
      c.held = next;
      return { batch, done: false };
    }
    batch.push(next);
  }
  // Like a MongoDB server: a full batch ends the cursor only where it is known to be the last.
  return { batch, done: c.source.ended?.() ?? false };
}

/** A flow as the source of a cursor. */
export function sourceOfFlow(flow: AsyncIterable<Doc>): Source {
  const items = flow[Symbol.asyncIterator]();
  return {
    next: async (): Promise<Doc | undefined> => {
      const r = await items.next();
      return r.done ? undefined : r.value;
    },
    close: () => void items.return?.(),
  };
}
