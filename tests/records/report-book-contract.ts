import { beforeEach, describe, expect, test } from '@jest/globals';
import { createManualClock } from '@shouwen/wecom-simulator';
import { createDispatcher, type Dispatcher } from '../../src/effects/index.ts';
import type { LogEntry, ReportBook, ReportRecord } from '../../src/records/registers/report-book.ts';
import { type Executed, recordingHandlers } from '../effects/recorded.ts';

function report(overrides: Partial<ReportRecord> = {}): ReportRecord {
  const { community = 'main', kind = 'monthly', period = '2026-11', at = 100 } = overrides;
  const content = { kind: 'text', text: '受理2件' } as const;
  const _id = [community, kind, period].join('/');
  const send = { kind: 'message.send', to: 'member', userid: 'chen.jingli', content, purpose: 'report' } as const;
  return {
    _id,
    community,
    kind,
    period,
    at,
    notBefore: at,
    messages: [{ userid: 'chen.jingli', text: '受理2件' }],
    blind: [],
    version: 1,
    nextDueAt: null,
    updatedAt: at,
    pendingEffects: [{ id: `send/${_id}`, effect: send }],
    ...overrides,
  };
}

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
export function reportBookContract(name: string, make: (effects: Dispatcher) => Promise<ReportBook>): void {
  describe(`${name}: report book`, () => {
    let book: ReportBook;
    let effects: Dispatcher;
    const clock = createManualClock(1_000);
    beforeEach(async () => {
      effects = createDispatcher({ clock, log: { error: () => {} } });
      book = await make(effects);
    });

    test('R38 a key is claimed once, whatever number of processes do it at once, and stays as it was', async () => {
      const claims = ['a', 'b', 'c'].map((text) => report({ messages: [{ userid: 'chen.jingli', text }] }));
      await Promise.all(claims.map((one) => book.claim(one)));
      const found = await book.find(report());
      expect(claims).toContainEqual(found);
      await book.claim(report({ at: 999 }));
      expect(await book.find(report())).toEqual(found);
      expect(await book.find(report({ community: 'east' }))).toBeNull();
      expect(await book.find(report({ kind: 'weekly' }))).toBeNull();
      expect(await book.find(report({ period: '2026-12' }))).toBeNull();
    });

    test('R38 its messages are sent once each, those that failed at the next sweep', async () => {
      const executed: Executed[] = [];
      effects.serve(
        recordingHandlers(executed, ({ community }) => {
          if (community === 'east') throw new Error('the outbox does not answer');
        }),
      );
      await book.claim(report());
      await book.claim(report({ community: 'east' }));
      await book.claim(report());
      await effects.idle();
      expect(executed.map(({ id }) => id)).toEqual(['send/main/monthly/2026-11']);
      effects.serve(recordingHandlers(executed));
      await effects.sweep(['main', 'east']);
      await effects.sweep(['main', 'east']);
      expect(executed.map(({ id }) => id)).toEqual(['send/main/monthly/2026-11', 'send/east/monthly/2026-11']);
      expect(await book.find(report({ community: 'east' }))).toMatchObject({ version: 1, pendingEffects: [] });
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
