import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createExpiring } from '../src/api/expiring.ts';
import { WecomError, WecomUnreachable } from '../src/errors.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const answeredNo = (errcode: number) => new WecomError({ errcode, errmsg: 'no', api: '/cgi-bin/gettoken' });
const notReached = () => new WecomUnreachable({ reason: 'timeout', api: '/a', detail: '', outcomeUnknown: false });

/** A value with a lifetime of two hours whose loads are numbered; `next` says how the next loads end. */
function setUp({ lifetime = 2 * HOUR }: { lifetime?: number } = {}) {
  const clock = { now: 0 };
  const next: Error[] = [];
  let loads = 0;
  const load = async () => {
    loads += 1;
    const failure = next.shift();
    if (failure !== undefined) throw failure;
    return { value: `V${loads}`, expiresInMs: lifetime };
  };
  const expiring = createExpiring({ load, now: () => clock.now });
  return { expiring, clock, next, loads: () => loads };
}

describe('a value with a lifetime', () => {
  test.each([
    ['two hours', 2 * HOUR, 2 * HOUR - 200 * SECOND],
    ['ten minutes', 10 * MINUTE, 400 * SECOND],
    ['five minutes: half of it, as 200 s would leave too little', 5 * MINUTE, 150 * SECOND],
    ['a minute', MINUTE, 30 * SECOND],
  ])('of %s is used so long', async (_title, lifetime, until) => {
    const { expiring, clock } = setUp({ lifetime });
    await expiring.get();
    clock.now = until - 1;
    expect(await expiring.get()).toBe('V1');
    clock.now = until;
    expect(await expiring.get()).toBe('V2');
  });

  test('is loaded once for all who ask meanwhile, and each gets it', async () => {
    const { expiring, loads } = setUp();
    expect(await Promise.all(Array.from({ length: 30 }, () => expiring.get()))).toEqual(Array(30).fill('V1'));
    expect(loads()).toBe(1);
  });

  test('a failure reaches all who waited for it; the next one tries again', async () => {
    const { expiring, next, loads } = setUp();
    next.push(notReached());
    const results = await Promise.allSettled([expiring.get(), expiring.get()]);
    expect(results.map((one) => one.status)).toEqual(['rejected', 'rejected']);
    expect(await expiring.get()).toBe('V2');
    expect(loads()).toBe(2);
  });

  test.each([40001, 40013, 60020])(
    'errcode %d is a setting: it is not asked again for a minute, then two, four …',
    async (errcode) => {
      const { expiring, clock, next, loads } = setUp();
      next.push(...Array.from({ length: 9 }, () => answeredNo(errcode)));
      const pauses: number[] = [];
      for (let i = 0; i < 9; i += 1) {
        await expect(expiring.get()).rejects.toMatchObject({ errcode });
        const failedAt = clock.now;
        const before = loads();
        while (loads() === before && clock.now - failedAt < 2 * HOUR) {
          clock.now += MINUTE;
          await expiring.get().catch(() => undefined);
        }
        pauses.push((clock.now - failedAt) / MINUTE);
        if (next.length === 0) break;
      }
      expect(pauses.slice(0, 7)).toEqual([1, 2, 4, 8, 16, 32, 60]);
    },
  );

  test('a frequency limit is waited for, whatever the pause would be', async () => {
    const { expiring, clock, next, loads } = setUp();
    next.push(answeredNo(45009));
    await expect(expiring.get()).rejects.toMatchObject({ errcode: 45009 });
    clock.now = HOUR - 1;
    await expect(expiring.get()).rejects.toMatchObject({ errcode: 45009 });
    clock.now = HOUR;
    expect([await expiring.get(), loads()]).toEqual(['V2', 2]);
  });

  test('a success forgets the pauses before it', async () => {
    const { expiring, clock, next } = setUp();
    for (const pause of [MINUTE, 2 * MINUTE]) {
      next.push(answeredNo(40013));
      await expect(expiring.get()).rejects.toMatchObject({ errcode: 40013 });
      clock.now += pause;
    }
    await expiring.get();
    clock.now += 2 * HOUR;
    next.push(answeredNo(40013));
    await expect(expiring.get()).rejects.toMatchObject({ errcode: 40013 });
    clock.now += MINUTE;
    await expect(expiring.get()).resolves.toMatch(/^V/);
  });
});

describe('a value that was refused', () => {
  test('is loaded anew; a refusal of an older one changes nothing', async () => {
    const { expiring, loads } = setUp();
    const first = await expiring.get();
    expect(expiring.refuse(first)).toBe(true);
    const second = await expiring.get();
    expect(expiring.refuse(first)).toBe(true);
    expect([second, await expiring.get(), loads()]).toEqual(['V2', 'V2', 2]);
  });

  test('where fresh ones are refused too, nobody asks for another, and ever longer', async () => {
    const { expiring, clock } = setUp();
    await expiring.get();
    expiring.settle(false);
    expect(expiring.refuse('V1')).toBe(false);
    clock.now = MINUTE;
    expect(expiring.refuse('V1')).toBe(true);
    expiring.settle(false);
    clock.now += 2 * MINUTE - 1;
    expect(expiring.refuse('V2')).toBe(false);
    clock.now += 1;
    expect(expiring.refuse('V2')).toBe(true);
    expiring.settle(true);
    expect(expiring.refuse('V3')).toBe(true);
  });

  test('whatever refusals come in whatever order, no one gets a value they refused, and each value is loaded once', async () => {
    const step = fc.record({ callers: fc.integer({ min: 1, max: 6 }), refused: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const { expiring, loads } = setUp();
        let expected = 1;
        for (const { callers, refused } of steps) {
          const values = await Promise.all(Array.from({ length: callers }, () => expiring.get()));
          expect(new Set(values)).toEqual(new Set([`V${expected}`]));
          if (!refused) continue;
          for (const value of values) expiring.refuse(value);
          expected += 1;
        }
        await expiring.get();
        expect(loads()).toBe(expected);
      }),
    );
  });
});
