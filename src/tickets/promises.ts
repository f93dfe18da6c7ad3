import { afterQuiet, calendarOf, workLimit } from '../community/index.ts';
import { describeDuration, describeTime } from '../language/index.ts';
import { defined } from '../shared/index.ts';
import type { Community } from './community.ts';
import { addOnClock } from './sla-clock.ts';
import { isOpen } from './state.ts';
import { say } from './texts.ts';
import type { Ticket, TicketPromise } from './ticket.ts';

/** A promise nearer than this is said as a span (约40分钟内) besides the clock time. */
const NEAR = 2 * 3_600_000;

type Level = Community['routing']['slas'][string];

/** The service level of a ticket; a level that config no longer has is replaced by its first. */
export function levelOf(ticket: Pick<Ticket, 'level'>, community: Community): Level {
  return community.routing.slas[ticket.level] ?? defined(Object.values(community.routing.slas)[0]);
}

/** What is told to the owner at the start: target plus reserve (R13, 把时间留给自己). An appointment is its own promise. */
export function firstPromise(ticket: Ticket, now: number, community: Community): TicketPromise {
  const level = levelOf(ticket, community);
  const { appointment } = ticket;
  if (appointment !== null && !ticket.urgent && appointment.to > now) {
    return makePromise({ now, until: appointment.to, about: 'arrive', by: 'system', reason: '' });
  }
  const clock = level.promises === 'answer' ? 'wall' : level.clock;
  const allowed = clock === 'wall' ? level.promise : workLimit(level.promise, calendarOf(community, ticket.department));
  const until = addOnClock(now, allowed, { clock, calendar: ticket.department }, community);
  return makePromise({ now, until, about: level.promises, by: 'system', reason: '' });
}

/**
 * After the promised step is done and work is still owed: the end of the work, with the level's own reserve. Where that end
 * is past or stands still, a near time by which there will be word: no unsolved ticket is without a promise (R13).
 */
export function followingPromise(ticket: Ticket, now: number, community: Community): TicketPromise {
  const due = ticket.deadlines.finish?.dueAt ?? null;
  const about = 'finish' as const;
  if (due === null || due <= now) {
    const until = afterQuiet(community, now + community.escalation.promise.extend);
    return makePromise({ now, until, about, by: 'system', reason: '' });
  }
  const level = levelOf(ticket, community);
  const reserve = Math.max(
    0,
    level.promise - (level[level.promises === 'answer' ? 'finish' : level.promises] ?? level.promise),
  );
  return makePromise({ now, until: due + reserve, about, by: 'system', reason: '' });
}

interface NewPromise {
  readonly now: number;
  readonly until: number;
  readonly about: TicketPromise['about'];
  readonly by: string;
  readonly reason: string;
}

/** A promise given now. */
export function makePromise({ now, until, about, by, reason }: NewPromise): TicketPromise {
  return { at: now, until, about, by, reason, warnedAt: null, endedAt: null, lapsed: false };
}

/** The promise that still holds, or null. */
export function currentPromise(ticket: Pick<Ticket, 'promises'>): TicketPromise | null {
  const last = ticket.promises.at(-1);
  return last === undefined || last.endedAt !== null ? null : last;
}

/** Ends the current promise at `now`; one that ends after its time has lapsed. */
export function endPromise(promises: Ticket['promises'], now: number): Ticket['promises'] {
  return promises.map((promise, index) =>
    index === promises.length - 1 && promise.endedAt === null
      ? { ...promise, endedAt: now, lapsed: promise.lapsed || now > promise.until }
      : promise,
  );
}

/** The old promise ends, the new one holds (R13: renewed before it lapses, never silently). */
export function renewPromise(promises: Ticket['promises'], promise: TicketPromise): Ticket['promises'] {
  return [...endPromise(promises, promise.at), promise];
}

/** The moment of a promise, and near ones as a span: `今天14:40前`, `约40分钟内（今天14:40前）`. */
export function promiseTime(until: number, now: number, community: Community): string {
  const time = describeTime(until, now, community.timezone);
  const left = until - now;
  if (left <= 0 || left > NEAR) return say(community, 'owner.promise-at', { time });
  return say(community, 'owner.promise-near', { time, span: describeDuration(left) });
}

/** The promise in words for the owner: what will have happened by when (R13). Empty when none holds. */
export function promiseFor(ticket: Ticket, now: number, community: Community): string {
  const promise = currentPromise(ticket);
  if (promise === null) return '';
  const { appointment } = ticket;
  if (promise.about === 'arrive' && appointment !== null && promise.until === appointment.to) {
    return say(community, 'owner.promise-appointment', { time: appointment.text });
  }
  return say(community, `owner.promise-${promise.about}`, { time: promiseTime(promise.until, now, community) });
}

/** The first promise as the owner reads it: regret, why it cannot be done at once, and the time (篇3 4.8; R13). */
export function openingPromise(ticket: Ticket, now: number, community: Community): string {
  const promise = promiseFor(ticket, now, community);
  const { reason } = levelOf(ticket, community);
  if (promise === '' || reason === undefined) return promise;
  return say(community, 'owner.first-promise', { reason, promise });
}

/** How often the program itself has renewed since a person last did. */
export function automaticRenewals(ticket: Ticket): number {
  let count = 0;
  for (const promise of [...ticket.promises].reverse()) {
    if (promise.by !== 'system' || promise.reason === '') break;
    count += 1;
  }
  return count;
}

/**
 * A promise is kept when its step is done; while work is owed the next one is given (R13). Doing it twice changes nothing,
 * so an action may do it early to tell the owner of the new time.
 */
export function keepPromise(ticket: Ticket, now: number, community: Community): Ticket {
  const promise = currentPromise(ticket);
  if (promise === null) return ticket;
  const isDone = ticket.deadlines[promise.about]?.metAt != null || !isOpen(ticket.state);
  if (!isDone) return ticket;
  const promises = isOpen(ticket.state)
    ? renewPromise(ticket.promises, followingPromise(ticket, now, community))
    : endPromise(ticket.promises, now);
  return { ...ticket, promises };
}
