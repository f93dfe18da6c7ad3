import type { NoticeRepository, VisitRepository } from '../followup/index.ts';
import type { Ticket, TicketRepository } from '../tickets/index.ts';
import type { Community } from './community.ts';
import type { Papers } from './form.ts';
import type { ShiftBook } from './registers/shift-book.ts';

/** What is read; nothing is written. */
interface Books {
  readonly tickets: Pick<TicketRepository, 'search' | 'load'>;
  readonly visits: Pick<VisitRepository, 'search'>;
  readonly notices: Pick<NoticeRepository, 'load'>;
  readonly shifts: Pick<ShiftBook, 'entries' | 'records'>;
}

/** More than this in one period does not fit into a form that people read. */
const MOST_TICKETS = 50_000;

/** The period holds more than one form can. */
export class PeriodTooLongError extends Error {
  readonly code = 'period-too-long';
  override readonly name = 'PeriodTooLongError';
}

/**
 * Everything of one community that its forms of a period need. Epoch ms, `to` not included.
 * Throws PeriodTooLongError instead of leaving rows out.
 */
export async function gatherPapers(
  books: Books,
  { community, from, to }: { community: Community; from: number; to: number },
): Promise<Papers> {
  const of = { community: community.id };
  const limit = MOST_TICKETS + 1;
  const [opened, finished, visits, handOvers, entries] = await Promise.all([
    books.tickets.search({ ...of, openedFrom: from, openedTo: to, limit }),
    books.tickets.search({ ...of, finishedFrom: from, finishedTo: to, limit }),
    books.visits.search({ ...of, from, to }),
    books.shifts.records({ ...of, from, to }),
    Promise.all(community.departments.map(({ id }) => books.shifts.entries({ ...of, department: id, from, to }))),
  ]);
  if (opened.length > MOST_TICKETS || finished.length > MOST_TICKETS)
    throw new PeriodTooLongError(`more than ${MOST_TICKETS} tickets in this period; bring --from and --to nearer`);
  const tickets = new Map([...opened, ...finished].map((ticket) => [ticket._id, ticket]));
  const named = [
    ...visits.map(({ ticketId }) => ticketId),
    ...handOvers.flatMap(({ items }) => items.map(({ ticketId }) => ticketId)),
  ].filter((id) => id !== null);
  for (const ticket of await others(books, { community: community.id, ids: new Set(named), known: tickets }))
    tickets.set(ticket._id, ticket);
  const notices = await Promise.all(
    visits.flatMap(({ noticeId }) => (noticeId === null ? [] : [books.notices.load(community.id, noticeId)])),
  );
  return {
    tickets: [...tickets.values()],
    visits,
    notices: notices.filter((notice) => notice !== null),
    entries: entries.flat(),
    handOvers,
  };
}

/** Older tickets that visits and hand-overs of the period name. */
async function others(
  books: Books,
  { community, ids, known }: { community: string; ids: ReadonlySet<string>; known: ReadonlyMap<string, Ticket> },
): Promise<Ticket[]> {
  const missing = [...ids].filter((id) => !known.has(id));
  const loaded = await Promise.all(missing.map((id) => books.tickets.load(community, id)));
  return loaded.filter((ticket) => ticket !== null);
}
