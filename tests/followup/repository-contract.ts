import { describe, expect, test } from '@jest/globals';
import type { CorrectionNotice } from '../../src/followup/notice.ts';
import { noticeFor } from '../../src/followup/notice-rules.ts';
import type { NoticeRepository, VisitRepository } from '../../src/followup/ports.ts';
import type { Visit } from '../../src/followup/visit.ts';
import { community, DAY, finished, HOUR, OWNER, planned, TEN } from './factories.ts';

const closing = planned(['repair'])[0]!;
const visit = (overrides: Partial<Visit> = {}): Visit => ({ ...closing, ...overrides });
const ids = (documents: readonly { _id: string }[]) => documents.map(({ _id }) => _id);
const pendingEffect = (id: string) => ({ id, effect: { kind: 'notice.issue', visitId: 'v1' } }) as const;
const communities = ['main', 'east'];

/** What every keeper of visits promises. */
export function visitRepositoryContract(name: string, open: () => Promise<VisitRepository>): void {
  describe(`${name}: visits`, () => {
    test('a visit is stored once and comes back as it was', async () => {
      const visits = await open();
      expect(await visits.insert(visit())).toBe(true);
      expect(await visits.insert(visit({ number: 'other' }))).toBe(false);
      expect(await visits.load('main', closing._id)).toEqual(closing);
      expect(await visits.load('east', closing._id)).toBeNull();
    });

    test('it is replaced only at the version it was read', async () => {
      const visits = await open();
      await visits.insert(visit());
      expect(await visits.save(visit({ version: 2, state: 'asked' }), 1)).toBe(true);
      expect(await visits.save(visit({ version: 2, state: 'phone' }), 1)).toBe(false);
      expect((await visits.load('main', closing._id))?.state).toBe('asked');
    });

    test('by ticket, by owner, by time: in order and of one community only', async () => {
      const visits = await open();
      await visits.insert(visit({ _id: 'b', dueAt: TEN + DAY }));
      await visits.insert(visit({ _id: 'a', dueAt: TEN + DAY }));
      await visits.insert(visit({ _id: 'c', dueAt: TEN, state: 'ended' }));
      await visits.insert(visit({ _id: 'd', ticketId: 't2', conversationId: 'wkDEMO/other', dueAt: TEN + 2 * DAY }));
      await visits.insert(visit({ _id: 'e', community: 'east' }));
      expect(ids(await visits.byTicket('main', 't1'))).toEqual(['c', 'a', 'b']);
      expect(ids(await visits.active('main', OWNER))).toEqual(['a', 'b']);
      expect(ids(await visits.search({ community: 'main', from: TEN, to: TEN + 2 * DAY }))).toEqual(['c', 'a', 'b']);
      expect(ids(await visits.search({ community: 'main', from: TEN + 1, to: TEN + 2 * DAY + 1 }))).toEqual([
        'a',
        'b',
        'd',
      ]);
    });

    test('visits that wait for rain come in pages', async () => {
      const visits = await open();
      for (const _id of ['r3', 'r1', 'r2']) await visits.insert(visit({ _id, waits: 'rain' }));
      await visits.insert(visit({ _id: 'r0', waits: 'rain', state: 'ended' }));
      await visits.insert(visit({ _id: 'r4', waits: null }));
      expect(ids(await visits.waitingForRain('main', { limit: 2, after: null }))).toEqual(['r1', 'r2']);
      expect(ids(await visits.waitingForRain('main', { limit: 2, after: 'r2' }))).toEqual(['r3']);
    });

    test('due to the millisecond, of the communities that are asked for, earliest first; null is never due', async () => {
      const visits = await open();
      await visits.insert(visit({ _id: 'late', nextDueAt: TEN + 1 }));
      await visits.insert(visit({ _id: 'now', nextDueAt: TEN }));
      await visits.insert(visit({ _id: 'first', community: 'east', nextDueAt: TEN - HOUR }));
      await visits.insert(visit({ _id: 'never', nextDueAt: null }));
      expect(ids(await visits.due({ communities, now: TEN, limit: 10 }))).toEqual(['first', 'now']);
      expect(ids(await visits.due({ communities, now: TEN, limit: 1 }))).toEqual(['first']);
      expect(ids(await visits.due({ communities: ['main'], now: TEN, limit: 10 }))).toEqual(['now']);
    });

    test('pending effects are found until they are acknowledged, without a new version', async () => {
      const visits = await open();
      const waiting = visit({ _id: 'v1', pendingEffects: [pendingEffect('e1'), pendingEffect('e2')], updatedAt: TEN });
      const pending = async (now = TEN, of = communities) =>
        ids(await visits.pending({ communities: of, now, limit: 10 }));
      await visits.insert(waiting);
      await visits.insert(visit({ _id: 'v2' }));
      expect(await pending()).toEqual(['v1']);
      expect(await pending(TEN - 1)).toEqual([]);
      expect(await pending(TEN, ['east'])).toEqual([]);
      await visits.acknowledge(waiting, ['e1']);
      expect((await visits.load('main', 'v1'))?.pendingEffects).toEqual([pendingEffect('e2')]);
      expect(await pending()).toEqual(['v1']);
      await visits.acknowledge(waiting, ['e2']);
      expect(await pending()).toEqual([]);
      expect((await visits.load('main', 'v1'))?.version).toBe(1);
    });
  });
}

/** A notice of a visit that found the work wanting. */
export function notice(overrides: Partial<CorrectionNotice> = {}): CorrectionNotice {
  const answer = { solved: false, score: null, reasons: [], words: '又漏了', praise: null } as const;
  const found = visit({
    state: 'ended',
    endedAt: TEN,
    answer: { ...answer, at: TEN, by: 'owner', final: true, changes: [] },
  });
  return { ...noticeFor(found, finished(), { now: TEN, community, ticket: finished() }), ...overrides };
}

/** What every keeper of notices promises. */
export function noticeRepositoryContract(name: string, open: () => Promise<NoticeRepository>): void {
  describe(`${name}: notices`, () => {
    test('stored once, replaced only at the version it was read', async () => {
      const notices = await open();
      expect(await notices.insert(notice())).toBe(true);
      expect(await notices.insert(notice({ number: 'other' }))).toBe(false);
      expect(await notices.load('main', notice()._id)).toEqual(notice());
      expect(await notices.save(notice({ version: 2, state: 'issued' }), 1)).toBe(true);
      expect(await notices.save(notice({ version: 2, state: 'void' }), 1)).toBe(false);
    });

    test('by ticket and by time, in order and of one community only', async () => {
      const notices = await open();
      await notices.insert(notice({ _id: 'b', foundAt: TEN + 1 }));
      await notices.insert(notice({ _id: 'a', foundAt: TEN }));
      await notices.insert(notice({ _id: 'c', foundAt: TEN, community: 'east' }));
      expect(ids(await notices.byTicket('main', 't1'))).toEqual(['a', 'b']);
      expect(ids(await notices.search({ community: 'main', from: TEN, to: TEN + 1 }))).toEqual(['a']);
    });

    test('due and pending as with visits', async () => {
      const notices = await open();
      const waiting = notice({ _id: 'n1', nextDueAt: TEN, pendingEffects: [pendingEffect('e1')] });
      const query = { communities, now: TEN, limit: 10 };
      await notices.insert(waiting);
      await notices.insert(notice({ _id: 'n2', nextDueAt: null }));
      expect(ids(await notices.due(query))).toEqual(['n1']);
      expect(ids(await notices.pending(query))).toEqual(['n1']);
      await notices.acknowledge(waiting, ['e1']);
      expect(ids(await notices.pending(query))).toEqual([]);
    });
  });
}
