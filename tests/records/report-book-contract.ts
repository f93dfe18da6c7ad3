import { beforeEach, describe, expect, test } from '@jest/globals';
import type { LogEntry, ReportBook, ReportRecord } from '../../src/records/registers/report-book.ts';

const report = (overrides: Partial<ReportRecord> = {}): ReportRecord => ({
  community: 'main',
  kind: 'monthly',
  period: '2026-11',
  at: 100,
  notBefore: 100,
  messages: [{ userid: 'chen.jingli', text: '受理2件' }],
  blind: [],
  sentAt: null,
  ...overrides,
});

const entry = (id: string, overrides: Partial<LogEntry> = {}): LogEntry => ({
  id,
  community: 'main',
  kind: 'visit',
  at: 100,
  by: 'he.jiedai',
  house: '3栋2单元1701',
  period: null,
  text: '供暖正常',
  ...overrides,
});

/** What every report book does (R37, R38). */
export function reportBookContract(name: string, make: () => Promise<ReportBook>): void {
  describe(`${name}: report book`, () => {
    let book: ReportBook;
    beforeEach(async () => {
      book = await make();
    });

    test('R38 a key is claimed once, whatever number of processes do it at once, and stays as it was', async () => {
      const claims = ['a', 'b', 'c'].map((text) => report({ messages: [{ userid: 'chen.jingli', text }] }));
      await Promise.all(claims.map((one) => book.claim(one)));
      const found = await book.find(report());
      expect(claims).toContainEqual(found);
      await book.claim(report({ at: 999 }));
      expect(await book.find(report())).toEqual(found);
      expect(await book.owing(10)).toEqual([found]);
      expect(await book.find(report({ community: 'east' }))).toBeNull();
      expect(await book.find(report({ kind: 'weekly' }))).toBeNull();
      expect(await book.find(report({ period: '2026-12' }))).toBeNull();
    });

    test('R38 what was not sent is owed, oldest first, until it is marked, once', async () => {
      await book.claim(report({ at: 200, period: '2026-12' }));
      await book.claim(report({ community: 'east' }));
      expect((await book.owing(10)).map(({ at }) => at)).toEqual([100, 200]);
      expect(await book.owing(1)).toHaveLength(1);
      await book.sent(report({ community: 'east' }), 300);
      await book.sent(report({ community: 'east' }), 400);
      expect((await book.owing(10)).map(({ period }) => period)).toEqual(['2026-12']);
      expect(await book.find(report({ community: 'east' }))).toEqual(report({ community: 'east', sentAt: 300 }));
    });

    test('R37 lines of one register in a span of time, or of one month’s table, in order, each once', async () => {
      for (const one of [
        entry('b', { at: 199 }),
        entry('a'),
        entry('a', { text: 'again' }),
        entry('later', { at: 200 }),
        entry('earlier', { at: 99 }),
        entry('east', { community: 'east' }),
        entry('analysis', { kind: 'analysis', period: '2026-11', house: null }),
        entry('other', { kind: 'analysis', period: '2026-10', house: null }),
      ]) {
        await book.addEntry(one);
      }
      const span = { community: 'main', kind: 'visit', from: 100, to: 200 } as const;
      expect(await book.entries(span)).toEqual([entry('a'), entry('b', { at: 199 })]);
      const table = { community: 'main', kind: 'analysis', period: '2026-11' } as const;
      expect((await book.entries(table)).map(({ id }) => id)).toEqual(['analysis']);
    });
  });
}
