import { describe, expect, test } from '@jest/globals';
import type { Actor } from '../../src/tickets/action.ts';
import { maySee } from '../../src/tickets/confidentiality.ts';
import { RELATIONS, type Relation, relationsOf } from '../../src/tickets/relations.ts';
import { isEnded, isOpen, TICKET_STATES, type TicketState } from '../../src/tickets/state.ts';
import { isRefusal } from '../../src/tickets/texts.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { ACTIONS, transitionTable } from '../../src/tickets/transition-table.ts';
import { isAllowed, TRANSITIONS, targetsOf } from '../../src/tickets/transitions.ts';
import { attempt, community, member, moved, owner, system } from './factories.ts';
import { type FixtureKind, inState, judge, KINDS, secondRound } from './fixtures.ts';
import { samplesFor } from './samples.ts';

const ANSWER = { kind: 'answer', text: '已核实' } as const;
const CHINESE = /[一-鿿]/;
const kinds = Object.keys(KINDS) as FixtureKind[];
const fixtures: Ticket[] = [
  ...TICKET_STATES.flatMap((state) =>
    kinds.flatMap((kind) => {
      const ticket = inState(kind, state);
      return ticket === null ? [] : withVariants(ticket);
    }),
  ),
  secondRound('quoted'),
  secondRound('agreed'),
];

/** Rights that the table gives by role and that no ticket of that state can have. */
function cannotBe(state: TicketState, action: string, relation: Relation): boolean {
  // Nobody has a ticket that waits; only complaints have handlers, and complaints have no price.
  if (state === 'waiting') return relation === 'assignee' || (action === 'close' && relation === 'handler');
  if (state === 'quoted' || state === 'agreed') return relation === 'handler';
  // A complaint is finished before it is closed (R15).
  return action === 'close' && relation === 'handler' && isOpen(state);
}

/** The same ticket kept by someone outside the desk, judged, and after each step of the money. */
function withVariants(ticket: Ticket): Ticket[] {
  const kept = ['报修', '服务'].includes(ticket.category) ? [{ ...ticket, keeper: 'gu.baojie' }] : [];
  const answered =
    ticket.complaint === null || isEnded(ticket.state) ? [] : [judge(moved(ticket, ANSWER, { by: 'chen.jingli' }))];
  const steps = ['handed-in', 'noted', 'billed'] as const;
  const charged = ticket.charge === null ? [] : steps.map((_, index) => chargedUpTo(ticket, index + 1));
  const unvisited = ticket.state === 'agreed' ? [{ ...ticket, visitKinds: [] }] : [];
  return [ticket, ...kept, ...answered, ...charged, ...unvisited];
}

function chargedUpTo(ticket: Ticket, count: number): Ticket {
  const order = [
    ['handed-in', 'li.shifu'],
    ['noted', 'qian.kuaiji'],
    ['billed', 'qian.kuaiji'],
  ] as const;
  let current = ticket;
  for (const [step, by] of order.slice(0, count)) {
    const result = attempt(current, { kind: 'charge', step }, { by });
    if (!isRefusal(result)) current = result.ticket;
  }
  return current;
}

const actors: Actor[] = [
  owner(),
  owner('wkDEMO/stranger'),
  system,
  ...community.staff.filter(({ department }) => department !== 'cleaning').map(({ userid }) => member(userid)),
];

interface Case {
  readonly ticket: Ticket;
  readonly actor: Actor;
  readonly relations: ReadonlySet<Relation>;
}

/** Actors who are the same to a ticket are tried once. */
const cases: Case[] = fixtures.flatMap((ticket) => {
  const seen = new Map<string, Case>();
  for (const actor of actors) {
    const relations = relationsOf(ticket, actor, community);
    const department = actor.kind === 'member' ? actor.department : '';
    const key = [actor.kind, department, maySee(ticket, actor, community), ...relations].join();
    if (!seen.has(key)) seen.set(key, { ticket, actor, relations });
  }
  return [...seen.values()];
});

describe('篇1 4.11 the transition table', () => {
  test('every state is reached by real actions', () => {
    const reached = new Set(fixtures.map(({ state }) => state));
    expect([...TICKET_STATES].filter((state) => !reached.has(state))).toEqual([]);
  });

  test('every action has a sample, every relation an actor', () => {
    const sampled = new Set(samplesFor(fixtures[0]!).map(({ kind }) => kind));
    expect(ACTIONS.filter((action) => !sampled.has(action))).toEqual([]);
    const held = new Set(cases.flatMap(({ relations }) => [...relations]));
    expect(RELATIONS.filter((relation) => !held.has(relation))).toEqual([]);
  });

  const done = new Set<string>();
  const wrong: string[] = [];
  for (const { ticket, actor, relations } of cases) {
    for (const action of samplesFor(ticket)) {
      const result = attempt(ticket, action, { by: actor });
      const where = `${ticket.category} ${ticket.state} ${action.kind} by ${actor.kind === 'member' ? actor.userid : actor.kind}`;
      const targets = targetsOf(action.kind, ticket.state);
      if (isRefusal(result)) {
        if (!CHINESE.test(result.text) || /\{|\}|refus|[a-z]+-[a-z]+/.test(result.text))
          wrong.push(`${where}: refused without a reason in words: ${result.text}`);
        const hidden = result.refused === 'unknown-ticket';
        if (!hidden && !isAllowed(action.kind, relations) && result.refused !== 'not-yours')
          wrong.push(`${where}: refused as ${result.refused} though it is not his`);
        continue;
      }
      if (!isAllowed(action.kind, relations)) wrong.push(`${where}: done without the right`);
      const to = result.ticket.state;
      const fits = targets.some((target) => target === to || target === 'before');
      if (!fits) wrong.push(`${where}: done in a state in which the table does not allow it, to ${to}`);
      for (const relation of relations) {
        if (TRANSITIONS[action.kind].who.includes(relation)) done.add(`${ticket.state}/${action.kind}/${relation}`);
      }
      done.add(`${ticket.state}/${action.kind}/→${to}`);
    }
  }

  test('nothing is done but what the table allows, and every refusal has a reason in Chinese', () => {
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(cases.length).toBeGreaterThan(1_000);
  });

  test('everything the table allows can be done: every state × action × role', () => {
    const missing = transitionTable(community)
      .filter(({ refusal }) => refusal === null)
      .filter(({ state, action, relation }) => !cannotBe(state, action, relation))
      .filter(({ state, action, relation }) => !done.has(`${state}/${action}/${relation}`))
      .map(({ state, action, relation }) => `${state}/${action}/${relation}`);
    expect(missing).toEqual([]);
  });

  test('what is exempt from that never occurs', () => {
    const found = [...done].filter((key) => {
      const [state, action, relation] = key.split('/') as [TicketState, string, Relation];
      return RELATIONS.includes(relation) && cannotBe(state, action, relation);
    });
    expect(found).toEqual([]);
  });

  test('every target of the table is reached by somebody', () => {
    const missing = TICKET_STATES.flatMap((state) =>
      ACTIONS.flatMap((action) =>
        targetsOf(action, state)
          .filter((to): to is TicketState => to !== 'before')
          .filter((to) => !done.has(`${state}/${action}/→${to}`))
          .map((to) => `${state}/${action}/→${to}`),
      ),
    );
    expect(missing).toEqual([]);
  });

  test('every refusal of the printed table is a Chinese sentence with nothing left open', () => {
    const bad = transitionTable(community).filter(
      ({ refusal }) => refusal !== null && (!CHINESE.test(refusal) || /[{}]|undefined/.test(refusal)),
    );
    expect(bad).toEqual([]);
  });
});
