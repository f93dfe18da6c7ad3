import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { look } from '../../src/followup/act.ts';
import { commitVisit } from '../../src/followup/commit.ts';
import { decide } from '../../src/followup/decide.ts';
import type { Visit } from '../../src/followup/visit.ts';
import { DAY, HOUR, MINUTE, OWNER, planned, situation, TEN, windowSince } from './factories.ts';
import { createWorld, type World } from './world.ts';

const KIND = { urgent: true, topic: 'lift-fault' } as const;
const good = { solved: true, score: 5 } as const;

/** Everything that can be seen from outside: documents without their bookkeeping, what was said, and the ticket. */
async function picture(world: World) {
  const { told, visits, notices } = world;
  return {
    visits: visits
      .everything()
      .map(({ state, outcome, route, answer, rule }) => ({ state, outcome, route, answer, rule })),
    notices: notices.everything().map(({ state, recipients }) => ({ state, recipients })),
    told: told.map(({ at, effect }) => ({ at, effect })),
    tickets: world.tickets.all().map(({ _id, state, category, timeline, reopenings }) => ({
      ...{ _id, state, category, reopenings },
      timeline: timeline.map(({ at, action, text }) => ({ at, action, text })),
    })),
  };
}

/** One story with a bad answer, a notice, a second visit and a complaint, so that every effect is pending at some time. */
async function story(replays: number): Promise<World> {
  const world = createWorld();
  world.replays = replays;
  await world.finish(KIND);
  await world.until(TEN + DAY + 5 * HOUR);
  const call = { id: 'c1', by: 'he.jiedai', at: TEN, reached: false, solved: null, score: null, words: '' } as const;
  await world.service.recordVisit({ community: 'main', ticketId: 't1', ...call });
  await world.settle();
  await world.ownerWrites();
  await world.answers('after/86400000', { solved: true, final: false, id: 'a1' });
  const bad = { solved: true, score: 2, words: '门缝很大', reasons: ['态度不好'], id: 'a2' } as const;
  await world.answers('after/86400000', bad);
  await world.until(TEN + DAY + 8 * HOUR);
  await world.complete();
  await world.answers('closing', { ...good, praise: true, words: '这回修得很好', id: 'a3' });
  await world.until(TEN + 20 * DAY);
  return world;
}

describe('restarts', () => {
  test('design rule 3: killed before the effects were acknowledged, they are executed again and change nothing', async () => {
    const plain = await story(0);
    const kinds = new Set(plain.told.map(({ effect }) => effect.kind));
    for (const kind of ['message.send', 'ticket.act', 'conversation.event'] as const) expect(kinds).toContain(kind);
    const recipients = new Set(plain.messages().map(({ to }) => to));
    for (const to of ['member', 'group'] as const) expect(recipients).toContain(to);
    expect(plain.tickets.all()).toHaveLength(3);
    expect(plain.notices.everything().map(({ state }) => state)).toEqual(['verified']);
    expect(await picture(await story(1))).toEqual(await picture(plain));
    expect(await picture(await story(3))).toEqual(await picture(plain));
  });

  test('design rule 3: every message, answer and call is delivered a second time: nothing changes', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    const ticket = await world.finish(KIND);
    const order = {
      ticketId: ticket._id,
      kinds: ticket.visitKinds,
      finishedAt: ticket.finishedAt!,
      keeper: ticket.keeper,
      leader: 'wang.gong',
    } as const;
    const before = await picture(world);
    await world.service.planVisits(ticket, order);
    await world.settle();
    expect(await picture(world)).toEqual(before);
    for (const { _id, route } of await world.visits.byTicket('main', 't1')) {
      for (const { effectId } of route) {
        const heard = {
          community: 'main',
          visitId: _id,
          messageId: effectId!,
          to: 'owner',
          purpose: 'survey',
        } as const;
        await world.service.onDeliveryOutcome({ ...heard, outcome: { result: 'sent', at: TEN } });
      }
    }
    await world.settle();
    expect(await picture(world)).toEqual(before);
  });

  test('design rule 3: an old cancellation that is executed again does not cancel the visits of the new round', async () => {
    const world = createWorld();
    await world.finish(KIND);
    await world.act({ kind: 'reopen', reason: '又坏了', unsolved: true }, { kind: 'owner', conversationId: OWNER });
    await world.later(HOUR);
    const ticket = await world.complete();
    await world.service.cancelVisits(ticket, 'reopened');
    expect((await world.visit('closing')).outcome).toBeNull();
    await world.service.cancelVisits(ticket, 'invalid');
    expect((await world.visit('closing')).outcome).toBe('cancelled');
  });

  test('a report that comes after the process died between sending and hearing of it still ends the wait', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    world.chat(() => 'silence');
    await world.finish();
    expect((await world.visit('closing')).sentAt).toBeNull();
    const heard = { community: 'main', messageId: 'm1', to: 'owner', purpose: 'survey' } as const;
    const visitId = (await world.visit('closing'))._id;
    await world.service.onDeliveryOutcome({ ...heard, visitId, outcome: { result: 'sent', at: TEN + MINUTE } });
    expect(await world.visit('closing')).toMatchObject({ state: 'asked', sentAt: TEN + MINUTE });
  });

  test('two processes tick at once: one write wins, and one question goes out', async () => {
    const world = createWorld();
    await world.finish(KIND);
    world.setClock(TEN + DAY);
    world.windowOpened(TEN + DAY - HOUR);
    await Promise.all([
      world.service.tick(world.now()),
      world.service.tick(world.now()),
      world.service.tick(world.now()),
    ]);
    await world.settle();
    expect(world.asks()).toHaveLength(1);
  });
});

describe('clock changes', () => {
  test('the clock goes back an hour after the question: it is not asked again, the reminder keeps its time', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.finish();
    world.setClock(TEN - HOUR);
    await world.service.tick(world.now());
    await world.settle();
    expect(world.asks()).toHaveLength(1);
    await world.until(TEN + 2 * HOUR);
    expect(world.asks()).toHaveLength(2);
  });

  test('the machine slept through everything: what is due is done once, in its last form', async () => {
    const world = createWorld();
    world.windowOpened(TEN - HOUR);
    await world.finish(KIND);
    await world.answers('closing', good);
    world.setClock(TEN + 30 * DAY);
    for (let beat = 0; beat < 3; beat += 1) {
      await world.service.tick(world.now());
      await world.settle();
    }
    expect(world.asks().filter(({ ask }) => ask.type === 'dated')).toEqual([]);
    for (const { outcome } of world.visits.everything()) expect(outcome).not.toBeNull();
  });
});

describe('the planner as a function', () => {
  const dated = planned(KIND.urgent ? ['urgent'] : [])[1]!;
  const spans = fc.record({
    now: fc.integer({ min: TEN, max: TEN + 9 * DAY }),
    openedAt: fc.integer({ min: TEN - 3 * DAY, max: TEN + 9 * DAY }),
    used: fc.integer({ min: 0, max: 5 }),
  });

  test('whatever the moment, window and budget: nothing is asked in quiet hours, without a message, or before its time', () => {
    fc.assert(
      fc.property(spans, ({ now, openedAt, used }) => {
        const window = windowSince(Math.min(openedAt, now), now, used);
        const decision = decide(dated, situation(now, { window }));
        if (decision.do !== 'ask') return;
        const { hour, minute } = {
          hour: new Date(now + 8 * HOUR).getUTCHours(),
          minute: new Date(now).getUTCMinutes(),
        };
        const clock = hour * 60 + minute;
        expect(clock >= 8.5 * 60 && clock < 21 * 60 && !(clock >= 12.5 * 60 && clock < 14 * 60)).toBe(true);
        expect(window.open).toBe(true);
        expect(window.left).toBeGreaterThan(1);
        expect(now).toBeGreaterThanOrEqual(decision.way === 'early' ? dated.earliest : dated.dueAt);
      }),
      { numRuns: 500 },
    );
  });

  test('a wait always ends, and looking again before that changes nothing', () => {
    fc.assert(
      fc.property(spans, ({ now, openedAt, used }) => {
        const at = situation(now, { window: windowSince(Math.min(openedAt, now), now, used) });
        const first = look(dated, at);
        expect(look(first, at)).toBe(first);
        if (first.state === 'ended') return;
        expect(first.nextDueAt).not.toBeNull();
        expect(first.nextDueAt!).toBeGreaterThan(now);
        expect(first.nextDueAt!).toBeLessThanOrEqual(dated.latest);
      }),
      { numRuns: 500 },
    );
  });

  test('every write has a version of its own and ids that derive from it', () => {
    const visit: Visit = dated;
    const effect = { kind: 'notice.issue', visitId: visit._id } as const;
    const once = commitVisit(visit, { next: { ...visit, state: 'phone' }, effects: [effect] }, TEN);
    const twice = commitVisit(visit, { next: { ...visit, state: 'phone' }, effects: [effect] }, TEN);
    expect(once).toEqual(twice);
    expect(once.version).toBe(2);
    const next = commitVisit(once, { next: { ...once, state: 'ended' }, effects: [effect] }, TEN);
    expect(new Set(next.pendingEffects.map(({ id }) => id)).size).toBe(2);
  });
});

describe('篇5 一.5: the periodic survey', () => {
  const everybody = { survey: { share: 1, after: 2 * HOUR, expire: 2 * DAY } };

  test('篇5 一.5: an owner who writes is asked two hours later, inside his window, once a quarter', async () => {
    const world = createWorld({ followUp: everybody });
    for (let day = 0; day < 5; day += 1) {
      await world.ownerWrites();
      await world.later(DAY);
    }
    const surveys = world.asks().filter(({ ask }) => ask.type === 'survey');
    expect(surveys.filter(({ ask }) => ask.reminder !== true)).toHaveLength(1);
    // 12:00, before the noon rest.
    expect(surveys[0]!.at).toBe(TEN + 2 * HOUR);
    world.setClock(TEN + 60 * DAY);
    await world.ownerWrites();
    await world.later(3 * HOUR);
    expect(world.asks().filter(({ ask }) => ask.type === 'survey' && ask.reminder !== true)).toHaveLength(2);
  });

  test('篇5 一.5: nobody is called for it, and unanswered it has expired', async () => {
    const world = createWorld({ followUp: everybody });
    await world.ownerWrites();
    await world.until(TEN + 10 * DAY);
    const [survey] = world.visits.everything();
    expect(survey).toMatchObject({ type: 'survey', outcome: 'expired' });
    expect(world.saidTo('zhou.zhuguan')).toEqual([]);
  });

  test('篇5 一.5: not an owner who has a matter with us, or had one lately: he is asked about that', async () => {
    const world = createWorld({ followUp: everybody });
    await world.ownerWrites();
    await world.open();
    await world.until(TEN + 3 * DAY);
    expect(world.asks()).toEqual([]);
    expect(world.visits.everything()[0]).toMatchObject({ type: 'survey', outcome: 'expired' });
  });

  test('篇5 一.3, R25: what he says in it gets an answer by a named person', async () => {
    const world = createWorld({ followUp: everybody });
    await world.ownerWrites();
    await world.later(3 * HOUR);
    const [{ _id: visitId }] = world.visits.everything() as [Visit];
    const answer = { community: 'main', visitId, id: 'a1', solved: null, reasons: [], final: true } as const;
    await world.service.answer({ ...answer, score: 3, words: '绿化少了点', via: 'chat', by: 'owner' });
    await world.settle();
    expect(world.saidTo('zhou.zhuguan').at(-1)).toContain('绿化少了点');
    expect(world.notices.everything()).toEqual([]);
  });

  test('a share of nothing asks nobody; a tenth asks about a tenth', async () => {
    for (const [share, least, most] of [
      [0, 0, 0],
      [0.1, 15, 50],
    ] as const) {
      const world = createWorld({ followUp: { survey: { ...everybody.survey, share } } });
      for (let index = 0; index < 300; index += 1) {
        const conversationId = `${OWNER}-${index}`;
        await world.service.ownerWrote({ community: 'main', conversationId, at: TEN });
      }
      const { length } = world.visits.everything();
      expect(length).toBeGreaterThanOrEqual(least);
      expect(length).toBeLessThanOrEqual(most);
    }
  });
});
