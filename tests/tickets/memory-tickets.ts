import type { TicketNumbers, TicketRepository, TicketSearch } from '../../src/tickets/ports.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { createMemoryRepository, type MemoryOptions, sortedBy } from '../support/memory-repository.ts';

/** Tickets in memory; `all` reads every one. */
export type MemoryTickets = TicketRepository & { all(): Ticket[] };

/** The in-memory twin of the tickets collection; passes the same contract suite. */
export function createMemoryTickets(effects?: MemoryOptions<Ticket>['effects']): MemoryTickets {
  const common = createMemoryRepository<Ticket>({
    name: 'tickets',
    indexed: ({ community, number }) => [`${community}/${number}`],
    ...(effects === undefined ? {} : { effects }),
  });
  const find = (search: TicketSearch) =>
    sortedBy(
      common.all((ticket) => fits(ticket, search)),
      (a, b) => b.openedAt - a.openedAt,
    );
  const byNumber = (community: string, number: string) => common.find(`${community}/${number}`)[0] ?? null;
  return {
    ...common,
    async insert(ticket) {
      const holder = byNumber(ticket.community, ticket.number);
      if (holder !== null && holder._id !== ticket._id) throw new Error(`number ${ticket.number} is taken`);
      return common.insert(ticket);
    },
    byNumber: async (community, number) => byNumber(community, number),
    search: async (search) => find(search).slice(0, search.limit),
    count: async (search) => find(search).length,
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
