import { afterQuiet, beforeQuiet } from '../community/index.ts';
import type { Community } from './community.ts';
import type { LadderCause } from './config/escalation.ts';
import { isAlways } from './ladders.ts';
import { automaticRenewals, currentPromise } from './promises.ts';
import { isRunning } from './sla-clock.ts';
import { isOpen } from './state.ts';
import type { Deadline, DeadlineKind, Ticket } from './ticket.ts';

/** When the warning of a limit is given; null when it was, or when quiet hours last until the limit itself. */
export function warnTime(ticket: Ticket, kind: DeadlineKind, community: Community): number | null {
  const deadline = ticket.deadlines[kind];
  if (!isRunning(deadline) || deadline.warnAt === null || deadline.warnedAt !== null) return null;
  const at = isAlways(kind, ticket, community) ? deadline.warnAt : afterQuiet(community, deadline.warnAt);
  return at < deadline.dueAt ? at : null;
}

/** When a limit is missed; null when it already was or does not run. */
export function missTime(deadline: Deadline | undefined): number | null {
  return isRunning(deadline) && deadline.missedAt === null ? deadline.dueAt : null;
}

/** When the keeper is reminded of a promise, and when the program renews it itself (R13). Never in the night for what can wait. */
export function promiseTimes(
  ticket: Ticket,
  community: Community,
): { warn: number | null; renew: number | null; lapse: number | null } {
  const promise = currentPromise(ticket);
  if (promise === null || !isOpen(ticket.state)) return { warn: null, renew: null, lapse: null };
  const { warn, renewAt, times } = community.escalation.promise;
  // The program may not renew for ever: after so often only a person can, and else it lapses.
  const mayRenew = automaticRenewals(ticket) < times;
  const span = promise.until - promise.at;
  const polite = (wanted: number) => {
    const earlier = ticket.urgent ? wanted : beforeQuiet(community, wanted);
    // Promised and due within the same quiet hours: whoever asked is awake, and there is no earlier moment.
    return earlier > promise.at ? earlier : wanted;
  };
  const renewing = polite(promise.until - Math.min(renewAt, span / 2));
  // The reminder leaves the keeper his time, also where quiet hours bring the renewal forward.
  const reminding = polite(Math.min(promise.until - Math.min(warn, span / 2), renewing - (warn - renewAt)));
  return {
    warn: promise.warnedAt === null ? Math.max(reminding, promise.at) : null,
    renew: promise.lapsed || !mayRenew ? null : renewing,
    lapse: promise.lapsed || mayRenew ? null : promise.until,
  };
}

/** When uncollected money is reminded of (R18), never in quiet hours; null when there is none. */
export function chargeTime({ charge }: Ticket, community: Community): number | null {
  return charge?.remindAt == null ? null : afterQuiet(community, charge.remindAt);
}

/** The earliest moment at which `tick` has something to do; null when there is nothing to wait for. */
export function nextDue(ticket: Ticket, community: Community): number | null {
  const times: (number | null)[] = ticket.ladders.map((ladder) => (ladder.endedAt === null ? ladder.nextAt : null));
  times.push(chargeTime(ticket, community));
  if (ticket.closedAt === null) {
    for (const kind of Object.keys(ticket.deadlines) as DeadlineKind[]) {
      times.push(warnTime(ticket, kind, community), missTime(ticket.deadlines[kind]));
    }
    const { warn, renew, lapse } = promiseTimes(ticket, community);
    times.push(warn, renew, lapse);
  }
  const due = times.filter((time) => time !== null);
  return due.length === 0 ? null : Math.min(...due);
}

/** Limits whose ladder has this cause. */
export function isDeadlineCause(cause: LadderCause): cause is DeadlineKind {
  return cause !== 'unassigned' && cause !== 'danger' && cause !== 'promise';
}
