import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Actor } from '../../src/tickets/action.ts';
import { isRefusal } from '../../src/tickets/texts.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { attempt, community, DAY, HOUR, MINUTE, member, NOON, open, owner, system, tick } from './factories.ts';
import { type FixtureKind, KINDS } from './fixtures.ts';
import { brokenBetween, brokenRules } from './invariants.ts';
import { samplesFor } from './samples.ts';

const actors: Actor[] = [owner(), system, ...community.staff.map(({ userid }) => member(userid))];
const kinds = Object.keys(KINDS) as FixtureKind[];

/** What a step chooses: who, which of the samples, how long after the last one, and whether the clock does its work before. */
const step = fc.record({
  actor: fc.nat(),
  sample: fc.nat(),
  wait: fc.oneof(
    fc.integer({ min: 0, max: 20 * MINUTE }),
    fc.integer({ min: 0, max: 12 * HOUR }),
    fc.integer({ min: 0, max: 4 * DAY }),
  ),
  ticks: fc.boolean(),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface History {
  ticket: Ticket;
  broken: string[];
  applied: number;
}

function live(history: History, { actor, sample, wait, ticks }: Step): void {
  const now = history.ticket.updatedAt + wait;
  if (ticks) passTime(history, now);
  const samples = samplesFor({ ...history.ticket, updatedAt: now });
  // Most random pairs are refused: a few are tried, so that histories get somewhere.
  for (let turn = 0; turn < 12; turn += 1) {
    const by = actors[(actor + turn * 7) % actors.length]!;
    const action = samples[(sample + turn * 13) % samples.length]!;
    const result = attempt(history.ticket, action, { by, now });
    if (isRefusal(result) || result.ticket === history.ticket) continue;
    note(history, result, `${action.kind} by ${by.kind === 'member' ? by.userid : by.kind}`);
    return;
  }
}

/** The clock calls whenever it was told to, and never in vain for ever. */
function passTime(history: History, until: number): void {
  for (let count = 0; count < 400; count += 1) {
    const due = history.ticket.nextDueAt;
    if (due === null || due > until) return;
    const now = Math.max(due, history.ticket.updatedAt);
    const result = tick(history.ticket, now);
    if (result.ticket !== history.ticket) note(history, result, `tick ${new Date(now).toISOString()}`);
    if (result.ticket.nextDueAt !== null && result.ticket.nextDueAt <= now) {
      history.broken.push(`the clock is told to call again at once after ${new Date(now).toISOString()}`);
      return;
    }
  }
  history.broken.push('the clock is called without end');
}

function note(history: History, result: Extract<ReturnType<typeof attempt>, { ticket: Ticket }>, what: string): void {
  const found = [...brokenBetween(history.ticket, result.ticket, result.effects), ...brokenRules(result.ticket)];
  history.broken.push(...found.map((rule) => `after ${what}: ${rule}`));
  history.applied += 1;
  history.ticket = result.ticket;
}

describe('random histories (篇1 4.1, 4.11; R6, R12, R13)', () => {
  test('no illegal state, the timeline explains the state, clocks add up, nothing is deleted', () => {
    let applied = 0;
    const property = fc.property(
      fc.constantFrom(...kinds),
      fc.integer({ min: 0, max: 20 * DAY }),
      fc.array(step, { minLength: 5, maxLength: 40 }),
      (kind, later, steps) => {
        const now = NOON + later;
        const history: History = { ticket: open(KINDS[kind], { now }), broken: [], applied: 0 };
        history.broken.push(...brokenRules(history.ticket));
        for (const one of steps) {
          live(history, one);
          if (history.broken.length > 0) break;
        }
        applied += history.applied;
        expect(history.broken).toEqual([]);
      },
    );
    fc.assert(property, {
      numRuns: Number(process.env.SHOUWEN_RUNS ?? 120),
      seed: Number(process.env.SHOUWEN_SEED ?? 20261124),
    });
    expect(applied).toBeGreaterThan(1_000);
  });
});
