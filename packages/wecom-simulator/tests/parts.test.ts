import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { createReordering } from '../src/callbacks/reordering.ts';
import { createChanges } from '../src/changes.ts';
import { systemClock } from '../src/clock.ts';
import { createFaults } from '../src/faults.ts';
import { createKfLog } from '../src/kf-log.ts';
import { createMediaStore } from '../src/media.ts';
import { createIds, createRandom } from '../src/random.ts';
import { bytesOf, cutText } from '../src/values.ts';

const DAY = 86_400_000;

describe('texts, rows and files', () => {
  test('a cut text is a beginning of the text, within the limit, and loses less than a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-composite' }), fc.nat(40), (text, limit) => {
        const cut = cutText(text, limit);
        expect(text.startsWith(cut)).toBe(true);
        expect(bytesOf(cut)).toBeLessThanOrEqual(limit);
        if (cut !== text) expect(limit - bytesOf(cut)).toBeLessThan(4);
      }),
    );
  });

  test('rows after any cursor are those with a higher number', () => {
    fc.assert(
      fc.property(fc.nat(20), fc.integer({ min: -2, max: 22 }), (count, offset) => {
        const log = createKfLog(() => 5);
        for (let n = 1; n <= count; n += 1) log.append('wk', { n });
        const first = log.after('wk', 0)[0]?.seq ?? 0;
        const cursor = first + offset;
        const expected = log.after('wk', 0).filter((row) => row.seq > cursor);
        expect(log.after('wk', cursor)).toEqual(expected);
      }),
    );
  });

  test('a file is found for three days and kept for the chat', () => {
    let now = 0;
    const store = createMediaStore({ now: () => now, newId: createIds(createRandom(1)) });
    const file = { type: 'file' as const, name: 'a', contentType: 'text/plain', bytes: Buffer.from('a'), owner: null };
    const { mediaId } = store.add(file);
    expect(store.find(mediaId)).toMatchObject(file);
    now = 3 * DAY;
    expect(store.find(mediaId)).toBeUndefined();
    expect(store.keep(mediaId)).toMatchObject(file);
    store.clear();
    expect(store.keep(mediaId)).toBeUndefined();
  });
});

describe('faults and changes', () => {
  test('a fault of one API comes before one of any; each is used once', () => {
    const faults = createFaults();
    faults.fail('*', 1);
    faults.fail('a', 2);
    faults.status('a', 500);
    expect(faults.takeApi('a')).toEqual({ kind: 'errcode', errcode: 2 });
    expect(faults.takeApi('a')).toEqual({ kind: 'status', status: 500 });
    expect(faults.takeApi('a')).toEqual({ kind: 'errcode', errcode: 1 });
    expect(faults.takeApi('a')).toBeUndefined();
  });

  test('clear ends every fault', () => {
    const faults = createFaults();
    faults.hang('a', 3);
    faults.failLater(13);
    faults.loseCallbacks();
    faults.reorderCallbacks(2);
    faults.offline = true;
    faults.clear();
    expect([faults.takeApi('a'), faults.takeFailLater(), faults.takeCallback(), faults.takeReorder()]).toEqual([
      undefined,
      undefined,
      undefined,
      0,
    ]);
    expect(faults.offline).toBe(false);
  });

  test('listeners are called until they are removed', () => {
    const changes = createChanges();
    const [onChange, onReset] = [jest.fn(), jest.fn()];
    const stops = [changes.onChange(onChange), changes.onReset(onReset)];
    changes.changed();
    changes.wasReset();
    for (const stop of stops) stop();
    changes.changed();
    changes.wasReset();
    expect(onChange).toHaveBeenCalledTimes(1);
    expect(onReset).toHaveBeenCalledTimes(1);
  });

  test('a group that is held back goes in reverse order; a failed send does not stop the others', async () => {
    const sizes = [3, 0];
    const reordering = createReordering(() => sizes.shift() ?? 0);
    const sent: number[] = [];
    const send = (n: number) => async () => {
      sent.push(n);
      if (n === 2) throw new Error('lost');
      return n;
    };
    const results = await Promise.allSettled([1, 2, 3].map((n) => reordering.pass(send(n))));
    expect(sent).toEqual([3, 2, 1]);
    expect(results.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await reordering.pass(send(4))).toBe(4);
  });

  test('the clock of the machine calls once, unless cancelled', async () => {
    const cancelled = jest.fn();
    systemClock.after(0, cancelled)();
    await new Promise<void>((resolve) => systemClock.after(1, resolve));
    expect(cancelled).not.toHaveBeenCalled();
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1000);
  });
});
