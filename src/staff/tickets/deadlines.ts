import { isOpen } from '../../tickets/state.ts';
import type { Deadline, DeadlineKind, Ticket } from '../../tickets/ticket.ts';

/** A limit that has passed unmet. `dueAt` in epoch ms, `lateMs` in ms. */
export interface Overdue {
  readonly kind: DeadlineKind | 'promise';
  readonly dueAt: number;
  readonly lateMs: number;
}

function limitsOf({ deadlines }: Pick<Ticket, 'deadlines'>): { kind: DeadlineKind; dueAt: number }[] {
  return (Object.entries(deadlines) as [DeadlineKind, Deadline][]).flatMap(([kind, { metAt, dueAt }]) =>
    metAt === null && dueAt !== null ? [{ kind, dueAt }] : [],
  );
}

/** What of a ticket is overdue at `now`, the longest first; a paused limit (dueAt null) is not. */
export function overdueOf(ticket: Ticket, now: number): Overdue[] {
  if (!isOpen(ticket.state) && ticket.state !== 'done' && ticket.state !== 'visiting') return [];
  const promise = promisedUntil(ticket);
  const promises = promise === null ? [] : [{ kind: 'promise' as const, dueAt: promise }];
  return [...limitsOf(ticket), ...promises]
    .filter(({ dueAt }) => dueAt <= now)
    .map((limit) => ({ ...limit, lateMs: now - limit.dueAt }))
    .sort((a, b) => b.lateMs - a.lateMs);
}

/** True when a limit or promise of the ticket has passed. */
export const isOverdue = (ticket: Ticket, now: number) => overdueOf(ticket, now).length > 0;

/** The time last promised to the owner and not yet kept, or null. */
export function promisedUntil(ticket: Ticket): number | null {
  const last = ticket.promises.at(-1);
  if (last === undefined || last.endedAt !== null || !isOpen(ticket.state)) return null;
  return last.until;
}

/** The next limit that is still to come, for lists. */
export function nextDeadline(ticket: Ticket, now: number): { kind: DeadlineKind; dueAt: number } | null {
  const [next] = limitsOf(ticket)
    .filter(({ dueAt }) => dueAt > now)
    .sort((a, b) => a.dueAt - b.dueAt);
  return next ?? null;
}

/** The order of lists: the latest first, then the urgent, then the oldest. */
export function byNeed(now: number): (a: Ticket, b: Ticket) => number {
  const late = (ticket: Ticket) => overdueOf(ticket, now)[0]?.lateMs ?? 0;
  return (a, b) => late(b) - late(a) || Number(b.urgent) - Number(a.urgent) || a.openedAt - b.openedAt;
}
