import type { Model, QueryFilter } from 'mongoose';
import type { TicketRepository, TicketSearch } from '../tickets/ports.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { isDuplicateKey } from './insert-new.ts';
import type { StoredTicket } from './models/ticket.ts';

function store(ticket: Ticket): StoredTicket {
  const reporters = [ticket.reporter, ...ticket.joined.map(({ reporter }) => reporter)];
  return {
    ...ticket,
    conversationIds: [...new Set(reporters.flatMap(({ conversationId }) => conversationId ?? []))],
    sequence: ticket.number.slice(ticket.number.lastIndexOf('-') + 1),
    ...(ticket.owed.length > 0 ? { owes: true } : {}),
  };
}

function load({ conversationIds: _ids, sequence: _sequence, owes: _owes, ...ticket }: StoredTicket): Ticket {
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

/** Tickets on mongoose: one document each, replaced only at the version it was read. */
export function createTicketRepository(model: Model<StoredTicket>): TicketRepository {
  const one = async (filter: object) => {
    const found = await model.findOne(filter as QueryFilter<StoredTicket>).lean<StoredTicket>();
    return found === null ? null : load(found);
  };
  return {
    async insert(ticket) {
      try {
        await model.collection.insertOne(store(ticket) as never);
        return true;
      } catch (error) {
        if (isDuplicateKey(error) && (await one({ community: ticket.community, _id: ticket._id })) !== null)
          return false;
        throw error;
      }
    },

    load: (community, id) => one({ community, _id: id }),

    byNumber: (community, number) => one({ community, number }),

    async save(ticket, expectedVersion) {
      const result = await model.collection.replaceOne(
        { _id: ticket._id, community: ticket.community, version: expectedVersion } as never,
        store(ticket) as never,
      );
      return result.matchedCount === 1;
    },

    async search(search) {
      const found = await model
        .find(toFilter(search))
        .sort({ openedAt: -1, _id: 1 })
        .limit(search.limit)
        .lean<StoredTicket[]>();
      return found.map(load);
    },

    count: (search) => model.countDocuments(toFilter(search)),

    async due(now, limit) {
      const found = await model
        .find({ nextDueAt: { $gt: 0, $lte: now } })
        .sort({ nextDueAt: 1 })
        .limit(limit)
        .lean<StoredTicket[]>();
      return found.map(load);
    },

    async owing(limit) {
      const found = await model.find({ owes: true }).sort({ updatedAt: 1 }).limit(limit).lean<StoredTicket[]>();
      return found.map(load);
    },

    async settled(community, id, effectIds) {
      await model.collection.updateOne(
        { _id: id, community } as never,
        { $pull: { owed: { id: { $in: [...effectIds] } } } } as never,
      );
      await model.collection.updateOne(
        { _id: id, community, owed: { $size: 0 } } as never,
        { $unset: { owes: 1 } } as never,
      );
    },
  };
}
