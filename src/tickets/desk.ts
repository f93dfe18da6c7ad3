import type { Actor, Refusal, TicketAction } from './action.ts';
import { type Applied, applyAction } from './apply-action.ts';
import type { Community } from './community.ts';
import type { TicketDraft } from './draft.ts';
import { formatNumber, numberDay } from './numbers.ts';
import { openTicket } from './open-ticket.ts';
import { type OwnerTicket, toOwnerTicket } from './owner-ticket.ts';
import type { TicketNumbers, TicketRepository } from './ports.ts';
import { openingPromise } from './promises.ts';
import { findRelated, findRise, findShared, findSpread } from './related.ts';
import { isRefusal, refuse } from './texts.ts';
import type { Ticket } from './ticket.ts';

/** A lost race is tried again; more often than this nobody loses by accident. */
const ATTEMPTS = 30;
const OWNERS_TICKETS = 30;

/** What the desk needs from outside. */
export interface TicketDeskDeps {
  readonly tickets: TicketRepository;
  readonly numbers: TicketNumbers;
  /** Configuration of a community; throws for an unknown one. */
  readonly community: (id: string) => Community;
  /** Epoch ms. */
  readonly now: () => number;
}

/** One thing to do to one ticket. `id` names the request: done twice it changes nothing. */
interface ActRequest {
  readonly community: string;
  readonly ticketId?: string;
  readonly number?: string;
  readonly action: TicketAction;
  readonly actor: Actor;
  readonly id?: string;
}

/** A ticket that is open now, with the words for `{promise}`; `joined` when it is another owner's common-area ticket. */
export interface Opened {
  readonly ticket: Ticket;
  readonly promise: string;
  readonly joined: boolean;
}

/** Tickets as the rest of the program uses them. Every change is one atomic write of one document (design rule 2). */
export interface TicketDesk {
  /** Opens a ticket, or joins the open one about the same common-area fault. The same `id` again gives the same ticket. */
  open(draft: TicketDraft, id: string): Promise<Opened>;
  /** Does one thing; of several who try at once exactly one wins and the others are told the truth. */
  act(request: ActRequest): Promise<Applied | Refusal>;
  /** Does what has fallen due by `now`; returns how many tickets changed. */
  tick(now: number, limit?: number): Promise<number>;
  /** What the owner of a conversation may know: his open tickets and those of the repeat window, newest first. */
  ownerTickets(owner: { community: string; conversationId: string }): Promise<OwnerTicket[]>;
}

/** Makes the desk. */
export function createTicketDesk(deps: TicketDeskDeps): TicketDesk {
  return {
    open: (draft, id) => open(deps, draft, id),
    act: (request) => act(deps, request),
    tick: (now, limit = 200) => tick(deps, now, limit),
    ownerTickets: (owner) => ownerTickets(deps, owner),
  };
}

async function open(deps: TicketDeskDeps, draft: TicketDraft, id: string): Promise<Opened> {
  const { tickets } = deps;
  const community = deps.community(draft.community);
  const now = deps.now();
  const known = await tickets.load(draft.community, id);
  if (known !== null) return opened(known, now, community);
  const [joinedBefore] = await tickets.search({ community: draft.community, joinedVia: id, limit: 1 });
  if (joinedBefore !== undefined) return { ...opened(joinedBefore, now, community), joined: true };
  const question = { draft, now, community, tickets };
  const shared = draft.settled === undefined ? await findShared(question) : null;
  const joined = shared === null ? null : await join(deps, { shared, draft, id });
  if (joined !== null) return { ...opened(joined, now, community), joined: true };
  const related = await findRelated(question);
  const rise = await findRise(question);
  const spread = await findSpread(question);
  const day = numberDay(now, community);
  const { category } = draft;
  const sequence = await deps.numbers.next({ community: draft.community, category, day, ticketId: id });
  const number = formatNumber({ category, day, sequence }, community);
  const { ticket } = openTicket(draft, { id, number, sequence, now, community, related, rise, spread });
  if (await tickets.insert(ticket)) return opened(ticket, now, community);
  return opened((await tickets.load(draft.community, id)) ?? ticket, now, community);
}

function opened(ticket: Ticket, now: number, community: Community): Opened {
  return { ticket, promise: openingPromise(ticket, now, community), joined: false };
}

interface Joining {
  readonly shared: Ticket;
  readonly draft: TicketDraft;
  readonly id: string;
}

/** Null when the shared ticket was finished in the meantime: then the report is a ticket of its own. */
async function join(deps: TicketDeskDeps, { shared, draft, id }: Joining): Promise<Ticket | null> {
  const { reporter, words, media, firstWordAt } = draft;
  const action: TicketAction = { kind: 'join', via: id, reporter, words, media, at: firstWordAt };
  const result = await act(deps, {
    community: draft.community,
    ticketId: shared._id,
    action,
    actor: { kind: 'system' },
  });
  return isRefusal(result) ? null : result.ticket;
}

async function act(deps: TicketDeskDeps, request: ActRequest): Promise<Applied | Refusal> {
  const community = deps.community(request.community);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const ticket = await find(deps, request);
    if (ticket === null) return refuse(community, 'unknown-ticket');
    const { actor, id } = request;
    const result = applyAction(ticket, request.action, {
      actor,
      now: deps.now(),
      community,
      ...(id === undefined ? {} : { id }),
    });
    if (isRefusal(result) || result.ticket === ticket) return result;
    if (await deps.tickets.save(result.ticket, ticket.version)) return result;
  }
  return refuse(community, 'busy');
}

function find({ tickets }: TicketDeskDeps, { community, ticketId, number }: ActRequest): Promise<Ticket | null> {
  if (ticketId !== undefined) return tickets.load(community, ticketId);
  return number === undefined ? Promise.resolve(null) : tickets.byNumber(community, number);
}

async function tick(deps: TicketDeskDeps, now: number, limit: number): Promise<number> {
  const due = await deps.tickets.due(now, limit);
  const failures: unknown[] = [];
  let changes = 0;
  for (const ticket of due) {
    try {
      if (await tickOne(deps, ticket, now)) changes += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  // One ticket that cannot be read must not hold up everybody else's alarms.
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} tickets that are due could not be done`);
  return changes;
}

async function tickOne(deps: TicketDeskDeps, ticket: Ticket, now: number): Promise<boolean> {
  const community = deps.community(ticket.community);
  const result = applyAction(ticket, { kind: 'tick' }, { actor: { kind: 'system' }, now, community });
  if (isRefusal(result) || result.ticket === ticket) return false;
  // A lost race means that another process has just changed it; it is still due and comes again.
  return deps.tickets.save(result.ticket, ticket.version);
}

async function ownerTickets(
  deps: TicketDeskDeps,
  owner: { community: string; conversationId: string },
): Promise<OwnerTicket[]> {
  const community = deps.community(owner.community);
  const found = await deps.tickets.search({ ...owner, limit: OWNERS_TICKETS });
  const since = deps.now() - community.conversation.repeatWindow;
  return found
    .filter((ticket) => ticket.closedAt === null || ticket.closedAt >= since)
    .map((ticket) => toOwnerTicket(ticket, community));
}
