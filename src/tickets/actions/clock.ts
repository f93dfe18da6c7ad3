import {
  afterQuiet,
  calendarOf,
  deskSupervisors,
  leadersOf,
  membersOf,
  membersWith,
  unique,
  workLimit,
} from '../../community/index.ts';
import type { Effect } from '../../effects/index.ts';
import { describeTime } from '../../language/index.ts';
import { defined } from '../../shared/index.ts';
import type { Change, Handlers } from '../change.ts';
import type { Community } from '../community.ts';
import { chargeTime, missTime, promiseTimes, warnTime } from '../due.ts';
import { climb, isAlways, startLadder } from '../ladders.ts';
import { currentPromise, levelOf, makePromise, promiseTime, renewPromise } from '../promises.ts';
import { addOnClock } from '../sla-clock.ts';
import { tellMembers, tellOwners } from '../tell.ts';
import { say } from '../texts.ts';
import type { DeadlineKind, Ticket, TicketPromise } from '../ticket.ts';
import { stateText, topicOf } from '../wording.ts';

const DAY = 86_400_000;

/** What happens because time passes, and delivery's word on what was sent. */
export const CLOCK_ACTIONS: Handlers<'tick' | 'delivered'> = {
  tick({ ticket, now, community }) {
    const steps = ticket.closedAt === null ? [announceLimits, keepPromises, climbLadders, chaseCharge] : [chaseCharge];
    let current = ticket;
    const effects: Effect[] = [];
    for (const step of steps) {
      const next = step(current, now, community);
      current = next.ticket;
      effects.push(...next.effects);
    }
    return changeTo(ticket, current, effects);
  },

  /** errcode 0 is not "delivered": an alarm counts as sent only when delivery says so, and a failed one climbs on at once. */
  delivered({ ticket, action, now, community }) {
    const isNews = ticket.ladders.some(({ alarms }) =>
      alarms.some(
        ({ id, deliveredAt, failedAt }) => id === action.alarm && (action.ok ? deliveredAt : failedAt) === null,
      ),
    );
    if (!isNews) return { text: null };
    const ladders = ticket.ladders.map((ladder) => {
      if (!ladder.alarms.some((alarm) => alarm.id === action.alarm)) return ladder;
      const alarms = ladder.alarms.map((alarm) =>
        alarm.id === action.alarm ? { ...alarm, ...(action.ok ? { deliveredAt: now } : { failedAt: now }) } : alarm,
      );
      const rung = ladder.rung - 1;
      const reached = alarms.some(
        (alarm) => alarm.rung === rung && (alarm.deliveredAt !== null || alarm.failedAt === null),
      );
      const always = ticket.urgent || isAlways(ladder.about, ticket, community);
      const soon = always ? now : afterQuiet(community, now);
      const nextAt = reached || ladder.nextAt === null ? ladder.nextAt : Math.min(ladder.nextAt, soon);
      return { ...ladder, alarms, nextAt };
    });
    return { patch: { ladders }, text: null };
  },
};

interface Stepped {
  readonly ticket: Ticket;
  readonly effects: readonly Effect[];
}

function changeTo(before: Ticket, after: Ticket, effects: readonly Effect[]): Change {
  if (before === after) return { text: null };
  const { deadlines, promises, ladders, charge } = after;
  return { patch: { deadlines, promises, ladders, charge }, text: null, effects };
}

/** Money that is not collected: 客服部 is reminded, 财务 gets a copy (R18). The ticket may long be closed. */
function chaseCharge(ticket: Ticket, now: number, community: Community): Stepped {
  const dueAt = chargeTime(ticket, community);
  if (dueAt === null || dueAt > now || ticket.charge === null) return { ticket, effects: [] };
  const { duty, escalation } = community;
  const { number, charge, keeper } = ticket;
  const last = charge.steps.at(-1)?.step;
  const step = last === undefined ? say(community, 'names.charge-due') : say(community, `names.charge-${last}`);
  const days = Math.floor((now - (ticket.finishedAt ?? now)) / DAY);
  const text = say(community, 'staff.charge-overdue', { number, amount: charge.amount.toFixed(2), step, days });
  const finance = unique([...membersOf(community, duty.finance), ...membersWith(community, 'finance')]);
  const who = [keeper, ...deskSupervisors(community), ...finance];
  return {
    ticket: { ...ticket, charge: { ...charge, remindAt: now + escalation.collect } },
    effects: tellMembers({ ticket, community }, who, { text, purpose: 'reminder' }),
  };
}

function climbLadders(ticket: Ticket, now: number, community: Community): Stepped {
  const isDue = ticket.ladders.some(
    (ladder) => ladder.endedAt === null && ladder.nextAt !== null && ladder.nextAt <= now,
  );
  if (!isDue) return { ticket, effects: [] };
  const { ladders, effects } = climb(ticket, now, community);
  return { ticket: { ...ticket, ladders }, effects };
}

/** Warnings before a limit, and the moment it is missed, at the due minute (R6). */
function announceLimits(ticket: Ticket, now: number, community: Community): Stepped {
  let current = ticket;
  const effects: Effect[] = [];
  for (const kind of Object.keys(ticket.deadlines) as DeadlineKind[]) {
    const warn = warnTime(current, kind, community);
    if (warn !== null && warn <= now) {
      effects.push(...warning(current, kind, now, community));
      current = withDeadline(current, kind, { warnedAt: now });
    }
    const miss = missTime(current.deadlines[kind]);
    if (miss !== null && miss <= now) current = missed(current, kind, miss, community);
  }
  return { ticket: current, effects };
}

function withDeadline(ticket: Ticket, kind: DeadlineKind, change: object): Ticket {
  const deadline = defined(ticket.deadlines[kind]);
  return { ...ticket, deadlines: { ...ticket.deadlines, [kind]: { ...deadline, ...change } } };
}

function missed(ticket: Ticket, kind: DeadlineKind, at: number, community: Community): Ticket {
  const late = withDeadline(ticket, kind, { missedAt: at });
  return { ...late, ladders: startLadder(late, kind, at, community) };
}

/** Keeper's limits warn the keeper; those of the work warn the worker, or the head while there is none. */
const KEEPERS: readonly DeadlineKind[] = [
  'handover',
  'answer',
  'next',
  'verify',
  'decide',
  'apology',
  'same-day',
  'written',
];

function warning(ticket: Ticket, kind: DeadlineKind, now: number, community: Community): Effect[] {
  const dueAt = ticket.deadlines[kind]?.dueAt ?? now;
  const heads =
    ticket.complaint?.scope === 'person' ? ticket.complaint.handlers : leadersOf(community, ticket.department);
  const workers = ticket.assignee === null ? heads : [ticket.assignee];
  const who = KEEPERS.includes(kind) ? [ticket.keeper, ...(kind === 'handover' ? workers : [])] : workers;
  const text = say(community, 'staff.warning', {
    number: ticket.number,
    topic: topicOf(ticket, community),
    limit: say(community, `names.limit-${kind}`),
    time: describeTime(dueAt, now, community.timezone),
    state: stateText(ticket, community),
  });
  return tellMembers({ ticket, community }, who, {
    text,
    purpose: ticket.urgent || kind === 'handover' ? 'alarm' : 'reminder',
  });
}

/** A promise is renewed with a reason before it lapses, never silently (R13): by a person, or at the last by the program. */
function keepPromises(ticket: Ticket, now: number, community: Community): Stepped {
  const { warn, renew, lapse } = promiseTimes(ticket, community);
  if (renew !== null && renew <= now) return renewAutomatically(ticket, now, community);
  const isDue = warn !== null && warn <= now;
  const reminded = isDue ? withPromise(ticket, { warnedAt: now }) : ticket;
  const effects = isDue ? remind(ticket, now, community) : [];
  if (lapse === null || lapse > now) return { ticket: reminded, effects };
  const late = withPromise(reminded, { lapsed: true });
  return { ticket: { ...late, ladders: startLadder(late, 'promise', lapse, community) }, effects };
}

function withPromise(ticket: Ticket, change: object): Ticket {
  const last = ticket.promises.length - 1;
  return {
    ...ticket,
    promises: ticket.promises.map((promise, index) => (index === last ? { ...promise, ...change } : promise)),
  };
}

function remind(ticket: Ticket, now: number, community: Community): Effect[] {
  const until = currentPromise(ticket)?.until ?? now;
  const text = say(community, 'staff.promise-warning', {
    number: ticket.number,
    time: describeTime(until, now, community.timezone),
    state: stateText(ticket, community),
  });
  return tellMembers({ ticket, community }, [ticket.keeper], { text, purpose: 'alarm' });
}

/** Why it takes longer, as far as the program can say so truthfully (篇2 3.5): what it waits for, or how far it is. */
function reasonOf(ticket: Ticket, about: TicketPromise['about'], community: Community): string {
  const standing = ticket.pauses.findLast((pause) => pause.to === null);
  if (standing !== undefined && standing.text !== '') return standing.text;
  if (about === 'answer') return say(community, 'owner.renew-answer');
  return say(community, ticket.assignee === null ? 'owner.renew-waiting' : 'owner.renew-working');
}

function renewAutomatically(ticket: Ticket, now: number, community: Community): Stepped {
  const promise = defined(currentPromise(ticket));
  const reason = reasonOf(ticket, promise.about, community);
  const clock = ticket.urgent ? 'wall' : levelOf(ticket, community).clock;
  const { extend } = community.escalation.promise;
  const allowed = clock === 'wall' ? extend : workLimit(extend, calendarOf(community, ticket.department));
  const until = afterQuiet(
    community,
    addOnClock(Math.max(now, promise.until), allowed, { clock, calendar: ticket.department }, community),
  );
  const renewed = makePromise({ now, until, about: promise.about, by: 'system', reason });
  const next = { ...ticket, promises: renewPromise(ticket.promises, renewed) };
  const text = say(community, 'owner.renewed', {
    number: ticket.number,
    reason,
    time: promiseTime(until, now, community),
  });
  const alarm = { ...next, ladders: startLadder(next, 'promise', now, community) };
  return {
    ticket: alarm,
    effects: [...tellOwners({ ticket, community }, text, 'promise'), ...remind(ticket, now, community)],
  };
}
