import { isOpen } from '../tickets/state.ts';
import type { Deadline, DeadlineKind, Ticket } from '../tickets/ticket.ts';

/** A limit that has passed unmet. `by` in ms. */
export interface Overdue {
  readonly kind: DeadlineKind | 'promise';
  readonly dueAt: number;
  readonly by: number;
}

function missed(deadline: Deadline, now: number): number | null {
  if (deadline.metAt !== null || deadline.dueAt === null) return null;
  return deadline.dueAt <= now ? deadline.dueAt : null;
}

/** What of a ticket is overdue at `now`, the longest first; a paused limit (dueAt null) is not. */
export function overdueOf(ticket: Ticket, now: number): Overdue[] {
  if (!isOpen(ticket.state) && ticket.state !== 'done' && ticket.state !== 'visiting') return [];
  const limits = (Object.entries(ticket.deadlines) as [DeadlineKind, Deadline][]).flatMap(([kind, deadline]) => {
    const dueAt = missed(deadline, now);
    return dueAt === null ? [] : [{ kind, dueAt, by: now - dueAt }];
  });
  const promise = promisedUntil(ticket);
  const lapsed =
    promise !== null && promise <= now ? [{ kind: 'promise' as const, dueAt: promise, by: now - promise }] : [];
  return [...limits, ...lapsed].sort((a, b) => b.by - a.by);
}

/** The time last promised to the owner and still owed, or null. */
export function promisedUntil(ticket: Ticket): number | null {
  const last = ticket.promises.at(-1);
  if (last === undefined || last.endedAt !== null || !isOpen(ticket.state)) return null;
  return last.until;
}

/** The next limit that is still to come, for lists. */
export function nextDeadline(ticket: Ticket, now: number): { kind: DeadlineKind; dueAt: number } | null {
  const coming = (Object.entries(ticket.deadlines) as [DeadlineKind, Deadline][])
    .flatMap(([kind, { metAt, dueAt }]) => (metAt === null && dueAt !== null && dueAt > now ? [{ kind, dueAt }] : []))
    .sort((a, b) => a.dueAt - b.dueAt);
  return coming[0] ?? null;
}
