import type { TicketNumbers, TicketRepository, TicketSearch } from '../../src/tickets/ports.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';

const key = (community: string, id: string) => `${community}/${id}`;

/** The in-memory twin of the tickets collection; passes the same contract suite. */
export function createMemoryTickets(): TicketRepository {
  const tickets = new Map<string, Ticket>();
  const all = () => [...tickets.values()];
  const copy = (ticket: Ticket): Ticket => structuredClone(ticket);
  const find = (search: TicketSearch) =>
    all()
      .filter((ticket) => fits(ticket, search))
      .sort((a, b) => b.openedAt - a.openedAt || (a._id < b._id ? -1 : 1));
  return {
    async insert(ticket) {
      if (tickets.has(key(ticket.community, ticket._id))) return false;
      if (all().some((one) => one.community === ticket.community && one.number === ticket.number))
        throw new Error(`number ${ticket.number} is taken`);
      tickets.set(key(ticket.community, ticket._id), copy(ticket));
      return true;
    },
    async load(community, id) {
      const found = tickets.get(key(community, id));
      return found === undefined ? null : copy(found);
    },
    async byNumber(community, number) {
      const found = all().find((ticket) => ticket.community === community && ticket.number === number);
      return found === undefined ? null : copy(found);
    },
    async save(ticket, expectedVersion) {
      const found = tickets.get(key(ticket.community, ticket._id));
      if (found?.version !== expectedVersion) return false;
      tickets.set(key(ticket.community, ticket._id), copy(ticket));
      return true;
    },
    search: async (search) => find(search).slice(0, search.limit).map(copy),
    count: async (search) => find(search).length,
    due: async (now, limit) =>
      all()
        .filter(({ nextDueAt }) => nextDueAt !== null && nextDueAt <= now)
        .sort((a, b) => a.nextDueAt! - b.nextDueAt!)
        .slice(0, limit)
        .map(copy),
    owing: async (limit) =>
      all()
        .filter(({ owed }) => owed.length > 0)
        .sort((a, b) => a.updatedAt - b.updatedAt)
        .slice(0, limit)
        .map(copy),
    async settled(community, id, effectIds) {
      const found = tickets.get(key(community, id));
      if (found === undefined) return;
      tickets.set(key(community, id), { ...found, owed: found.owed.filter((one) => !effectIds.includes(one.id)) });
    },
  };
}

function fits(ticket: Ticket, search: TicketSearch): boolean {
  const oneOf = (values: readonly unknown[] | undefined, value: unknown) => values?.includes(value) ?? true;
  const same = (wanted: unknown, value: unknown) => wanted === undefined || wanted === value;
  const within = (value: number | null, from: number | undefined, to: number | undefined) =>
    (from === undefined && to === undefined) ||
    (value !== null && (from === undefined || value >= from) && (to === undefined || value < to));
  const reporters = [ticket.reporter, ...ticket.joined.map(({ reporter }) => reporter)];
  return (
    ticket.community === search.community &&
    hasText(ticket, search.text) &&
    oneOf(search.states, ticket.state) &&
    oneOf(search.categories, ticket.category) &&
    oneOf(search.topics, ticket.topic) &&
    oneOf(search.departments, ticket.department) &&
    oneOf(search.charge, ticket.charge?.state) &&
    same(search.assignee, ticket.assignee) &&
    same(search.keeper, ticket.keeper) &&
    (search.conversationId === undefined ||
      reporters.some(({ conversationId }) => conversationId === search.conversationId)) &&
    same(search.building, ticket.house?.building) &&
    same(search.unit, ticket.house?.unit) &&
    same(search.room, ticket.house?.room) &&
    same(search.shared, ticket.shared) &&
    (search.joinedVia === undefined || ticket.joined.some(({ via }) => via === search.joinedVia)) &&
    within(ticket.openedAt, search.openedFrom, search.openedTo) &&
    within(ticket.finishedAt, search.finishedFrom, search.finishedTo) &&
    (search.numberEndsWith === undefined ||
      ticket.number.slice(ticket.number.lastIndexOf('-') + 1).endsWith(search.numberEndsWith))
  );
}

function hasText(ticket: Ticket, text: string | undefined): boolean {
  if (text === undefined || text.trim() === '') return true;
  const wanted = text.trim().toLowerCase();
  return [ticket.summary, ticket.place ?? '', ticket.number, ...ticket.words].some((one) =>
    one.toLowerCase().includes(wanted),
  );
}

/** Numbers as the real ones: the place in the day's list. */
export function createMemoryNumbers(): TicketNumbers {
  const lists = new Map<string, string[]>();
  return {
    async next({ community, category, day, ticketId }) {
      const list = lists.get(`${community}/${category}${day}`) ?? [];
      lists.set(`${community}/${category}${day}`, list);
      if (!list.includes(ticketId)) list.push(ticketId);
      return list.indexOf(ticketId) + 1;
    },
  };
}
