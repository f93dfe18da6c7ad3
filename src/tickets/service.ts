import { ContentionError, type EffectHandlers, updateWithRetry } from '../effects/index.ts';
import type { Refusal, TicketAction } from './action.ts';
import { type Applied, applyAction } from './apply-action.ts';
import type { Community } from './community.ts';
import type { TicketDraft } from './draft.ts';
import { createTicketHandlers, type TicketEffectKind } from './effect-handlers.ts';
import { formatNumber, numberDay } from './numbers.ts';
import { openTicket } from './open-ticket.ts';
import { type OwnerTicket, toOwnerTicket } from './owner-ticket.ts';
import type { TicketRepository } from './ports.ts';
import { openingPromise } from './promises.ts';
import { findRelated, findRise, findShared, findSpread, mayBeShared, type Question } from './related.ts';
import type { ActRequest, Opened, TicketActions, TicketServiceDeps } from './service-interface.ts';
import { isRefusal, refuse } from './texts.ts';
import type { Ticket } from './ticket.ts';

/** Tickets of an owner that are looked at, newest first. */
const OWNERS_TICKETS = 30;

/** Tickets as the rest of the program uses them. */
export interface TicketService extends TicketActions, Pick<TicketRepository, 'load' | 'byNumber' | 'search' | 'count'> {
  readonly handlers: EffectHandlers<TicketEffectKind>;
}

/** Makes the service. */
export function createTicketService(deps: TicketServiceDeps): TicketService {
  const { tickets } = deps;
  const actions: TicketActions = {
    open: (draft, id) => open(deps, draft, id),
    act: (request) => act(deps, request),
    tick: (now, limit = 200) => tick(deps, now, limit),
    ownerTickets: (owner) => ownerTickets(deps, owner),
  };
  return {
    ...actions,
    load: (community, id) => tickets.load(community, id),
    byNumber: (community, number) => tickets.byNumber(community, number),
    search: (query) => tickets.search(query),
    count: (query) => tickets.count(query),
    handlers: createTicketHandlers(deps, actions),
  };
}

async function open(deps: TicketServiceDeps, draft: TicketDraft, id: string): Promise<Opened> {
  const { tickets } = deps;
  const community = deps.communities.get(draft.community);
  const now = deps.clock.now();
  const question = { draft, now, community, tickets };
  const before = mayBeShared(question) ? await openedBefore(deps, question, id) : null;
  if (before !== null) return before;
  const related = await findRelated(question);
  const rise = await findRise(question);
  const spread = await findSpread(question);
  const day = numberDay(now, community);
  const { category } = draft;
  const sequence = await deps.numbers.next({ community: draft.community, category, day, ticketId: id });
  const number = formatNumber({ category, day, sequence }, community);
  const { ticket } = openTicket(draft, { id, number, sequence, now, community, related, rise, spread });
  deps.metrics.tickets.inc({ community: draft.community, category });
  if (await tickets.insert(ticket)) return opened(ticket, now, community);
  return opened((await tickets.load(draft.community, id)) ?? ticket, now, community);
}

/** The ticket of an earlier attempt under this id, or the open one about the same common-area fault, which the draft joins. */
async function openedBefore(deps: TicketServiceDeps, question: Question, id: string): Promise<Opened | null> {
  const { draft, now, community, tickets } = question;
  const known = await tickets.load(draft.community, id);
  if (known !== null) return opened(known, now, community);
  const [joinedBefore] = await tickets.search({ community: draft.community, joinedVia: id, limit: 1 });
  const shared = joinedBefore ?? (await findShared(question));
  const joined = joinedBefore ?? (shared === null ? null : await join(deps, { shared, draft, id }));
  return joined === null ? null : { ...opened(joined, now, community), joined: true };
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
async function join(deps: TicketServiceDeps, { shared, draft, id }: Joining): Promise<Ticket | null> {
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

async function act(deps: TicketServiceDeps, request: ActRequest): Promise<Applied | Refusal> {
  const community = deps.communities.get(request.community);
  const { actor, action, id } = request;
  const source = { read: () => find(deps, request), save: deps.tickets.save };
  try {
    const result = await updateWithRetry(source, (ticket) => {
      const context = { actor, now: deps.clock.now(), community, ...(id === undefined ? {} : { id }) };
      const applied = applyAction(ticket, action, context);
      return { next: isRefusal(applied) ? ticket : applied.ticket, result: applied };
    });
    return result ?? refuse(community, 'unknown-ticket');
  } catch (error) {
    if (error instanceof ContentionError) return refuse(community, 'busy');
    throw error;
  }
}

function find({ tickets }: TicketServiceDeps, { community, ticketId, number }: ActRequest): Promise<Ticket | null> {
  if (ticketId !== undefined) return tickets.load(community, ticketId);
  return number === undefined ? Promise.resolve(null) : tickets.byNumber(community, number);
}

async function tick(deps: TicketServiceDeps, now: number, limit: number): Promise<number> {
  const due = await deps.tickets.due({ communities: deps.communities.all().map((one) => one.id), now, limit });
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

async function tickOne(deps: TicketServiceDeps, ticket: Ticket, now: number): Promise<boolean> {
  const community = deps.communities.get(ticket.community);
  const result = applyAction(ticket, { kind: 'tick' }, { actor: { kind: 'system' }, now, community });
  if (isRefusal(result) || result.ticket === ticket) return false;
  // A lost race means that another process has just changed it; it is still due and comes again.
  return deps.tickets.save(result.ticket, ticket.version);
}

async function ownerTickets(
  deps: TicketServiceDeps,
  owner: { community: string; conversationId: string },
): Promise<OwnerTicket[]> {
  const community = deps.communities.get(owner.community);
  const found = await deps.tickets.search({ ...owner, limit: OWNERS_TICKETS });
  const since = deps.clock.now() - community.conversation.repeatWindow;
  return found
    .filter((ticket) => ticket.closedAt === null || ticket.closedAt >= since)
    .map((ticket) => toOwnerTicket(ticket, community));
}
