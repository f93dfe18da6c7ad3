import { sameUser } from '../../community/people.ts';
import { formatHouse } from '../../language/house.ts';
import { view } from '../../tickets/confidentiality.ts';
import type { TicketSearch } from '../../tickets/ports.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { actorIn, type Context } from '../context.ts';
import { isDeskMember, type Membership, scopeOf } from '../member.ts';

/** More open or monthly tickets than this are not counted one by one in chat. */
const MOST = 5_000;

/** The departments that a member answers for: their own and those they lead. */
function departmentsOf({ community, member }: Membership): string[] {
  const led = community.departments.filter(({ leader }) => sameUser(leader, member.userid)).map(({ id }) => id);
  return [...new Set([member.department, ...led])];
}

/** The departments to search: null for every one. The desk reads everything it may see, since it follows tickets for owners (篇3 4.2). */
function departmentsFor(membership: Membership, asked: readonly string[] | undefined): readonly string[] | null {
  if (isDeskMember(membership) || scopeOf(membership) === 'all') return asked ?? null;
  const own = departmentsOf(membership);
  return (asked ?? own).filter((id) => own.includes(id));
}

type Asked = Omit<TicketSearch, 'community' | 'limit'>;

/**
 * Whether the member may find a ticket by what they asked for. Where the reporter is hidden from them they find it only by what
 * they are shown; otherwise a search for a name or a house would reveal who complained (R4).
 */
function isFindable(context: Context, membership: Membership, ticket: Ticket, asked: Asked): boolean {
  const shown = view(ticket, actorIn(context, membership), membership.community);
  if (shown === null) return false;
  if (shown.reporter !== null) return true;
  const byHouse = asked.building !== undefined || asked.room !== undefined;
  if (byHouse && (ticket.house === null || shown.place?.includes(formatHouse(ticket.house)) !== true)) return false;
  const wanted = asked.text?.trim().toLowerCase() ?? '';
  const visible = [ticket.number, shown.place, shown.matter, ...shown.words].join('\n').toLowerCase();
  return visible.includes(wanted);
}

/** Tickets of the departments that a member answers for, and of those only what they may know of (R1). */
export async function ticketsInScope(context: Context, membership: Membership, search: Asked): Promise<Ticket[]> {
  const departments = departmentsFor(membership, search.departments);
  if (departments?.length === 0) return [];
  const found = await context.deps.tickets.search({
    ...search,
    ...(departments === null ? {} : { departments }),
    community: membership.community.id,
    limit: MOST,
  });
  return found.filter((ticket) => isFindable(context, membership, ticket, search));
}
