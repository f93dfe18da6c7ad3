import { describe, expect, test } from '@jest/globals';
import { startDeadline } from '../../src/tickets/sla-clock.ts';
import { isRefusal } from '../../src/tickets/texts.ts';
import type { DeadlineKind, Ticket } from '../../src/tickets/ticket.ts';
import { at, attempt, community, DAY, HOUR, MINUTE, moved, NOON, open, owner, tick } from './factories.ts';

const due = (ticket: Ticket, kind: DeadlineKind) => ticket.deadlines[kind]?.dueAt;
const accepted = (overrides: Parameters<typeof open>[0] = {}, now = NOON) =>
  moved(open(overrides, { now }), { kind: 'accept' }, { by: 'li.shifu', now });
const pause = { kind: 'suspend', reason: 'parts', text: '等配件' } as const;

describe('the SLA clock (篇5 二.3; R6)', () => {
  test.each([
    // category, topic, kind, due; opened on Tuesday at ten
    ['报修', 'repair-other', 'respond', '2026-11-24 12:00'],
    ['报修', 'repair-other', 'arrive', '2026-11-25 10:00'], // one working day of nine hours
    ['报修', 'repair-other', 'finish', '2026-11-27 10:00'],
    ['报修', 'power-indoor', 'arrive', '2026-11-24 10:30'],
    ['报修', 'power-indoor', 'finish', '2026-11-25 10:00'],
    ['投诉', 'sanitation', 'finish', '2026-11-24 15:30'], // 4 h of 保洁部 07–11:30, 13–17
    ['投诉', 'fees', 'finish', '2026-11-25 10:00'], // one working day of 财务部
    ['服务', 'housekeeping', 'respond', '2026-11-24 11:00'],
    ['售后', 'handover-wall', 'respond', '2026-11-24 15:30'], // 4 h of 售后部 08:30–12, 13:30–18
    ['建议', 'suggestion-facility', 'decide', '2026-12-01 10:00'], // five working days over a weekend
    ['表扬', 'praise-staff', 'verify', '2026-11-27 10:00'], // the desk works every day
  ] as const)('篇5 二.3 %s %s: %s due %s', (category, topic, kind, expected) => {
    expect(due(open({ category, topic }), kind)).toBe(at(expected));
  });

  test.each([
    ['owner', '等业主回家'],
    ['parts', '等配件'],
    ['third-party', '等厂家'],
    ['rain', '下雨'],
    ['other', '另有原因'],
  ] as const)('it stands while waiting (%s), with the reason, and runs on with what was left', (reason, text) => {
    const ticket = accepted();
    const standing = moved(ticket, { kind: 'suspend', reason, text }, { by: 'li.shifu', now: NOON + HOUR });
    expect(standing.pauses).toEqual([{ from: NOON + HOUR, to: null, reason, text, before: 'accepted' }]);
    expect(due(standing, 'finish')).toBeNull();
    const running = moved(standing, { kind: 'resume' }, { by: 'li.shifu', now: at('2026-11-26 10:00') });
    // 26 of 27 working hours were left: two days of nine hours and eight more.
    expect(due(running, 'finish')).toBe(at('2026-11-29 09:00'));
    expect(running.state).toBe('accepted');
  });

  test('a reason is wanted where it says nothing by itself', () => {
    const result = attempt(accepted(), { kind: 'suspend', reason: 'other', text: ' ' }, { by: 'li.shifu' });
    expect(isRefusal(result) && result.refused).toBe('needs-text');
  });

  test('two pauses count together', () => {
    let ticket = accepted();
    ticket = moved(ticket, pause, { by: 'li.shifu', now: at('2026-11-24 11:00') });
    ticket = moved(ticket, { kind: 'resume' }, { by: 'li.shifu', now: at('2026-11-24 13:00') }); // an hour of noon: no loss
    expect(due(ticket, 'finish')).toBe(at('2026-11-27 11:00')); // one working hour was paused
    ticket = moved(ticket, pause, { by: 'li.shifu', now: at('2026-11-24 14:00') });
    ticket = moved(ticket, { kind: 'resume' }, { by: 'li.shifu', now: at('2026-11-24 16:00') });
    expect(due(ticket, 'finish')).toBe(at('2026-11-27 14:00'));
  });

  test('R6 urgent work, the 24 hours and the half hour never pause', () => {
    const urgent = moved(accepted({ topic: 'power-indoor' }), pause, { by: 'li.shifu', now: NOON + MINUTE });
    expect(due(urgent, 'arrive')).toBe(NOON + 30 * MINUTE);
    expect(due(urgent, 'finish')).toBe(NOON + DAY);
    const complaint = moved(accepted({ category: '投诉', topic: 'slow-repair' }), pause, { by: 'li.shifu' });
    expect(due(complaint, 'answer')).toBe(NOON + DAY);
    expect(due(complaint, 'finish')).toBeNull();
  });

  test('what was missed stays missed, paused or not, met late or not, reopened or not', () => {
    const late = at('2026-11-25 10:00');
    const ticket = tick(accepted(), late).ticket;
    expect(ticket.deadlines.arrive?.missedAt).toBe(late);
    const there = moved(ticket, { kind: 'arrive' }, { by: 'li.shifu', now: late + HOUR });
    expect(there.deadlines.arrive).toMatchObject({ missedAt: late, metAt: late + HOUR });
    const done = moved(there, { kind: 'complete', text: '修好了' }, { by: 'li.shifu', now: late + 2 * HOUR });
    const back = moved(done, { kind: 'reopen', reason: '又坏了' }, { by: owner(), now: late + DAY });
    expect(back.rounds).toMatchObject([{ reopenedAt: late + DAY, deadlines: { arrive: { missedAt: late } } }]);
    expect(back.deadlines.arrive).toMatchObject({ missedAt: null, metAt: null });
    const ended = moved(ticket, { kind: 'cancel', reason: '不修了' }, { by: 'he.jiedai', now: late + HOUR });
    expect(ended.deadlines.arrive?.missedAt).toBe(late);
    expect(ended.deadlines.finish).toBeUndefined(); // neither met nor missed
  });

  test('missed between two looks of the clock counts as missed at its minute', () => {
    const ticket = moved(open(), { kind: 'accept' }, { by: 'li.shifu', now: at('2026-11-24 14:00') });
    expect(ticket.deadlines.respond).toMatchObject({ missedAt: at('2026-11-24 12:00'), metAt: at('2026-11-24 14:00') });
  });

  test.each([
    ['30m', 30 * MINUTE, 30 * MINUTE - 7.5 * MINUTE], // a quarter
    ['10m', 10 * MINUTE, 5 * MINUTE], // at least five minutes before, never more than half
    ['24h', DAY, DAY - 4 * HOUR], // at most four hours before
  ])('a limit of %s warns before it ends', (_, limit, after) => {
    const deadline = startDeadline({ community, clock: 'wall', department: 'engineering', limit, from: NOON });
    expect(deadline.warnAt).toBe(NOON + after);
  });

  test('a warning is given once, and again not after a pause', () => {
    const ticket = tick(accepted(), at('2026-11-25 09:00')).ticket;
    const warnedAt = ticket.deadlines.arrive?.warnedAt;
    expect(warnedAt).not.toBeNull();
    const again = moved(
      moved(ticket, pause, { by: 'li.shifu', now: at('2026-11-25 09:10') }),
      { kind: 'resume' },
      { by: 'li.shifu', now: at('2026-11-25 14:00') },
    );
    expect(again.deadlines.arrive).toMatchObject({ warnedAt, warnAt: null });
  });

  test('transfer keeps the limits: being sent round wins no time', () => {
    const ticket = open();
    const sent = moved(ticket, { kind: 'transfer', department: 'cleaning' }, { by: 'wang.gong', now: NOON + HOUR });
    expect(due(sent, 'finish')).toBe(due(ticket, 'finish'));
  });
});
