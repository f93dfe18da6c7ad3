import { describe, expect, test } from '@jest/globals';
import { byNeed, isOverdue, nextDeadline, overdueOf, promisedUntil } from '../../../src/staff/tickets/deadlines.ts';
import type { Deadline, Ticket, TicketPromise } from '../../../src/tickets/ticket.ts';
import { openStaffWorld, START } from '../world.ts';

const HOUR = 3_600_000;
const world = await openStaffWorld();
const model = await world.open();

const limit = (dueAt: number | null, metAt: number | null = null): Deadline => ({
  clock: 'wall',
  calendar: 'engineering',
  limit: HOUR,
  from: START - HOUR,
  dueAt,
  left: dueAt === null ? HOUR : null,
  warnAt: null,
  warnedAt: null,
  missedAt: null,
  metAt,
});
const ticketWith = (overrides: Partial<Ticket>): Ticket => ({ ...model, deadlines: {}, promises: [], ...overrides });
const promise = (until: number, endedAt: number | null = null): TicketPromise => ({
  at: START - HOUR,
  until,
  about: 'finish',
  reason: '',
  warnedAt: null,
  by: 'system',
  endedAt,
  lapsed: false,
});

describe('limits of a ticket', () => {
  const late = ticketWith({
    deadlines: {
      arrive: limit(START - 1),
      finish: limit(START - HOUR),
      respond: limit(START - 2 * HOUR, START - HOUR),
    },
    promises: [promise(START - 3 * HOUR)],
  });

  test('what has passed unmet, the longest first; a promise counts as a limit', () => {
    expect(overdueOf(late, START)).toEqual([
      { kind: 'promise', dueAt: START - 3 * HOUR, lateMs: 3 * HOUR },
      { kind: 'finish', dueAt: START - HOUR, lateMs: HOUR },
      { kind: 'arrive', dueAt: START - 1, lateMs: 1 },
    ]);
  });

  test.each<[string, Partial<Ticket>, boolean]>([
    ['at its very time', { deadlines: { finish: limit(START) } }, true],
    ['a moment before', { deadlines: { finish: limit(START + 1) } }, false],
    ['met', { deadlines: { finish: limit(START - HOUR, START) } }, false],
    ['paused', { deadlines: { finish: limit(null) } }, false],
    ['of a finished ticket', { state: 'done', deadlines: { answer: limit(START - 1) } }, true],
    ['of a ticket that has ended', { state: 'closed', deadlines: { answer: limit(START - 1) } }, false],
    ['a promise that was kept', { promises: [promise(START - 1, START - 2)] }, false],
    ['a promise of a finished ticket', { state: 'done', promises: [promise(START - 1)] }, false],
  ])('%s', (_, overrides, expected) => {
    expect(isOverdue(ticketWith(overrides), START)).toBe(expected);
  });

  test('the next one to come, and the time last promised', () => {
    const coming = ticketWith({
      deadlines: { finish: limit(START + 2 * HOUR), arrive: limit(START + HOUR), respond: limit(START - 1) },
      promises: [promise(START + HOUR), promise(START + 3 * HOUR)],
    });
    expect(nextDeadline(coming, START)).toEqual({ kind: 'arrive', dueAt: START + HOUR });
    expect(nextDeadline(late, START)).toBeNull();
    expect(promisedUntil(coming)).toBe(START + 3 * HOUR);
    expect(promisedUntil(ticketWith({}))).toBeNull();
  });

  test('the order of a list: the latest, then the urgent, then the oldest', () => {
    const [old, urgent, recent] = [
      ticketWith({ _id: 'old', openedAt: 1 }),
      ticketWith({ _id: 'urgent', openedAt: 3, urgent: true }),
      ticketWith({ _id: 'recent', openedAt: 2 }),
    ];
    const sorted = [recent, old, urgent, late].sort(byNeed(START));
    expect(sorted).toEqual([late, urgent, old, recent]);
  });
});
