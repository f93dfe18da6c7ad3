import { describe, expect, test } from '@jest/globals';
import type { Effect, EffectOf } from '../../src/effects/index.ts';
import type { FollowUpEffectKind } from '../../src/followup/effect-handlers.ts';
import { noticeFor } from '../../src/followup/notice-rules.ts';
import type { RecordedAnswer, Visit } from '../../src/followup/visit.ts';
import { executeEffect } from '../support/execute-pending.ts';
import { DAY, finished, HOUR, MINUTE, OWNER, planned, TEN } from './factories.ts';
import { createWorld, type World } from './world.ts';

type FollowUpEffect = Extract<Effect, { kind: FollowUpEffectKind }>;

const execute = async (world: World, effect: Effect, id = 'e1') => {
  await executeEffect(world.service.handlers, effect, { id, community: 'main' });
  await world.settle();
};

/** Everything that can be seen from outside. */
const picture = (world: World) => ({
  visits: world.visits.everything(),
  notices: world.notices.everything(),
  tickets: world.tickets.all(),
  told: world.told,
});

/** Executes the effect, then a second time as after a crash: nothing may change by that. */
async function twice(world: World, effect: FollowUpEffect): Promise<void> {
  await execute(world, effect);
  const once = structuredClone(picture(world));
  await execute(world, effect);
  expect(picture(world)).toEqual(once);
}

const answered = (overrides: Partial<RecordedAnswer> = {}): Partial<Visit> => ({
  state: 'ended',
  outcome: 'answered',
  endedAt: TEN + HOUR,
  nextDueAt: null,
  answer: {
    ...{ solved: true, score: 5, reasons: [], words: '', praise: null },
    ...{ at: TEN + HOUR, by: 'owner', final: true, changes: [] },
    ...overrides,
  },
});

/** A finished ticket with its closing visit and the visit of the day after. */
async function visited(closing: Partial<Visit> = {}) {
  const world = createWorld();
  await world.tickets.insert(finished());
  const [first, second] = planned(['urgent']) as [Visit, Visit];
  await world.visits.insert({ ...first, ...closing });
  await world.visits.insert(second);
  return { world, first, second };
}

describe('visits', () => {
  const order = { kinds: ['urgent'], finishedAt: TEN, keeper: 'he.jiedai', leader: 'zhou.zhuguan' } as const;

  test('visit.plan: the visits of a finished ticket', async () => {
    const world = createWorld();
    await world.tickets.insert(finished());
    await twice(world, { kind: 'visit.plan', ticketId: 't1', ...order });
    expect(world.visits.everything().map(({ rule }) => rule)).toEqual(planned(['urgent']).map(({ rule }) => rule));
  });

  test('visit.cancel: no visit of the ticket is left', async () => {
    const { world } = await visited();
    await twice(world, { kind: 'visit.cancel', ticketId: 't1', reason: 'invalid' });
    expect(world.visits.everything().map(({ outcome }) => outcome)).toEqual(['cancelled', 'cancelled']);
  });

  test('visit.answer: what the owner answered in chat', async () => {
    const { world, first } = await visited();
    const answer = { visitId: first._id, solved: true, score: 4, reasons: [], words: '好', final: true } as const;
    await twice(world, { kind: 'visit.answer', ...answer });
    expect((await world.visit('closing')).answer).toMatchObject({ solved: true, score: 4, words: '好', by: 'owner' });
  });

  test('visit.answer: a growing answer of another effect is another answer', async () => {
    const { world, first } = await visited();
    const answer = { kind: 'visit.answer', visitId: first._id, solved: true, reasons: [], words: '' } as const;
    await execute(world, { ...answer, score: null, final: false }, 'e1');
    await execute(world, { ...answer, score: 5, final: true }, 'e2');
    await execute(world, { ...answer, score: null, final: false }, 'e1');
    expect((await world.visit('closing')).answer).toMatchObject({ score: 5, final: true });
  });

  test('visit.outcome: its question arrived', async () => {
    const { world, first } = await visited();
    world.windowOpened(TEN - HOUR);
    world.chat(() => 'silence');
    await world.service.tick(TEN);
    await world.settle();
    const outcome = { result: 'sent', at: TEN + MINUTE } as const;
    const message = { visitId: first._id, messageId: 'm1', to: 'owner', purpose: 'survey', outcome } as const;
    await twice(world, { kind: 'visit.outcome', ...message });
    expect(await world.visit('closing')).toMatchObject({ state: 'asked', sentAt: TEN + MINUTE });
  });

  test('visit.outcome: of a notice, its recipient has it', async () => {
    const { world, first } = await visited(answered({ solved: false }));
    await execute(world, { kind: 'notice.issue', visitId: first._id });
    const issued = async () => (await world.notices.byTicket('main', 't1'))[0]!;
    world.setClock((await issued()).nextDueAt ?? TEN);
    await world.service.tick(world.now());
    await world.settle();
    const [recipient] = (await issued()).recipients;
    expect(recipient).toMatchObject({ sentAt: world.now() });
    const outcome = { result: 'sent', at: world.now() + 1 } as const;
    const messageId = recipient?.messageId ?? '';
    const of = { visitId: (await issued())._id, messageId, to: 'member', purpose: 'task', outcome } as const;
    await twice(world, { kind: 'visit.outcome', ...of });
  });

  test.each([
    ['solved', {}, 'closed', 0],
    ['not solved', { solved: false, words: '还在漏' }, 'waiting', 1],
    ['solved, but badly', { score: 2, words: '态度不好' }, 'waiting', 1],
  ] as const)('visit.report: the ticket learns of it: %s', async (_, answer, state, reopenings) => {
    const { world, first } = await visited(answered(answer));
    await twice(world, { kind: 'visit.report', visitId: first._id });
    const ticket = await world.ticket();
    expect(ticket).toMatchObject({ state, reopenings });
    expect(ticket.timeline.filter(({ action }) => action === 'visit-result')).toHaveLength(1);
  });

  test('visit.report: one that ended without an answer closes the ticket only when it was the last', async () => {
    const expired = { ...answered(), outcome: 'expired', outcomeReason: '没有回复', answer: null } as const;
    const { world, first, second } = await visited(expired);
    await twice(world, { kind: 'visit.report', visitId: first._id });
    expect((await world.ticket()).closedAt).toBeNull();
    await world.visits.save({ ...second, ...expired, version: second.version + 1 }, second.version);
    await execute(world, { kind: 'visit.report', visitId: second._id }, 'e2');
    expect((await world.ticket()).closedAt).not.toBeNull();
  });

  test('visit.merge: one visit asks for the other', async () => {
    const { world, first, second } = await visited();
    await twice(world, { kind: 'visit.merge', visitId: first._id, by: second._id });
    expect(await world.visit('closing')).toMatchObject({ outcome: 'merged', takenOverBy: second._id });
    expect((await world.service.visit('main', first._id))?._id).toBe(second._id);
  });

  test.each([
    ['praise that may be recorded', { words: '李师傅真负责，太感谢了', praise: true }, ['表扬']],
    ['praise that may not', { words: '李师傅真负责，太感谢了', praise: false }, []],
    ['a complaint', { score: 1, reasons: ['态度不好'] }, ['投诉']],
    ['nothing of the kind', { words: '好的' }, []],
  ] as const)('visit.weigh-words: %s', async (_, answer, categories) => {
    const { world, first } = await visited(answered(answer));
    await twice(world, { kind: 'visit.weigh-words', visitId: first._id });
    const opened = world.tickets.all().filter(({ _id }) => _id !== 't1');
    expect(opened.map(({ category }) => category)).toEqual(categories);
  });

  test('visit.owner-wrote: what waits for that is asked now', async () => {
    const { world } = await visited();
    world.windowOpened(TEN);
    await twice(world, { kind: 'visit.owner-wrote', conversationId: OWNER, at: TEN });
    expect(world.asks().map(({ ask }) => ask.type)).toEqual(['closing']);
  });

  test('visit.owner-wrote: some owners are asked the periodic survey, once', async () => {
    const world = createWorld({ followUp: { survey: { share: 1, after: 2 * HOUR, expire: 2 * DAY } } });
    await twice(world, { kind: 'visit.owner-wrote', conversationId: OWNER, at: TEN });
    expect(world.visits.everything().map(({ type }) => type)).toEqual(['survey']);
  });
});

describe('notices', () => {
  async function noticed() {
    const { world, first, second } = await visited(answered({ solved: false, words: '还在漏' }));
    const ticket = finished();
    const found: Visit = { ...first, ...answered({ solved: false, words: '还在漏' }) };
    const notice = noticeFor(found, ticket, { now: TEN + HOUR, community: world.community, ticket });
    return { world, first, second, notice };
  }

  test('notice.issue: a 整改通知 for a visit that found the work wanting', async () => {
    const { world, first, notice } = await noticed();
    await twice(world, { kind: 'notice.issue', visitId: first._id });
    expect(world.notices.everything()).toMatchObject([{ _id: notice._id, finding: 'unsolved', state: 'planned' }]);
  });

  test('notice.issue: what the owner says later goes into the same notice', async () => {
    const { world, first, notice } = await noticed();
    await world.notices.insert({ ...notice, words: '' });
    await twice(world, { kind: 'notice.issue', visitId: first._id });
    expect(world.notices.everything()).toMatchObject([{ _id: notice._id, words: notice.words, version: 2 }]);
    expect(notice.words).toContain('还在漏');
  });

  test('notice.issue: nothing without an answer', async () => {
    const { world, first } = await visited();
    await twice(world, { kind: 'notice.issue', visitId: first._id });
    expect(world.notices.everything()).toEqual([]);
  });

  test.each([
    [true, 'verified'],
    [false, 'failed'],
  ] as const)('notice.check: a later visit found it good: %s', async (good, state) => {
    const { world, second, notice } = await noticed();
    await world.notices.insert(notice);
    const later: Visit = { ...second, _id: 'later', round: notice.round + DAY };
    await world.visits.insert(later);
    await twice(world, { kind: 'notice.check', ticketId: 't1', visitId: 'later', good });
    expect(world.notices.everything()).toMatchObject([{ state, checkedBy: 'later' }]);
  });

  test('notice.check: a visit of the same round has not looked at it', async () => {
    const { world, second, notice } = await noticed();
    await world.notices.insert(notice);
    await twice(world, { kind: 'notice.check', ticketId: 't1', visitId: second._id, good: true });
    expect(world.notices.everything()).toEqual([notice]);
  });

  test('notice.follow: the notices of a ticket that became invalid are void', async () => {
    const { world, notice } = await noticed();
    await world.notices.insert(notice);
    const ticket = await world.ticket();
    await world.tickets.save({ ...ticket, state: 'invalid', version: ticket.version + 1 }, ticket.version);
    await twice(world, { kind: 'notice.follow', ticketId: 't1' });
    expect(world.notices.everything()).toMatchObject([{ state: 'void' }]);
  });
});

describe('documents that are not there', () => {
  interface About {
    readonly visitId: string;
    readonly ticketId: string;
    readonly conversationId: string;
  }
  type Effects = { readonly [K in FollowUpEffectKind]: EffectOf<K> };
  const outcome = { result: 'sent', at: TEN } as const;
  const order = { kinds: ['urgent'], finishedAt: TEN, keeper: 'he.jiedai', leader: 'zhou.zhuguan' } as const;
  const answer = { solved: true, score: 5, reasons: [], words: '', final: true } as const;
  const effects = ({ visitId, ticketId, conversationId }: About): Effects => ({
    'visit.plan': { kind: 'visit.plan', ticketId, ...order },
    'visit.cancel': { kind: 'visit.cancel', ticketId, reason: 'invalid' },
    'visit.answer': { kind: 'visit.answer', visitId, ...answer },
    'visit.outcome': { kind: 'visit.outcome', visitId, messageId: 'm1', to: 'owner', purpose: 'survey', outcome },
    'visit.report': { kind: 'visit.report', visitId },
    'visit.merge': { kind: 'visit.merge', visitId, by: 'elsewhere' },
    'visit.weigh-words': { kind: 'visit.weigh-words', visitId },
    'visit.owner-wrote': { kind: 'visit.owner-wrote', conversationId, at: TEN },
    'notice.issue': { kind: 'notice.issue', visitId },
    'notice.check': { kind: 'notice.check', ticketId, visitId, good: true },
    'notice.follow': { kind: 'notice.follow', ticketId },
  });
  const noSurvey = { survey: { share: 0, after: HOUR, expire: DAY } };
  const nowhere = { visitId: 'nowhere', ticketId: 'nowhere', conversationId: 'wkDEMO/nobody' };

  test.each(Object.values(effects(nowhere)))('$kind changes nothing and is done', async (effect) => {
    const world = createWorld({ followUp: noSurvey });
    await execute(world, effect);
    expect(picture(world)).toEqual({ visits: [], notices: [], tickets: [], told: [] });
  });

  const [{ _id: visitId }] = planned(['urgent']) as [Visit];
  const elsewhere = { visitId, ticketId: 't1', conversationId: OWNER };
  test.each(Object.values(effects(elsewhere)))('$kind reads nothing of another community', async (effect) => {
    const { world } = await visited(answered({ solved: false }));
    const east = createWorld({ community: { ...world.community, id: 'east' }, followUp: noSurvey });
    for (const visit of world.visits.everything()) await east.visits.insert(visit);
    for (const ticket of world.tickets.all()) await east.tickets.insert(ticket);
    const before = structuredClone(picture(east));
    await executeEffect(east.service.handlers, effect, { id: 'e1', community: 'east' });
    expect(picture(east)).toEqual(before);
  });
});
