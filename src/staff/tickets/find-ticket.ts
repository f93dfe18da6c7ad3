import { sameUser } from '../../community/people.ts';
import type { ActionKind } from '../../tickets/action.ts';
import { maySee } from '../../tickets/confidentiality.ts';
import { relationsOf } from '../../tickets/relations.ts';
import { OPEN_STATES } from '../../tickets/state.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { isAllowed, targetsOf } from '../../tickets/transitions.ts';
import type { AboutTicket } from '../commands/command.ts';
import { type Answer, actorIn, type Context, membershipIn, readerIn, visibleIn } from '../context.ts';
import type { Membership } from '../member.ts';
import { LAST_TICKET_MS, PENDING_MS } from '../memory.ts';
import { formatRef, fullNumber, refFits, type TicketRef } from '../reading/ticket-reference.ts';
import { type FoundTicket, resolveNumber } from './resolve-number.ts';
import { ticketLine } from './ticket-line.ts';

/** The one ticket, or what to answer instead. */
export type Search = { readonly found: FoundTicket } | { readonly answer: Answer };

/** The action of commands that are not named like theirs. */
const ACTION_OF: Readonly<Partial<Record<AboutTicket['kind'], ActionKind>>> = {
  // A member who may note something on a ticket may read it; the table allows both in every state.
  query: 'note',
  consent: 'answer-quote',
  reply: 'note',
  promise: 'renew-promise',
  visit: 'visit-result',
};
const MOST_CANDIDATES = 8;
const SAME_SEQUENCE = 100;
const EXAMPLE_REF: TicketRef = { code: null, category: null, day: null, sequence: '007' };

/** Whether the table lets the member do this to the ticket now. What the handler of the action checks besides is not asked here. */
export function canDo(action: ActionKind, { ticket, membership }: FoundTicket, context: Context): boolean {
  const actor = actorIn(context, membership);
  if (targetsOf(action, ticket.state).length === 0) return false;
  if (action === 'accept' && ticket.assignee !== null && !sameUser(ticket.assignee, actor.userid)) return false;
  return isAllowed(action, relationsOf(ticket, actor, membership.community));
}

function actionOf({ kind }: AboutTicket): ActionKind {
  return ACTION_OF[kind] ?? (kind as ActionKind);
}

async function numbered(context: Context, { community }: Membership, ref: TicketRef): Promise<Ticket[]> {
  const { tickets } = context.deps;
  if (ref.code !== null && ref.code !== community.code) return [];
  const full = fullNumber(ref, community.code);
  if (full !== null) {
    const ticket = await tickets.byNumber(community.id, full);
    return ticket === null ? [] : [ticket];
  }
  const found = await tickets.search({
    community: community.id,
    numberEndsWith: ref.sequence,
    limit: SAME_SEQUENCE,
    ...(ref.category === null ? {} : { categories: [ref.category] }),
  });
  return found.filter(({ number }) => refFits(ref, number));
}

/** Without a number: the tickets assigned to the member, and for 接单 and 收到 what waits in their department. */
async function unnumbered(context: Context, { community, member }: Membership, action: ActionKind): Promise<Ticket[]> {
  const base = { community: community.id, states: OPEN_STATES, limit: SAME_SEQUENCE };
  const own = await context.deps.tickets.search({ ...base, assignee: member.userid });
  if (action !== 'accept' && action !== 'acknowledge') return own;
  const waiting = await context.deps.tickets.search({ ...base, departments: [member.department] });
  return [...own, ...waiting.filter(({ _id }) => own.every((one) => one._id !== _id))];
}

async function candidatesFor(context: Context, ref: TicketRef | null, action: ActionKind): Promise<FoundTicket[]> {
  const candidatesIn = async (membership: Membership) => {
    const tickets = await (ref === null ? unnumbered(context, membership, action) : numbered(context, membership, ref));
    return visibleIn(context, membership, tickets).map((ticket) => ({ ticket, membership }));
  };
  return (await Promise.all(context.memberships.map(candidatesIn))).flat();
}

/** The ticket that the member last named, when that was lately. */
async function lastTicket(context: Context): Promise<FoundTicket | null> {
  const { last } = context.memory;
  if (last === null || context.now - last.at > LAST_TICKET_MS) return null;
  return loadFor(context, last.community, last.ticketId);
}

/** A ticket by id, when the member may know of it. */
export async function loadFor(context: Context, community: string, ticketId: string): Promise<FoundTicket | null> {
  const membership = membershipIn(context, community);
  const ticket = membership === null ? null : await context.deps.tickets.load(community, ticketId);
  if (membership === null || ticket === null) return null;
  return maySee(ticket, actorIn(context, membership), membership.community) ? { ticket, membership } : null;
}

/** The list of tickets that may be meant, kept in memory so that `2` is an answer. */
function chooseAmong(context: Context, command: AboutTicket, candidates: readonly FoundTicket[]): Answer {
  const shown = candidates.slice(0, MOST_CANDIDATES);
  const lines = shown.map(
    ({ ticket, membership }, index) =>
      `${index + 1}. ${ticketLine(ticket, readerIn(context, membership)) ?? ticket.number}`,
  );
  const head =
    command.ref === null
      ? context.tell('which-one', { command: context.vocabulary.wordsOf(command.kind)[0] ?? '' })
      : context.tell('ambiguous', { ref: formatRef(command.ref) });
  const choice = shown.map(({ ticket: { community, _id, number } }) => ({ community, ticketId: _id, number }));
  return {
    lines: [head, ...lines],
    memory: { pending: { kind: 'choice', command, candidates: choice, expiresAt: context.now + PENDING_MS } },
  };
}

function noneFound({ tell, vocabulary }: Context, command: AboutTicket): Answer {
  if (command.ref !== null) return { lines: [tell('not-found', { ref: formatRef(command.ref) })] };
  const example = vocabulary.format({ ...command, ref: EXAMPLE_REF });
  return { lines: [tell('none-open'), tell('which', { example })] };
}

/** The ticket a command is about, or the answer that asks for it. A ticket that the member may not know of does not exist (R1). */
export async function findTicket(context: Context, command: AboutTicket): Promise<Search> {
  const action = actionOf(command);
  const fits = (candidate: FoundTicket) => canDo(action, candidate, context);
  if (command.ref === null) {
    const last = await lastTicket(context);
    if (last !== null && fits(last)) return { found: last };
  }
  const candidates = await candidatesFor(context, command.ref, action);
  const pool = command.ref === null ? candidates.filter(fits) : candidates;
  const resolution = resolveNumber(pool, { fits, now: context.now });
  if (resolution.kind === 'one') return { found: resolution.found };
  if (resolution.kind === 'several') return { answer: chooseAmong(context, command, resolution.candidates) };
  return { answer: noneFound(context, command) };
}
