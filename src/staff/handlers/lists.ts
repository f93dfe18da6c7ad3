import { isOpen, OPEN_STATES } from '../../tickets/state.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { fitLines } from '../fit-lines.ts';
import { ticketLine } from '../lines.ts';
import type { Membership } from '../member.ts';
import { overdueOf } from '../overdue.ts';
import { overdueIn } from '../queries/figures.ts';
import { parseListFilter } from '../queries/list-filter.ts';
import { tellIn } from '../tell.ts';
import { type Answer, actorIn, type Context, readingIn, visibleTo } from './context.ts';
import { ticketsInScope } from './in-scope.ts';

const MOST_LINES = 15;

/** The latest first, then the urgent, then the oldest. */
export function byNeed(now: number) {
  const late = (ticket: Ticket) => overdueOf(ticket, now)[0]?.by ?? 0;
  return (a: Ticket, b: Ticket) => late(b) - late(a) || Number(b.urgent) - Number(a.urgent) || a.openedAt - b.openedAt;
}

interface List {
  readonly title: string;
  readonly tickets: readonly Ticket[];
  readonly how: string;
}

/** A list as a reply: a count, lines, and how many are left out. */
export function listLines(context: Context, membership: Membership, { title, tickets, how }: List): string[] {
  const reading = readingIn(context, membership);
  const items = tickets.flatMap((ticket) => ticketLine(ticket, reading) ?? []);
  const hidden = tickets.length - items.length;
  const tell = tellIn(membership.community);
  const where = context.memberships.length > 1 ? `${membership.community.name} ` : '';
  const head = [tell(items.length === 0 ? 'list.none' : 'list.head', { where, title, count: items.length })];
  const tail = hidden > 0 ? [tell('list.hidden', { count: hidden })] : [];
  return fitLines({ head, items, tail, most: MOST_LINES, how }, tell);
}

function titled({ community }: Membership, name: string, text: string): string {
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
  const tickets = await ticketsInScope(context, membership, {
    ...filter,
    states: [...OPEN_STATES, 'done', 'visiting'],
  });
  return listLines(context, membership, {
    title: titled(membership, 'list.overdue', text),
    tickets: overdueIn(tickets, context.now).sort(byNeed(context.now)),
    how: tellIn(membership.community)('list.how-overdue'),
  });
}

/** 我的单: what is in his hands, and what he keeps for an owner (R12). */
export async function ownList(context: Context, membership: Membership): Promise<string[]> {
  const { community, member } = membership;
  const search = { community: community.id, states: OPEN_STATES, limit: 200 };
  const [assigned, kept] = await Promise.all([
    context.deps.tickets.search({ ...search, assignee: member.userid }),
    context.deps.tickets.search({ ...search, keeper: member.userid }),
  ]);
  const actor = actorIn(context, membership);
  const rest = kept.filter(({ _id }) => assigned.every((one) => one._id !== _id));
  const mine = visibleTo(assigned, actor, membership).sort(byNeed(context.now));
  const tracked = visibleTo(rest, actor, membership)
    .filter(({ state }) => isOpen(state))
    .sort(byNeed(context.now));
  const tell = tellIn(community);
  const lines = listLines(context, membership, { title: tell('list.mine'), tickets: mine, how: tell('list.how-mine') });
  if (tracked.length === 0) return lines;
  const followed = { title: tell('list.kept'), tickets: tracked, how: tell('list.how-kept') };
  return [...lines, ...listLines(context, membership, followed)];
}

/** An answer made of one part for each community. */
export async function forEachCommunity(
  memberships: readonly Membership[],
  part: (membership: Membership) => Promise<readonly string[]>,
): Promise<Answer> {
  const parts = await Promise.all(memberships.map(part));
  return { lines: parts.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])) };
}
