import type { QueryCommand } from '../command.ts';
import { isDeskMember, type Membership, scopeOf } from '../member.ts';
import { parseHouse } from '../parse-house.ts';
import { parseListFilter } from '../queries/list-filter.ts';
import { formatRef } from '../ticket-ref.ts';
import { type Answer, type Context, readingIn } from './context.ts';
import { type FoundTicket, findTicket } from './find-ticket.ts';
import { ticketsInScope } from './in-scope.ts';
import { forEachCommunity, listLines } from './lists.ts';
import { ticketDetail } from './ticket-detail.ts';

type Query = Extract<QueryCommand, { kind: 'query' }>;

/** Rooms and words tell about people, so they are for those who answer for more than their own tickets. */
function maySearch(membership: Membership): boolean {
  return scopeOf(membership) !== 'own' || isDeskMember(membership);
}

/** One ticket in full, and from now on the one he last named. */
export function showTicket(context: Context, { ticket, membership }: FoundTicket): Answer {
  const lines = ticketDetail(ticket, readingIn(context, membership));
  const last = { community: membership.community.id, ticketId: ticket._id, number: ticket.number, at: context.now };
  return { lines: lines ?? [context.tell('only-private')], memory: { last } };
}

/** `1701` alone is a room when no ticket has that number. */
async function byRoom(context: Context, membership: Membership, text: string): Promise<string[]> {
  const tickets = await ticketsInScope(context, membership, { room: text });
  return tickets.length === 0
    ? []
    : listLines(context, membership, { title: text, tickets, how: context.tell('list.how-house') });
}

async function byWords(context: Context, text: string): Promise<Answer> {
  const able = context.current.filter(maySearch);
  if (able.length === 0) {
    return { lines: [context.tell('search.staff-only')] };
  }
  return forEachCommunity(able, async (membership) => {
    const house = parseHouse(text);
    const filter =
      house === null
        ? parseListFilter(text, membership.community)
        : parseListFilter(text.replace(/\s+/g, ''), membership.community);
    const tickets = await ticketsInScope(context, membership, filter);
    return listLines(context, membership, { title: `“${text}”`, tickets, how: context.tell('list.how-words') });
  });
}

/** 查 <号|房号|词> (operating contract). */
export async function lookUp(context: Context, command: Query): Promise<Answer> {
  if (command.text === '') return { lines: [context.tell('search.what')] };
  if (command.ref === null) return byWords(context, command.text);
  const search = await findTicket(context, command);
  if ('found' in search) return showTicket(context, search.found);
  if (search.answer.memory?.pending != null) return search.answer;
  const rooms = /^\d{2,4}$/.test(command.text)
    ? await Promise.all(context.current.filter(maySearch).map((one) => byRoom(context, one, command.text)))
    : [];
  const lines = rooms.flat();
  return { lines: lines.length > 0 ? lines : [context.tell('not-found', { ref: formatRef(command.ref) })] };
}
