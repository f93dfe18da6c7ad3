import { memberName } from '../community/index.ts';
import type { VisitAsk } from '../conversation/index.ts';
import type { Effect } from '../effects/index.ts';
import { describeTime } from '../language/index.ts';
import { defined, isoDate, startOfDay } from '../shared/index.ts';
import { type Change, commitVisit, effectId } from './commit.ts';
import { type Decision, decide, isAwaiting, share } from './decide.ts';
import { endVisit } from './end.ts';
import { lookAtOpinion } from './opinion.ts';
import { isChat, type Situation, siblingsOf, whyText } from './situation.ts';
import { askOf, callerOf, callTask, sentence, supervisorsFor, toMember, toMembers } from './tell.ts';
import { isActive, type RouteEntry, type Visit } from './visit.ts';

/** Delivery's word on a question may come this much after its time, ms. */
const GRACE = 60_000;
/** A visit settles after a handful of steps; more would be a mistake in the rules. */
const STEPS = 12;

/**
 * Does everything that is due for a visit now, as one change: a way that failed is followed by the next in the same write.
 * The same visit comes back when nothing is due and it is looked at in time anyway.
 */
export function look(visit: Visit, situation: Situation): Visit {
  const effects: Effect[] = [];
  let next = visit;
  for (let step = 0; step < STEPS; step += 1) {
    if (!isActive(next)) {
      const change = lookAtOpinion(next, situation);
      effects.push(...change.effects);
      next = change.next;
      break;
    }
    const decision = decide(next, situation);
    if (decision.do === 'wait') {
      if (next.nextDueAt !== decision.until) next = { ...next, nextDueAt: decision.until };
      break;
    }
    const change = carry(next, decision, { situation, from: effects.length, version: visit });
    effects.push(...change.effects);
    next = change.next;
  }
  return commitVisit(visit, { next, effects }, situation.now);
}

interface Carrying {
  readonly situation: Situation;
  /** How many effects this write owes already: the ids go on from there. */
  readonly from: number;
  readonly version: Visit;
}

/** A visit that is asked by the code of an ended session (20 s, wecom-api.md 3.5). The same visit when it may not be. */
export function askByCode(visit: Visit, code: string, situation: Situation): Visit {
  const why = whyText(situation.community, 'session-end');
  const decision = { do: 'ask', way: 'session-end', why } as const;
  const change = ask(visit, decision, { situation, from: 0, version: visit, code });
  const asked = commitVisit(visit, change, situation.now);
  return look2(asked, situation);
}

/** Only the time to look again; used right after a change that has its own effects. */
function look2(visit: Visit, situation: Situation): Visit {
  const decision = decide(visit, situation);
  return decision.do === 'wait' ? { ...visit, nextDueAt: decision.until } : { ...visit, nextDueAt: situation.now };
}

function carry(visit: Visit, decision: Exclude<Decision, { do: 'wait' }>, carrying: Carrying): Change<Visit> {
  const { situation } = carrying;
  const { now, community } = situation;
  switch (decision.do) {
    case 'await-reply':
      return begin(
        visit,
        { patch: {}, entry: { way: 'with-reply', why: decision.why, effectId: null, until: decision.until } },
        situation,
      );
    case 'ask':
      return ask(visit, decision, carrying);
    case 'remind': {
      const conversationId = defined(visit.conversationId);
      const expiresAt = now + share(community.followUp.ask, now, visit.latest);
      const effect = askInChat(conversationId, { visit: askOf(visit, situation.others, true), expiresAt });
      return { next: { ...visit, state: 'reminded', remindedAt: now }, effects: [effect] };
    }
    case 'skip-reminder':
      return { next: { ...visit, state: 'reminded' }, effects: [] };
    case 'link':
      return sendLink(visit, decision.why, carrying);
    case 'call':
      return call(visit, decision, carrying);
    case 'remind-call':
      return remindCall(visit, decision.whom, situation);
    case 'give-up': {
      const result = decision.reason === 'no-answer' ? 'silent' : 'failed';
      const route = settleRoute(visit.route, { when: isChat, result, reason: decision.reason, now });
      return { next: { ...visit, state: 'planned', route }, effects: [] };
    }
    case 'end':
      return endVisit(visit, { outcome: decision.outcome, why: decision.why }, situation);
  }
}

/** Ends the open entries that fit. */
export function settleRoute(
  route: readonly RouteEntry[],
  {
    when,
    result,
    reason,
    now,
  }: { when: (entry: RouteEntry) => boolean; now: number } & Pick<RouteEntry, 'result' | 'reason'>,
): RouteEntry[] {
  return route.map((entry) =>
    (entry.result === 'pending' || entry.result === 'sent') && when(entry)
      ? { ...entry, result, reason, endedAt: now }
      : entry,
  );
}

interface Beginning {
  readonly patch: Partial<Visit>;
  readonly entry: Pick<RouteEntry, 'way' | 'why' | 'effectId' | 'until'>;
}

/** A way is tried: the wait for a reply is over, the closing visit is taken over (R21), the ticket hears that it is being asked. */
function begin(visit: Visit, { patch, entry }: Beginning, { now, others }: Situation): Change<Visit> {
  const route = settleRoute(visit.route, { when: isAwaiting, result: 'dropped', reason: null, now });
  const closing = siblingsOf(visit, others).find((other) => other.type === 'closing' && isActive(other));
  const takesOver = visit.type !== 'closing' && visit.takesOver === null && closing !== undefined ? closing._id : null;
  const isFirst = visit.ticketId !== null && entry.effectId !== null && siblingsOf(visit, others).every(neverBegun);
  return {
    next: {
      ...visit,
      ...patch,
      takesOver: visit.takesOver ?? takesOver,
      route: [...route, { ...entry, at: now, result: 'pending', reason: null, endedAt: null }],
    },
    effects: [
      ...(takesOver === null ? [] : [{ kind: 'visit.merge', visitId: takesOver, by: visit._id } as const]),
      ...(isFirst && neverBegun(visit)
        ? [{ kind: 'ticket.act', ticketId: defined(visit.ticketId), action: { kind: 'visits-begun' } } as const]
        : []),
    ],
  };
}

const neverBegun = ({ askedAt, taskAt }: Visit) => askedAt === null && taskAt === null;

const isCall = ({ way }: RouteEntry) => way === 'phone' || way === 'leader';

function ask(
  visit: Visit,
  { way, why }: Pick<Extract<Decision, { do: 'ask' }>, 'way' | 'why'>,
  { situation, from, version, code }: Carrying & { readonly code?: string },
): Change<Visit> {
  const { now, community, window } = situation;
  const shut = window.closesAt ?? Number.POSITIVE_INFINITY;
  const limit =
    way === 'session-end' ? now + CODE_LIFE : Math.min(now + share(community.followUp.ask, now, visit.latest), shut);
  const route = settleRoute(visit.route, { when: isCall, result: 'dropped', reason: null, now });
  const begun = begin(
    { ...visit, route },
    {
      patch: { state: 'asked', askedAt: now, sentAt: null },
      entry: { way, why, effectId: effectId(version, from), until: limit + GRACE },
    },
    situation,
  );
  const wasCalled = visit.state === 'phone';
  const hold = sentence(community, 'taskHold', { number: visit.number });
  const question = askOf(begun.next, situation.others, false);
  const effect = askInChat(visit.conversationId ?? '', {
    visit: question,
    expiresAt: limit,
    ...(code === undefined ? {} : { code }),
  });
  return {
    next: begun.next,
    effects: [effect, ...begun.effects, ...(wasCalled ? [toMember(callerOf(visit), hold)] : [])],
  };
}

/** A `visit` event for the owner's conversation; what has not been said by `expiresAt` is not said any more. */
function askInChat(
  conversationId: string,
  { visit, expiresAt, code }: { visit: VisitAsk; expiresAt: number; code?: string },
): Effect {
  const event = { kind: 'visit', visit: { ...visit, expiresAt }, ...(code === undefined ? {} : { code }) } as const;
  return { kind: 'conversation.event', conversationId, event, expiresAt };
}

/** How long the code of an ended session lives (wecom-api.md 3.5), ms. */
const CODE_LIFE = 20_000;

function sendLink(visit: Visit, why: string, { situation, from, version }: Carrying): Change<Visit> {
  const { now, community, page } = situation;
  const { date, place, matter } = visit.about;
  const day = describeDay(visit.dueAt, now, community.timezone);
  const url = page({ community: community.id, visitId: visit._id, userid: null });
  const text = sentence(community, 'link', { date, place: place ?? '', matter, day, url });
  const entry: RouteEntry = {
    way: 'link',
    at: now,
    why,
    result: 'pending',
    reason: null,
    endedAt: null,
    effectId: effectId(version, from),
    until: null,
  };
  const content = { kind: 'text', text } as const;
  return {
    next: { ...visit, linkSentAt: now, route: [...visit.route, entry] },
    effects: [
      { kind: 'message.send', to: 'owner', conversationId: defined(visit.conversationId), content, purpose: 'survey' },
    ],
  };
}

/** `明天` or `11月30日`: the day alone. */
function describeDay(at: number, now: number, timezone: string): string {
  return isoDate(at, timezone) === isoDate(now, timezone)
    ? describeTime(at, now, timezone)
    : describeTime(startOfDay(at, timezone), now, timezone).replace(/\d\d:\d\d$/, '');
}

function call(
  visit: Visit,
  { way, why }: Pick<Extract<Decision, { do: 'call' }>, 'way' | 'why'>,
  { situation, from, version }: Carrying,
): Change<Visit> {
  const { now } = situation;
  const route = settleRoute(visit.route, { when: isAwaiting, result: 'failed', reason: 'no-answer', now });
  const begun = begin(
    { ...visit, route },
    {
      patch: { state: 'phone', taskAt: now, taskReminders: 0 },
      entry: { way, why, effectId: effectId(version, from), until: null },
    },
    situation,
  );
  return { next: begun.next, effects: [...callTask(begun.next, situation, why), ...begun.effects] };
}

function remindCall(visit: Visit, whom: 'responsible' | 'supervisor', situation: Situation): Change<Visit> {
  const { now, community, page } = situation;
  const person = callerOf(visit);
  const values = {
    number: visit.number,
    person: memberName(community, person),
    until: describeTime(visit.latest, now, community.timezone),
    url: page({ community: community.id, visitId: visit._id, userid: person }),
  };
  const effects =
    whom === 'responsible'
      ? [toMember(person, sentence(community, 'taskReminder', values))]
      : toMembers(supervisorsFor(visit, community), sentence(community, 'taskLate', values));
  return { next: { ...visit, taskReminders: visit.taskReminders + 1 }, effects };
}
