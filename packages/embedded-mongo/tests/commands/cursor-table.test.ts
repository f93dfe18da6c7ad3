import { beforeEach, describe, expect, test } from '@jest/globals';
import { Int32 } from 'bson';
import type { Doc, Value } from '../../src/bson/values.ts';
import { type CursorTable, createCursorTable, type Source, sourceOfFlow } from '../../src/commands/cursors.ts';
import { listSource } from '../../src/commands/listings.ts';
import { createSessionTable } from '../../src/commands/sessions.ts';

const minute = 60_000;
let now: number;
let cursors: CursorTable;

beforeEach(() => {
  now = Date.UTC(2026, 10, 24);
  cursors = createCursorTable(() => now);
});

const numbered = (n: number): Doc[] => Array.from({ length: n }, (_, i) => new Map([['_id', new Int32(i)]]));
const ns = 'test.items';

/** A source that tells whether it was closed. */
function watched(n: number): Source & { closed: boolean } {
  const source = {
    ...listSource(numbered(n)),
    closed: false,
    close: () => {
      source.closed = true;
    },
  };
  return source;
}

const cursorOf = (answer: Doc): Doc => answer.get('cursor') as Doc;
const idOf = (answer: Doc): bigint => cursorOf(answer).get('id') as bigint;
const sizeOf = (answer: Doc, batch: 'firstBatch' | 'nextBatch'): number =>
  (cursorOf(answer).get(batch) as Value[]).length;
const open = (source: Source, batchSize = 2, noTimeout = false): Promise<Doc> =>
  cursors.open({ ns, source, batchSize, single: false, noTimeout });
const next = (id: bigint, o: Partial<{ ns: string; batchSize: number }> = {}): Promise<Doc> =>
  cursors.next({ id, ns, batchSize: 2, wait: 0, ...o });

describe('open cursors', () => {
  test('stay until all is drawn, then close their source', async () => {
    const source = watched(5);
    const id = idOf(await open(source));
    expect(sizeOf(await next(id), 'nextBatch')).toBe(2);
    expect([source.closed, cursors.size()]).toEqual([false, 1]);
    expect(idOf(await next(id))).toBe(0n);
    expect([source.closed, cursors.size()]).toEqual([true, 0]);
  });

  test('have ids of their own, none of them 0', async () => {
    const ids = await Promise.all(Array.from({ length: 5 }, async () => idOf(await open(watched(9)))));
    expect(new Set(ids).size).toBe(5);
    expect(ids).not.toContain(0n);
  });

  test('nobody has asked for in ten minutes are closed, but for those that may wait', async () => {
    const [idle, used, patient] = [watched(9), watched(9), watched(9)];
    await open(idle);
    const id = idOf(await open(used));
    await open(patient, 2, true);
    now += 9 * minute;
    await next(id);
    now += 2 * minute;
    cursors.sweep();
    expect([idle.closed, used.closed, patient.closed]).toEqual([true, false, false]);
    now += 11 * minute;
    cursors.sweep();
    expect([used.closed, cursors.size()]).toEqual([true, 1]);
  });

  test('past 5000 the one idle for longest is given up', async () => {
    const oldest = watched(9);
    await open(oldest);
    now += 1;
    for (let i = 1; i < 5000; i++) await open(watched(9));
    expect([oldest.closed, cursors.size()]).toEqual([false, 5000]);
    await open(watched(9));
    expect([oldest.closed, cursors.size()]).toEqual([true, 5000]);
  });

  test.each<[string, (id: bigint) => Promise<unknown>, number]>([
    ['an id there is not', (id) => next(id + 1n), 43],
    ['another namespace', (id) => next(id, { ns: 'test.other' }), 13],
    ['a cursor in use', (id) => Promise.all([next(id), next(id)]), 12051],
  ])('refuse %s', async (_title, work, code) => {
    const id = idOf(await open({ ...watched(9), ended: () => false, next: async () => new Map() }));
    await expect(work(id)).rejects.toMatchObject({ code });
  });

  test('are closed by namespace, or all of them', async () => {
    const [here, there] = [watched(9), watched(9)];
    const id = idOf(await open(here));
    await cursors.open({ ns: 'test.other', source: there, batchSize: 2, single: false });
    expect(cursors.kill(id, 'test.other')).toBe(false);
    cursors.closeAll('test.other');
    expect([here.closed, there.closed]).toEqual([false, true]);
    cursors.closeAll();
    expect([here.closed, cursors.size()]).toEqual([true, 0]);
  });

  test('whose source fails are closed, and the error goes to the client', async () => {
    let calls = 0;
    const failing: Source = {
      next: () => {
        if (++calls > 2) throw new Error('disk');
        return new Map();
      },
    };
    const id = idOf(await open(failing));
    await expect(next(id)).rejects.toThrow('disk');
    await expect(next(id)).rejects.toMatchObject({ code: 43 });
  });

  test('a document that would make a batch too large waits for the next', async () => {
    const large = (): Doc => new Map([['text', 'x'.repeat(9 * 1024 * 1024)]]);
    const answer = await open(listSource([large(), large(), large()]), 10);
    expect(sizeOf(answer, 'firstBatch')).toBe(1);
    expect(sizeOf(await next(idOf(answer), { batchSize: 10 }), 'nextBatch')).toBe(1);
  });

  test('a flow is closed when its cursor is', async () => {
    let ended = false;
    async function* flow(): AsyncGenerator<Doc> {
      try {
        yield* numbered(9);
      } finally {
        ended = true;
      }
    }
    const id = idOf(await open(sourceOfFlow(flow())));
    cursors.kill(id, ns);
    await new Promise(setImmediate);
    expect(ended).toBe(true);
  });
});

describe('sessions', () => {
  const lsid = (id: number): Doc => new Map([['id', new Int32(id)]]);

  test('are listed in the order of their last use, until they end', () => {
    const sessions = createSessionTable(() => now);
    for (const id of [1, 2, 1]) sessions.note(lsid(id));
    sessions.note(undefined);
    expect(sessions.list().map((s) => s.id)).toEqual([lsid(2), lsid(1)]);
    sessions.end(lsid(2));
    sessions.end(lsid(9));
    expect(sessions.list().map((s) => s.id)).toEqual([lsid(1)]);
  });

  test('are not listed once they were idle for 30 minutes', () => {
    const sessions = createSessionTable(() => now);
    sessions.note(lsid(1));
    now += 29 * minute;
    sessions.note(lsid(2));
    expect(sessions.list()).toHaveLength(2);
    now += 2 * minute;
    expect(sessions.list().map((s) => s.id)).toEqual([lsid(2)]);
  });

  test('past 10000 the one unused for longest is forgotten', () => {
    const sessions = createSessionTable(() => now);
    for (let id = 0; id <= 10_000; id++) sessions.note(lsid(id));
    expect(sessions.list()).toHaveLength(10_000);
    expect(sessions.list()[0]?.id).toEqual(lsid(1));
  });
});
