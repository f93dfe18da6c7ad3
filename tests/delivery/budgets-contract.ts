import { beforeEach, describe, expect, test } from '@jest/globals';
import type { CardHandles, OwnerWindows, RateWindows } from '../../src/delivery/ports.ts';
import { OWNER } from './factories.ts';

const HOUR = 3_600_000;

/** What every store of owners' windows does. */
export function windowsContract(name: string, make: () => Promise<OwnerWindows>): void {
  describe(`${name}: owner windows`, () => {
    let windows: OwnerWindows;
    beforeEach(async () => {
      windows = await make();
    });
    const take = (id: string, now: number, limit = 5) => windows.take(OWNER, { id, now, limit, windowMs: 48 * HOUR });

    test('an owner who never wrote has no window', async () => {
      expect(await take('a', 0)).toBe('window-closed');
      expect(await windows.read(OWNER)).toBeNull();
    });

    test('five messages, the sixth is refused, the next own message gives five more', async () => {
      await windows.opened(OWNER, { at: 1_000, messageId: 'm1_000' });
      for (const id of ['a', 'b', 'c', 'd', 'e']) expect(await take(id, 2_000)).toBe('ok');
      expect(await take('f', 2_000)).toBe('budget-used');
      expect(await windows.read(OWNER)).toEqual({ openedAt: 1_000, used: ['a', 'b', 'c', 'd', 'e'], held: false });
      await windows.opened(OWNER, { at: 3_000, messageId: 'm3_000' });
      expect(await take('f', 3_000)).toBe('ok');
      expect(await windows.read(OWNER)).toEqual({ openedAt: 3_000, used: ['f'], held: false });
    });

    test('the same message twice takes one, also when the budget is used or the limit lower', async () => {
      await windows.opened(OWNER, { at: 0, messageId: 'm0' });
      for (const id of ['a', 'a', 'b', 'c', 'd', 'e']) expect(await take(id, 1)).toBe('ok');
      expect(await take('e', 1)).toBe('ok');
      expect(await take('a', 1, 1)).toBe('ok');
      expect(await take('f', 1)).toBe('budget-used');
    });

    test('a lower limit leaves the rest to others', async () => {
      await windows.opened(OWNER, { at: 0, messageId: 'm0' });
      for (const id of ['a', 'b', 'c', 'd']) expect(await take(id, 1, 4)).toBe('ok');
      expect(await take('e', 1, 4)).toBe('budget-used');
      expect(await take('f', 1, 5)).toBe('ok');
    });

    test('the window is open to its last millisecond', async () => {
      await windows.opened(OWNER, { at: 1_000, messageId: 'm1_000' });
      expect(await take('a', 1_000 + 48 * HOUR - 1)).toBe('ok');
      expect(await take('b', 1_000 + 48 * HOUR)).toBe('window-closed');
    });

    test('an older message changes nothing', async () => {
      await windows.opened(OWNER, { at: 5_000, messageId: 'm5_000' });
      await take('a', 5_000);
      await windows.opened(OWNER, { at: 4_000, messageId: 'm4_000' });
      await windows.opened(OWNER, { at: 5_000, messageId: 'm5_000' });
      expect(await windows.read(OWNER)).toEqual({ openedAt: 5_000, used: ['a'], held: false });
    });

    test('two messages of one second: each is a fresh budget, and each only once', async () => {
      await windows.opened(OWNER, { at: 5_000, messageId: 'first' });
      await take('a', 5_000);
      await windows.opened(OWNER, { at: 5_000, messageId: 'second' });
      expect(await windows.read(OWNER)).toEqual({ openedAt: 5_000, used: [], held: false });
      await take('b', 5_000);
      await windows.opened(OWNER, { at: 5_000, messageId: 'first' });
      expect(await windows.read(OWNER)).toEqual({ openedAt: 5_000, used: ['b'], held: false });
    });

    test('opening tells the window as it was before', async () => {
      expect(await windows.opened(OWNER, { at: 1_000, messageId: 'a' })).toBeNull();
      await take('p', 1_000);
      expect(await windows.opened(OWNER, { at: 2_000, messageId: 'b' })).toMatchObject({
        openedAt: 1_000,
        used: ['p'],
      });
      await take('q', 2_000);
      expect(await windows.opened(OWNER, { at: 2_000, messageId: 'c' })).toMatchObject({
        openedAt: 2_000,
        used: ['q'],
      });
      expect(await windows.opened(OWNER, { at: 1_500, messageId: 'd' })).toMatchObject({ openedAt: 2_000, used: [] });
    });

    test('that messages wait is noted until the owner writes; of an owner who never wrote nothing can be noted', async () => {
      await windows.markHeld(OWNER);
      expect(await windows.read(OWNER)).toBeNull();
      await windows.opened(OWNER, { at: 1_000, messageId: 'a' });
      await windows.markHeld(OWNER);
      expect(await windows.read(OWNER)).toEqual({ openedAt: 1_000, used: [], held: true });
      await windows.opened(OWNER, { at: 900, messageId: 'older' });
      expect(await windows.read(OWNER)).toMatchObject({ held: true });
      expect(await windows.opened(OWNER, { at: 1_000, messageId: 'b' })).toMatchObject({ held: true });
      expect(await windows.read(OWNER)).toMatchObject({ held: false });
      await windows.markHeld(OWNER);
      expect(await windows.opened(OWNER, { at: 2_000, messageId: 'c' })).toMatchObject({ held: true });
      expect(await windows.read(OWNER)).toEqual({ openedAt: 2_000, used: [], held: false });
    });

    test('what was refused is given back', async () => {
      await windows.opened(OWNER, { at: 0, messageId: 'm0' });
      for (const id of ['a', 'b', 'c', 'd', 'e']) await take(id, 1);
      await windows.giveBack(OWNER, 'c');
      await windows.giveBack(OWNER, 'unknown');
      expect(await take('f', 1)).toBe('ok');
      expect(await take('g', 1)).toBe('budget-used');
    });

    test('owners, accounts and communities are apart', async () => {
      await windows.opened(OWNER, { at: 0, messageId: 'm0' });
      expect(await windows.read({ ...OWNER, externalUserid: 'wmOther' })).toBeNull();
      expect(await windows.read({ ...OWNER, openKfId: 'wkOther' })).toBeNull();
      expect(await windows.read({ ...OWNER, community: 'east' })).toBeNull();
    });

    test('ten at once take five', async () => {
      await windows.opened(OWNER, { at: 0, messageId: 'm0' });
      const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => take(`m${index}`, 1)));
      expect(answers.filter((answer) => answer === 'ok')).toHaveLength(5);
    });
  });
}

/** What every store of rates does. */
export function ratesContract(name: string, make: () => Promise<RateWindows>): void {
  describe(`${name}: rate windows`, () => {
    test('what was saved is read, and only the newest version can be replaced', async () => {
      const rates = await make();
      const first = await rates.read('group/x');
      expect(first.times).toEqual([]);
      expect(await rates.save('group/x', [1], first.version)).toBe(true);
      expect(await rates.save('group/x', [2], first.version)).toBe(false);
      const second = await rates.read('group/x');
      expect(second.times).toEqual([1]);
      expect(await rates.save('group/x', [1, 3], second.version)).toBe(true);
      expect((await rates.read('group/x')).times).toEqual([1, 3]);
      expect((await rates.read('group/y')).times).toEqual([]);
    });

    test('of several at once one wins', async () => {
      const rates = await make();
      const { version } = await rates.read('k');
      const saved = await Promise.all([1, 2, 3, 4].map((time) => rates.save('k', [time], version)));
      expect(saved.filter(Boolean)).toHaveLength(1);
    });
  });
}

/** What every store of card codes does. */
export function cardsContract(name: string, make: () => Promise<CardHandles>): void {
  describe(`${name}: card codes`, () => {
    const card = { community: 'main', userid: 'li.shifu', cardId: 't1-work' } as const;

    test('the oldest code that is still good is given once', async () => {
      const cards = await make();
      await cards.put({ ...card, responseCode: 'new', at: 30 });
      await cards.put({ ...card, responseCode: 'stale', at: 10 });
      await cards.put({ ...card, responseCode: 'old', at: 20 });
      await cards.put({ ...card, responseCode: 'old', at: 20 });
      expect(await cards.take({ ...card, since: 10 })).toBe('old');
      expect(await cards.take({ ...card, since: 10 })).toBe('new');
      expect(await cards.take({ ...card, since: 10 })).toBeNull();
    });

    test('cards, members and communities are apart', async () => {
      const cards = await make();
      await cards.put({ ...card, responseCode: 'code', at: 1 });
      expect(await cards.take({ ...card, cardId: 't2-work', since: 0 })).toBeNull();
      expect(await cards.take({ ...card, userid: 'zhang.shifu', since: 0 })).toBeNull();
      expect(await cards.take({ ...card, community: 'east', since: 0 })).toBeNull();
      expect(await cards.take({ ...card, since: 0 })).toBe('code');
    });
  });
}
