import { sameUser } from '../../community/people.ts';
import { formatHouse } from '../../language/house.ts';
import { view } from '../../tickets/confidentiality.ts';
import type { TicketSearch } from '../../tickets/ports.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { isDeskMember, type Membership, type Scope, scopeOf } from '../member.ts';
import { actorIn, type Context } from './context.ts';

/** More open or monthly tickets than this are not counted one by one in chat. */
const MOST = 5_000;

/** The departments a member answers for: his own and those he leads. */
function departmentsOf({ community, member }: Membership): string[] {
  const led = community.departments.filter(({ leader }) => sameUser(leader, member.userid)).map(({ id }) => id);
  return [...new Set([member.department, ...led])];
}

/** For lists the desk reads everything it may see, since it keeps tickets for owners (篇3 4.2). */
function listScope(membership: Membership): Scope {
  return isDeskMember(membership) ? 'all' : scopeOf(membership);
}

type Asked = Omit<TicketSearch, 'community' | 'limit'>;

/**
 * Whether he may find it by what he asked: where the reporter is hidden from him, only by what he is shown, or a search for a
 * name or a house would tell who complained (R4).
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

/** Tickets inside what he answers for, and of those only what he may know of (R1). */
export async function ticketsInScope(context: Context, membership: Membership, search: Asked): Promise<Ticket[]> {
  const scope = listScope(membership);
  const own = departmentsOf(membership);
  const asked = search.departments ?? own;
  const departments = scope === 'all' ? search.departments : asked.filter((id) => own.includes(id));
  if (departments?.length === 0) return [];
  const found = await context.deps.tickets.search({
    ...search,
    ...(departments === undefined ? {} : { departments }),
    community: membership.community.id,
    limit: MOST,
  });
  return found.filter((ticket) => isFindable(context, membership, ticket, search));
}
