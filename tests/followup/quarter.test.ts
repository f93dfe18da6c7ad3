import { beforeAll, describe, expect, test } from '@jest/globals';
import { playQuarter, type Quarter } from './quarter.ts';

/** A part of the quarter that `npm run bench -- followup` plays in full. */
const TICKETS = 600;

let quarter: Quarter;
beforeAll(async () => {
  quarter = await playQuarter({ tickets: TICKETS });
}, 120_000);

const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, number) => total + number, 0);

describe('a simulated quarter', () => {
  test('R23: every visit ends in a recorded outcome, with a reason', () => {
    expect(quarter.closings).toBeGreaterThanOrEqual(TICKETS);
    expect(quarter.breaches.open).toBe(0);
    for (const { outcome, outcomeReason, state, endedAt } of quarter.visits) {
      expect([outcome, outcomeReason, endedAt]).not.toContain(null);
      expect(state).toBe('ended');
    }
  });

  test('the message budget is never exceeded, and nothing is sent in quiet hours', () => {
    expect(quarter.messages.questions).toBeGreaterThan(TICKETS / 2);
    expect(quarter.breaches).toMatchObject({ budget: 0, quiet: 0 });
  });

  test('R21: no owner gets two surveys for one closing, nor two reminders of one question', () => {
    expect(quarter.breaches).toMatchObject({ twoSurveys: 0, twoReminders: 0 });
  });

  test('R23: the report adds up to the records', () => {
    const { figures, visits, notices } = quarter;
    const ofTickets = visits.filter(({ ticketId }) => ticketId !== null);
    const { all, byDepartment, byWorker } = figures;
    expect(sum(Object.values(all.outcomes))).toBe(ofTickets.length);
    expect(all.due).toBe(ofTickets.length - all.outcomes.merged - all.outcomes.cancelled);
    expect(all.answered).toBe(all.outcomes.answered + all.outcomes['by-phone']);
    const scores = ofTickets.flatMap(({ outcome, answer }) =>
      outcome === 'answered' || outcome === 'by-phone' ? (answer?.score ?? []) : [],
    );
    expect(all.satisfied).toEqual({ count: scores.filter((score) => score >= 4).length, of: scores.length });
    expect(all.handled.of).toBe(notices.filter(({ state }) => state !== 'void').length);
    for (const groups of [byDepartment, byWorker]) {
      expect(sum([...groups.values()].map(({ due }) => due))).toBe(all.due);
      expect(sum([...groups.values()].map(({ answered }) => answered))).toBe(all.answered);
    }
  });

  test('R23: whoever did not answer is never counted as satisfied', () => {
    const silent = quarter.visits.filter(({ outcome }) => outcome === 'expired' || outcome === 'unreachable');
    expect(silent.length).toBeGreaterThan(0);
    const { all } = quarter.figures;
    expect(all.satisfied.of).toBeLessThanOrEqual(all.answered);
  });

  test('R24: every bad answer to a ticket’s visit has its notice, issued in time', () => {
    const bad = quarter.visits.filter(({ noticeId }) => noticeId !== null);
    expect(quarter.notices.map(({ _id }) => _id).sort()).toEqual(bad.map(({ noticeId }) => noticeId!).sort());
    for (const { issuedAt, deliverBy, recipients } of quarter.notices) {
      expect(issuedAt).toBeLessThanOrEqual(deliverBy);
      for (const { sentAt } of recipients) expect(sentAt).toBeLessThanOrEqual(deliverBy);
    }
  });

  test('R25: every opinion has a person and a time by which he answers', () => {
    const opinions = quarter.visits.flatMap(({ opinion }) => opinion ?? []);
    expect(opinions.length).toBeGreaterThan(0);
    for (const { person, at, dueAt } of opinions) {
      expect(person).not.toBe('');
      expect(dueAt).toBeGreaterThan(at);
    }
  });

  test('it reaches more owners than one survey some days after, whatever the days', () => {
    for (const { owners } of quarter.naive) expect(quarter.owners.reached).toBeGreaterThan(owners);
    expect(quarter.owners.reached / quarter.owners.all).toBeGreaterThan(0.95);
  });

  test('the same seed gives the same quarter', async () => {
    const [one, two] = [await playQuarter({ tickets: 40, seed: 7 }), await playQuarter({ tickets: 40, seed: 7 })];
    expect(two.visits).toEqual(one.visits);
  });
});
