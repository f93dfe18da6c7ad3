import { beforeEach, describe, expect, test } from '@jest/globals';
import type { RelayBook } from '../../src/records/registers/relay-book.ts';
import type { HandOverRecord, ShiftBook, ShiftEntry } from '../../src/records/registers/shift-book.ts';

const entry = (id: string, overrides: Partial<ShiftEntry> = {}): ShiftEntry => ({
  id,
  community: 'main',
  department: 'service',
  at: 100,
  by: 'he.jiedai',
  text: '3栋门禁坏了',
  ...overrides,
});

const record = (id: string, overrides: Partial<HandOverRecord> = {}): HandOverRecord => ({
  id,
  community: 'main',
  department: 'service',
  day: '2026-11-23',
  shift: '早班',
  nextShift: '中班',
  at: 1_000,
  from: 'he.jiedai',
  to: ['tang.jiedai'],
  items: [
    { ticketId: 't1', number: 'BX261123-007', state: 'accepted', summary: '漏水', nextStep: '已接', promisedAt: null },
  ],
  entries: [entry('e1')],
  signedBy: null,
  signedAt: null,
  ...overrides,
});

/** What every shift book does (R35). */
export function shiftBookContract(name: string, make: () => Promise<ShiftBook>): void {
  describe(`${name}: shift book`, () => {
    let book: ShiftBook;
    beforeEach(async () => {
      book = await make();
    });
    const SHIFT = { community: 'main', department: 'service', from: 100, to: 200 } as const;

    test('R35: the entries of one shift of one department, in order, each once', async () => {
      for (const one of [
        entry('b', { at: 199 }),
        entry('a', { at: 100 }),
        entry('a', { text: 'again' }),
        entry('later', { at: 200 }),
        entry('earlier', { at: 99 }),
        entry('other', { department: 'security' }),
        entry('east', { community: 'east' }),
      ]) {
        await book.addEntry(one);
      }
      expect(await book.entries(SHIFT)).toEqual([entry('a'), entry('b', { at: 199 })]);
    });

    test('the newest record of a department, as it was written first', async () => {
      expect(await book.latest('main', 'service')).toBeNull();
      await book.saveRecord(record('old', { at: 900 }));
      await book.saveRecord(record('new'));
      await book.saveRecord(record('new', { items: [] }));
      await book.saveRecord(record('other', { at: 2_000, department: 'security' }));
      await book.saveRecord(record('east', { at: 2_000, community: 'east' }));
      expect(await book.latest('main', 'service')).toEqual(record('new'));
    });

    test('篇1 5.0 the records of a period, of every department, in order', async () => {
      await book.saveRecord(record('b', { at: 199 }));
      await book.saveRecord(record('a', { at: 100, department: 'security' }));
      await book.saveRecord(record('later', { at: 200 }));
      await book.saveRecord(record('earlier', { at: 99 }));
      await book.saveRecord(record('east', { at: 150, community: 'east' }));
      const found = await book.records({ community: 'main', from: 100, to: 200 });
      expect(found).toEqual([record('a', { at: 100, department: 'security' }), record('b', { at: 199 })]);
    });

    test('R35: a record is signed once, and its signature stays', async () => {
      await book.saveRecord(record('r'));
      const sign = (by: string) => book.sign({ community: 'main', id: 'r', by, at: 1_100 });
      const signed = await Promise.all([sign('tang.jiedai'), sign('zhou.zhuguan'), sign('tang.jiedai')]);
      expect(signed.filter(Boolean)).toHaveLength(1);
      expect(await book.sign({ community: 'east', id: 'r', by: 'x', at: 1 })).toBe(false);
      await book.saveRecord(record('r'));
      expect(await book.latest('main', 'service')).toMatchObject({ signedBy: expect.any(String), signedAt: 1_100 });
    });
  });
}

/** What every book of relayed words does (R34). */
export function relayBookContract(name: string, make: () => Promise<RelayBook>): void {
  describe(`${name}: relay book`, () => {
    const relay = (id: string, at: number, overrides = {}) => ({
      id,
      community: 'main',
      userid: 'li.shifu',
      at,
      from: '王先生（3栋2单元1701）',
      text: '明天上午再来',
      ...overrides,
    });

    test('R34: 收到 acknowledges the oldest that waits, each once', async () => {
      const book = await make();
      await book.add(relay('b', 20));
      await book.add(relay('a', 10));
      await book.add(relay('a', 30));
      await book.add(relay('other', 1, { userid: 'zhang.shifu' }));
      await book.add(relay('east', 1, { community: 'east' }));
      const take = () => book.acknowledge({ community: 'main', userid: 'Li.Shifu', at: 40 });
      expect(await take()).toEqual(relay('a', 10));
      expect(await take()).toEqual(relay('b', 20));
      expect(await take()).toBeNull();
    });
  });
}
