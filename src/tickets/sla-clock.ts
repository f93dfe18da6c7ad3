import { calendarOf, workLimit } from '../community/index.ts';
import type { Community } from './community.ts';
import type { Deadline, DeadlineKind, Ticket } from './ticket.ts';

/** The limits of a ticket by kind. */
export type Deadlines = Ticket['deadlines'];

interface Start {
  readonly community: Community;
  readonly clock: 'wall' | 'work';
  readonly department: string;
  /** As config writes it, ms; on the work clock whole days are working days. */
  readonly limit: number;
  readonly from: number;
}

/** A limit that begins to run. */
export function startDeadline({ community, clock, department, limit, from }: Start): Deadline {
  const calendar = calendarOf(community, department);
  const allowed = clock === 'work' ? workLimit(limit, calendar) : limit;
  const idle: Deadline = {
    clock,
    calendar: department,
    limit: allowed,
    from,
    dueAt: null,
    left: allowed,
    warnAt: null,
    warnedAt: null,
    missedAt: null,
    metAt: null,
  };
  return run(idle, from, community);
}

/** How long before its end a limit is announced: a share of it, within bounds, never more than half of it. */
function warnMargin(limit: number, { share, least, most }: Community['escalation']['warn']): number {
  return Math.min(Math.max(limit * share, least), most, limit / 2);
}

/** `ms` after `from` on a clock. */
export function addOnClock(from: number, ms: number, on: Pick<Deadline, 'clock' | 'calendar'>, community: Community) {
  return on.clock === 'wall' ? from + ms : calendarOf(community, on.calendar).add(from, ms);
}

/** Time between two moments on a clock. */
export function betweenOnClock(
  from: number,
  to: number,
  on: Pick<Deadline, 'clock' | 'calendar'>,
  community: Community,
) {
  return on.clock === 'wall' ? Math.max(0, to - from) : calendarOf(community, on.calendar).between(from, to);
}

/** Runs on from `now`; a limit that counts from an appointment does not run before it. */
function run(deadline: Deadline, now: number, community: Community): Deadline {
  const left = deadline.left ?? 0;
  const start = Math.max(now, deadline.from);
  const margin = warnMargin(deadline.limit, community.escalation.warn);
  return {
    ...deadline,
    left: null,
    dueAt: addOnClock(start, left, deadline, community),
    warnAt: deadline.warnedAt === null ? addOnClock(start, Math.max(0, left - margin), deadline, community) : null,
  };
}

/** True while it still has to be met and its clock runs. */
export function isRunning(deadline: Deadline | undefined): deadline is Deadline & { dueAt: number } {
  return deadline !== undefined && deadline.metAt === null && deadline.dueAt !== null;
}

/** `wall` limits never pause (R6), nor does the next contact, which is about the pause itself. */
function pauses(kind: DeadlineKind, deadline: Deadline): boolean {
  return deadline.clock === 'work' && kind !== 'next' && deadline.metAt === null;
}

/** Every limit that may pause stands still from `now`. */
export function pauseAll(deadlines: Deadlines, now: number, community: Community): Deadlines {
  return mapDeadlines(deadlines, (deadline, kind) => {
    if (!pauses(kind, deadline) || deadline.dueAt === null) return deadline;
    // Missed between two looks of the clock: the pause does not undo it.
    const missedAt = deadline.missedAt ?? (deadline.dueAt < now ? deadline.dueAt : null);
    const left =
      missedAt === null ? betweenOnClock(Math.max(now, deadline.from), deadline.dueAt, deadline, community) : 0;
    return { ...deadline, dueAt: null, warnAt: null, left, missedAt };
  });
}

/** What stood still runs on with the time it had left. */
export function resumeAll(deadlines: Deadlines, now: number, community: Community): Deadlines {
  return mapDeadlines(deadlines, (deadline, kind) =>
    pauses(kind, deadline) && deadline.dueAt === null ? run(deadline, now, community) : deadline,
  );
}

/** These limits are fulfilled at `now`; one fulfilled before keeps its time. One met late is marked missed. */
export function meet(deadlines: Deadlines, kinds: readonly DeadlineKind[], now: number): Deadlines {
  return mapDeadlines(deadlines, (deadline, kind) => {
    if (!kinds.includes(kind) || deadline.metAt !== null) return deadline;
    const late = deadline.dueAt !== null && now > deadline.dueAt;
    return { ...deadline, metAt: now, missedAt: deadline.missedAt ?? (late ? deadline.dueAt : null) };
  });
}

/** The end of everything owed: met and missed limits stay on record; what was still running is neither. */
export function settleAll(deadlines: Deadlines, now: number): Deadlines {
  const settled = mapDeadlines(deadlines, (deadline) => {
    const late = deadline.metAt === null && deadline.dueAt !== null && deadline.dueAt < now;
    return { ...deadline, missedAt: deadline.missedAt ?? (late ? deadline.dueAt : null) };
  });
  const kept = Object.entries(settled).filter(([, { metAt, missedAt }]) => metAt !== null || missedAt !== null);
  return Object.fromEntries(kept);
}

function mapDeadlines(deadlines: Deadlines, change: (deadline: Deadline, kind: DeadlineKind) => Deadline): Deadlines {
  const entries = Object.entries(deadlines) as [DeadlineKind, Deadline][];
  return Object.fromEntries(entries.map(([kind, deadline]) => [kind, change(deadline, kind)]));
}
