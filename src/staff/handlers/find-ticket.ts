import { sameUser } from '../../community/people.ts';
import type { ActionKind } from '../../tickets/action.ts';
import { maySee } from '../../tickets/confidentiality.ts';
import { relationsOf } from '../../tickets/relations.ts';
import { OPEN_STATES } from '../../tickets/state.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { isAllowed, targetsOf } from '../../tickets/transitions.ts';
import { formatCommand, specOf } from '../commands/table.ts';
import { ticketLine } from '../lines.ts';
import type { Membership } from '../member.ts';
import { type AboutTicket, LAST_TICKET_MS, PENDING_MS } from '../memory.ts';
import { type Candidate, resolveNumber } from '../resolve-number.ts';
import { formatRef, fullNumber, refFits, type TicketRef } from '../ticket-ref.ts';
import { type Answer, actorIn, type Context, membershipIn, readingIn } from './context.ts';

/** A ticket and the member's place in its community. */
export interface FoundTicket {
  readonly ticket: Ticket;
  readonly membership: Membership;
}

/** The one ticket, or what to answer instead. */
export type Search = { readonly found: FoundTicket } | { readonly answer: Answer };

const ACTION_OF: Readonly<Partial<Record<AboutTicket['kind'], ActionKind>>> = {
  // Whoever may note something on a ticket may read it; the table allows both in every state.
  query: 'note',
  consent: 'answer-quote',
  reply: 'note',
  promise: 'renew-promise',
  visit: 'visit-result',
};
const MOST_CANDIDATES = 8;
const SAME_SEQUENCE = 100;

/** Whether the table lets him do this to this ticket now. What the handler of the action adds is not asked here. */
export function canDo(action: ActionKind, { ticket, membership }: FoundTicket, context: Context): boolean {
  const { community } = membership;
  const actor = actorIn(context, membership);
  if (targetsOf(action, ticket.state).length === 0) return false;
  if (action === 'accept' && ticket.assignee !== null && !sameUser(ticket.assignee, actor.userid)) return false;
  return isAllowed(action, relationsOf(ticket, actor, community));
}

/** The action that a command leads to. */
function actionOf(command: AboutTicket): ActionKind {
  return ACTION_OF[command.kind] ?? (command.kind as ActionKind);
}

async function numbered(context: Context, membership: Membership, ref: TicketRef): Promise<Ticket[]> {
  const { tickets } = context.deps;
  const { community } = membership;
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

/** Without a number: the tickets in his hands, and for 接单 what waits in his department. */
async function unnumbered(context: Context, membership: Membership, action: ActionKind): Promise<Ticket[]> {
  const { community, member } = membership;
  const base = { community: community.id, states: OPEN_STATES, limit: SAME_SEQUENCE };
  const own = await context.deps.tickets.search({ ...base, assignee: member.userid });
  if (action !== 'accept' && action !== 'acknowledge') return own;
  const waiting = await context.deps.tickets.search({ ...base, departments: [member.department] });
  return [...own, ...waiting.filter(({ _id }) => own.every((one) => one._id !== _id))];
}

async function candidatesFor(context: Context, ref: TicketRef | null, action: ActionKind): Promise<Candidate[]> {
  const lists = await Promise.all(
    context.memberships.map(async (membership) => {
      const { community, member } = membership;
      const actor = actorIn(context, membership);
      const tickets = await (ref === null
        ? unnumbered(context, membership, action)
        : numbered(context, membership, ref));
      return tickets
        .filter((ticket) => maySee(ticket, actor, community))
        .map((ticket) => ({ ticket, community, userid: member.userid, department: member.department }));
    }),
  );
  return lists.flat();
}

async function lastNamed(context: Context): Promise<FoundTicket | null> {
  const { last } = context.memory;
  if (last === null || context.now - last.at > LAST_TICKET_MS) return null;
  return loadFor(context, last.community, last.ticketId);
}

/** A ticket by id, when he may know of it. */
export async function loadFor(context: Context, community: string, ticketId: string): Promise<FoundTicket | null> {
  const membership = membershipIn(context, community);
  const ticket = membership === null ? null : await context.deps.tickets.load(community, ticketId);
  if (membership === null || ticket === null) return null;
  return maySee(ticket, actorIn(context, membership), membership.community) ? { ticket, membership } : null;
}

function toFound(context: Context, { ticket, community }: Candidate): FoundTicket {
  return { ticket, membership: membershipIn(context, community.id)! };
}

/** The list of what he may have meant, kept in memory so that `2` is an answer. */
function chooseAmong(context: Context, command: AboutTicket, candidates: readonly Candidate[]): Answer {
  const shown = candidates.slice(0, MOST_CANDIDATES);
  const lines = shown.map((candidate, index) => {
    const { membership } = toFound(context, candidate);
    return `${index + 1}. ${ticketLine(candidate.ticket, readingIn(context, membership)) ?? candidate.ticket.number}`;
  });
  const head =
    command.ref === null
      ? context.tell('which-one', { command: specOf(command.kind)?.words[0] ?? '' })
      : context.tell('ambiguous', { ref: formatRef(command.ref) });
  const choice = shown.map(({ ticket, community }) => ({
    community: community.id,
    ticketId: ticket._id,
    number: ticket.number,
  }));
  return {
    lines: [head, ...lines],
    memory: { pending: { kind: 'choice', command, candidates: choice, expiresAt: context.now + PENDING_MS } },
  };
}

function nothingFound({ tell }: Context, command: AboutTicket): Answer {
  if (command.ref !== null) return { lines: [tell('not-found', { ref: formatRef(command.ref) })] };
  const example = formatCommand({ ...command, ref: { code: null, category: null, day: null, sequence: '007' } });
  return { lines: [tell('none-open'), tell('which', { example })] };
}

/** The ticket a command is about, or the answer that asks for it. A ticket he may not know of does not exist (R1). */
export async function findTicket(context: Context, command: AboutTicket): Promise<Search> {
  const action = actionOf(command);
  if (command.ref === null) {
    const last = await lastNamed(context);
    if (last !== null && canDo(action, last, context)) return { found: last };
  }
  const candidates = await candidatesFor(context, command.ref, action);
  const fits = (candidate: Candidate) => canDo(action, toFound(context, candidate), context);
  const pool = command.ref === null ? candidates.filter(fits) : candidates;
  const resolution = resolveNumber(pool, { fits, now: context.now });
  if (resolution.kind === 'one') return { found: toFound(context, resolution.candidate) };
  if (resolution.kind === 'several') return { answer: chooseAmong(context, command, resolution.candidates) };
  return { answer: nothingFound(context, command) };
}
