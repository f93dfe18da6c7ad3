import type { CommandOf } from '../commands/command.ts';
import { type Answer, type Context, lastNamed, readerIn } from '../context.ts';
import { isDeskMember, type Membership, scopeOf } from '../member.ts';
import { parseHouse } from '../reading/house.ts';
import { parseListFilter } from '../reading/list-filter.ts';
import { formatRef } from '../reading/ticket-reference.ts';
import { findTicket } from '../tickets/find-ticket.ts';
import type { FoundTicket } from '../tickets/resolve-number.ts';
import { ticketDetail } from '../tickets/ticket-detail.ts';
import { forEachCommunity } from './for-each-community.ts';
import { ticketsInScope } from './in-scope.ts';
import { listLines } from './lists.ts';

/** Rooms and words say something about people, so they are for members who answer for more than their own tickets. */
function maySearch(membership: Membership): boolean {
  return scopeOf(membership) !== 'own' || isDeskMember(membership);
}

/** One ticket in full; it becomes the one last named. */
export function showTicket(context: Context, { ticket, membership }: FoundTicket): Answer {
  const lines = ticketDetail(ticket, readerIn(context, membership));
  return { lines: lines ?? [context.tell('only-private')], memory: { last: lastNamed(context, ticket) } };
}

/** `1701` alone is a room when no ticket has that number. */
async function byRoom(context: Context, membership: Membership, text: string): Promise<string[]> {
  const tickets = await ticketsInScope(context, membership, { room: text });
  if (tickets.length === 0) return [];
  return listLines(context, membership, { title: text, tickets, how: context.tell('list.how-house') });
}

async function byWords(context: Context, text: string): Promise<Answer> {
  const able = context.current.filter(maySearch);
  if (able.length === 0) return { lines: [context.tell('search.staff-only')] };
  const wanted = parseHouse(text) === null ? text : text.replace(/\s+/g, '');
  return forEachCommunity(able, async (membership) => {
    const tickets = await ticketsInScope(context, membership, parseListFilter(wanted, membership.community));
    return listLines(context, membership, { title: `“${text}”`, tickets, how: context.tell('list.how-words') });
  });
}

/** 查 <号|房号|词> (operating contract). */
export async function lookUp(context: Context, command: CommandOf<'query'>): Promise<Answer> {
  const { ref, text } = command;
  if (text === '') return { lines: [context.tell('search.what')] };
  if (ref === null) return byWords(context, text);
  const search = await findTicket(context, command);
  if ('found' in search) return showTicket(context, search.found);
  if (search.answer.memory?.pending != null) return search.answer;
  const rooms = /^\d{2,4}$/.test(text)
    ? await Promise.all(context.current.filter(maySearch).map((one) => byRoom(context, one, text)))
    : [];
  const lines = rooms.flat();
  return { lines: lines.length > 0 ? lines : [context.tell('not-found', { ref: formatRef(ref) })] };
}
