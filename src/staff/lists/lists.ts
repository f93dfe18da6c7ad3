import type { Ticket } from '../../tickets/index.ts';
import { OPEN_STATES, type TicketState } from '../../tickets/index.ts';
import { type Context, readerIn, visibleIn } from '../context.ts';
import type { Membership } from '../member.ts';
import { parseListFilter } from '../reading/list-filter.ts';
import { tellIn } from '../tell.ts';
import { byNeed, isOverdue } from '../tickets/deadlines.ts';
import { ticketLine } from '../tickets/ticket-line.ts';
import { fitLines } from './fit-lines.ts';
import { ticketsInScope } from './in-scope.ts';

const MOST_LINES = 15;
const MOST_OWN = 200;

/** States in which a ticket can be overdue. */
export const UNENDED_STATES: readonly TicketState[] = [...OPEN_STATES, 'done', 'visiting'];

interface List {
  readonly title: string;
  readonly tickets: readonly Ticket[];
  /** How to narrow the list when it does not fit. */
  readonly how: string;
}

/** A list as a reply: a count, lines, and how many are left out. */
export function listLines(context: Context, membership: Membership, { title, tickets, how }: List): string[] {
  const reader = readerIn(context, membership);
  const items = tickets.flatMap((ticket) => ticketLine(ticket, reader) ?? []);
  const hidden = tickets.length - items.length;
  const tell = tellIn(membership.community);
  const where = context.memberships.length > 1 ? `${membership.community.name} ` : '';
  const head = [tell(items.length === 0 ? 'list.none' : 'list.head', { where, title, count: items.length })];
  const tail = hidden > 0 ? [tell('list.hidden', { count: hidden })] : [];
  return fitLines({ head, items, tail, most: MOST_LINES, how }, tell);
}

function titled({ community }: Membership, name: 'list.open' | 'list.overdue', text: string): string {
  const tell = tellIn(community);
  return text === '' ? tell(name) : tell('list.filtered', { title: tell(name), text });
}

/** 未完成 [部门|楼栋|类别] (operating contract). */
export async function openList(context: Context, membership: Membership, text: string): Promise<string[]> {
  const filter = parseListFilter(text, membership.community);
  const tickets = await ticketsInScope(context, membership, { ...filter, states: OPEN_STATES });
  return listLines(context, membership, {
    title: titled(membership, 'list.open', text),
    tickets: tickets.sort(byNeed(context.now)),
    how: tellIn(membership.community)('list.how-open'),
  });
}

/** 超时: what has passed a limit or a promise, the longest first. */
export async function overdueList(context: Context, membership: Membership, text: string): Promise<string[]> {
  const filter = parseListFilter(text, membership.community);
  const tickets = await ticketsInScope(context, membership, { ...filter, states: UNENDED_STATES });
  return listLines(context, membership, {
    title: titled(membership, 'list.overdue', text),
    tickets: tickets.filter((ticket) => isOverdue(ticket, context.now)).sort(byNeed(context.now)),
    how: tellIn(membership.community)('list.how-overdue'),
  });
}

/** 我的单: what is assigned to the member, and what they follow for an owner (R12). */
export async function ownList(context: Context, membership: Membership): Promise<string[]> {
  const { community, member } = membership;
  const search = { community: community.id, states: OPEN_STATES, limit: MOST_OWN };
  const [assigned, kept] = await Promise.all([
    context.deps.tickets.search({ ...search, assignee: member.userid }),
    context.deps.tickets.search({ ...search, keeper: member.userid }),
  ]);
  const sorted = (tickets: readonly Ticket[]) => visibleIn(context, membership, tickets).sort(byNeed(context.now));
  const followed = sorted(kept.filter(({ _id }) => assigned.every((one) => one._id !== _id)));
  const tell = tellIn(community);
  const own = { title: tell('list.mine'), tickets: sorted(assigned), how: tell('list.how-mine') };
  const lines = listLines(context, membership, own);
  if (followed.length === 0) return lines;
  const rest = { title: tell('list.kept'), tickets: followed, how: tell('list.how-kept') };
  return [...lines, ...listLines(context, membership, rest)];
}
