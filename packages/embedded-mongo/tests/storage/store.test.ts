import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { plainEntry, recordKey, recordOf, tableKey, tableRange, uniqueEntry } from '../../src/storage/keys.ts';
import { openStore, type Range, type Store } from '../../src/storage/store.ts';
import { freshDir } from '../engine.ts';

let dir: string;
let store: Store;

beforeEach(async () => {
  dir = await freshDir();
  store = openStore(dir);
});
afterEach(async () => {
  await store.close();
  await rm(dir, { recursive: true, force: true });
});

const bytes = (s: string): Buffer => Buffer.from(s);
const all: Range = { start: bytes('\0'), end: Buffer.from([255]) };
const names = (o: { limit: number; reverse?: boolean }, range = all): string[] =>
  store.entries(range, o).map((e) => e.key.toString());

async function put(...keys: string[]): Promise<void> {
  await store.write(() => {
    for (const k of keys) store.put(bytes(k), bytes(`value of ${k}`));
  });
}

describe('the store', () => {
  test('keeps keys in the order of their bytes', async () => {
    await put('b', 'aa', 'a', 'c', 'ab');
    expect(names({ limit: 10 })).toEqual(['a', 'aa', 'ab', 'b', 'c']);
    expect(names({ limit: 10, reverse: true })).toEqual(['c', 'b', 'ab', 'aa', 'a']);
    expect(names({ limit: 2 })).toEqual(['a', 'aa']);
    expect(names({ limit: 2, reverse: true })).toEqual(['c', 'b']);
  });

  test.each<[string, string, string, string[]]>([
    ['from the start on, without the end', 'aa', 'c', ['aa', 'ab', 'b']],
    ['between keys there are not', 'a0', 'bb', ['aa', 'ab', 'b']],
    ['nothing where start is end', 'a', 'a', []],
    ['nothing where the end comes first', 'c', 'a', []],
  ])('a range is read %s', async (_title, start, end, found) => {
    await put('a', 'aa', 'ab', 'b', 'c');
    const range = { start: bytes(start), end: bytes(end) };
    expect(names({ limit: 10 }, range)).toEqual(found);
    expect(names({ limit: 10, reverse: true }, range)).toEqual([...found].reverse());
    expect(found.length === 0 || store.count(range) === found.length).toBe(true);
  });

  test('a write sees itself, and what it returns comes once it is on disk', async () => {
    await put('a');
    const seen = await store.write(() => {
      store.put(bytes('b'), bytes('new'));
      store.remove(bytes('a'));
      return [store.get(bytes('a')), store.get(bytes('b'))?.toString()];
    });
    expect(seen).toEqual([undefined, 'new']);
    expect(names({ limit: 10 })).toEqual(['b']);
  });

  test('writes run one after another, in the order they came', async () => {
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        store.write(() => {
          const n = Number(store.get(bytes('n'))?.toString() ?? '0');
          store.put(bytes('n'), bytes(String(n + 1)));
          order.push(i);
        }),
      ),
    );
    expect(order).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(store.get(bytes('n'))?.toString()).toBe('20');
  });

  test('an error in one write is for its caller, and later writes go on', async () => {
    const failing = store.write(() => {
      throw new Error('no');
    });
    const following = store.write(() => store.put(bytes('x'), bytes('y')));
    await expect(failing).rejects.toThrow('no');
    await following;
    expect(store.get(bytes('x'))?.toString()).toBe('y');
  });

  test('what comes after close is refused', async () => {
    await store.close();
    await expect(store.write(() => store.put(bytes('a'), bytes('b')))).rejects.toThrow('the store is closed');
    store = openStore(dir);
    expect(names({ limit: 10 })).toEqual([]);
  });

  test('what was written is there when the store is opened again', async () => {
    await put('a', 'b');
    await store.close();
    store = openStore(dir);
    expect(store.get(bytes('b'))?.toString()).toBe('value of b');
  });
});

describe('keys of tables', () => {
  const table = fc.integer({ min: 0, max: 2 ** 32 - 2 });
  const record = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));

  test('a record id comes back out of every key that holds it', () => {
    fc.assert(
      fc.property(table, record, fc.uint8Array({ maxLength: 20 }), (t, r, fields) => {
        expect(recordOf(recordKey(t, r))).toBe(r);
        expect(recordOf(plainEntry(t, Buffer.from(fields), r))).toBe(r);
      }),
    );
  });

  test('records of a table are in order, within the range of the table and of no other', () => {
    fc.assert(
      fc.property(table, table, record, record, (t, u, a, b) => {
        expect(Math.sign(Buffer.compare(recordKey(t, a), recordKey(t, b))) + 0).toBe(Math.sign(a - b) + 0);
        const { start, end } = tableRange(t);
        const inside = (key: Buffer): boolean => Buffer.compare(key, start) >= 0 && Buffer.compare(key, end) < 0;
        expect(inside(recordKey(u, a))).toBe(t === u);
      }),
    );
  });

  test('entries of one value lie together, apart from those of longer values', () => {
    const [short, long] = [Buffer.from([10, 1]), Buffer.from([10, 1, 200])];
    const entries = [plainEntry(7, short, 2), plainEntry(7, short, 1), plainEntry(7, long, 1), uniqueEntry(7, short)];
    const sorted = [...entries].sort(Buffer.compare);
    expect(sorted.at(-1)).toEqual(plainEntry(7, long, 1));
    expect(tableKey(7, short, long)).toEqual(Buffer.concat([tableKey(7), short, long]));
  });
});
