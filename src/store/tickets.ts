import type { Model, QueryFilter } from 'mongoose';
import type { Dispatcher } from '../effects/index.ts';
import type { Ticket, TicketRepository, TicketSearch } from '../tickets/index.ts';
import type { StoredTicket } from './models/ticket.ts';
import { createVersionedRepository } from './versioned-repository.ts';

function toStored(ticket: Ticket): StoredTicket {
  const reporters = [ticket.reporter, ...ticket.joined.map(({ reporter }) => reporter)];
  return {
    ...ticket,
    conversationIds: [...new Set(reporters.flatMap(({ conversationId }) => conversationId ?? []))],
    sequence: ticket.number.slice(ticket.number.lastIndexOf('-') + 1),
  };
}

function fromStored({
  conversationIds: _ids,
  sequence: _sequence,
  hasPending: _pending,
  ...ticket
}: StoredTicket): Ticket {
  return ticket;
}

const escapePattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** One of several values, or nothing to ask for. */
const oneOf = (field: string, values: readonly string[] | undefined) =>
  values === undefined ? {} : { [field]: { $in: [...values] } };

const equal = (field: string, value: unknown) => (value === undefined ? {} : { [field]: value });

function between(field: string, from: number | undefined, to: number | undefined) {
  if (from === undefined && to === undefined) return {};
  return { [field]: { ...(from === undefined ? {} : { $gte: from }), ...(to === undefined ? {} : { $lt: to }) } };
}

function textFilter(text: string | undefined) {
  if (text === undefined || text.trim() === '') return {};
  const pattern = new RegExp(escapePattern(text.trim()), 'i');
  return { $or: ['summary', 'words', 'place', 'number'].map((field) => ({ [field]: pattern })) };
}

function toFilter(search: TicketSearch): QueryFilter<StoredTicket> {
  return {
    community: search.community,
    ...textFilter(search.text),
    ...oneOf('state', search.states),
    ...oneOf('category', search.categories),
    ...oneOf('topic', search.topics),
    ...oneOf('department', search.departments),
    ...oneOf('charge.state', search.charge),
    ...equal('assignee', search.assignee),
    ...equal('keeper', search.keeper),
    ...equal('conversationIds', search.conversationId),
    ...equal('house.building', search.building),
    ...equal('house.unit', search.unit),
    ...equal('house.room', search.room),
    ...equal('shared', search.shared),
    ...equal('joined.via', search.joinedVia),
    ...between('openedAt', search.openedFrom, search.openedTo),
    ...between('finishedAt', search.finishedFrom, search.finishedTo),
    ...(search.numberEndsWith === undefined
      ? {}
      : { sequence: new RegExp(`${escapePattern(search.numberEndsWith)}$`) }),
  } as QueryFilter<StoredTicket>;
}

/** Tickets on mongoose: one document each. */
export function createTicketRepository(model: Model<StoredTicket>, effects: Dispatcher): TicketRepository {
  const { find, findOne, ...common } = createVersionedRepository<Ticket, StoredTicket>(model, {
    toStored,
    fromStored,
    effects,
  });
  return {
    ...common,
    byNumber: (community, number) => findOne({ community, number }),
    search: (search) => find(toFilter(search), { sort: { openedAt: -1, _id: 1 }, limit: search.limit }),
    count: (search) => model.countDocuments(toFilter(search)),
  };
}
