import type { Outcome, Purpose } from '../delivery/index.ts';
import { look, settleRoute } from './act.ts';
import { hearAnswer } from './answer.ts';
import { commitVisit } from './commit.ts';
import { endVisit } from './end.ts';
import { isChat, type Situation, whyText } from './situation.ts';
import { callerOf, sentence, supervisorsFor, toMembers } from './tell.ts';
import type { VisitAnswer } from './types.ts';
import { isActive, type RouteEntry, type Visit } from './visit.ts';

/** Delivery's word on one message of a visit. */
export interface HeardOutcome {
  readonly messageId: string;
  readonly to: 'owner' | 'group' | 'member';
  readonly purpose: Purpose;
  readonly outcome: Outcome;
}

/** A call that was made, with what was said. */
export interface HeardCall extends VisitAnswer {
  readonly id: string;
  readonly at: number;
  /** userid. */
  readonly by: string;
  readonly reached: boolean;
  /** He was reached and would not answer. */
  readonly refused: boolean;
  readonly praise: boolean | null;
}

/** Takes delivery's word. A question that failed is followed by the next way in the same write. */
export function hearOutcome(visit: Visit, heard: HeardOutcome, situation: Situation): Visit {
  const { messageId, outcome } = heard;
  const key = `${messageId}/${outcome.result}`;
  if (visit.heard.includes(key)) return visit;
  const next = { ...visit, heard: [...visit.heard, key] };
  const own = visit.route.find(({ effectId }) => effectId === messageId);
  if (own !== undefined && !isChat(own)) return hearOther(visit, next, { own, outcome, situation });
  if (heard.to !== 'owner' || heard.purpose !== 'survey') return visit;
  if (outcome.result === 'sent') return hearSent(visit, next, { messageId, at: outcome.at, situation });
  const isQuestion = own !== undefined || visit.sentAt === null;
  const waits = visit.state === 'asked' || visit.state === 'reminded';
  if (!isQuestion || !waits || visit.answer !== null) return commitVisit(visit, { next, effects: [] }, situation.now);
  const route = settleRoute(next.route, {
    when: isChat,
    result: 'failed',
    reason: outcome.reason,
    now: situation.now,
  });
  return again(visit, { ...next, route, state: 'planned', sentAt: null }, situation);
}

/** Goes on from a changed visit in the same write: two stamps are one version. */
function again(before: Visit, next: Visit, situation: Situation): Visit {
  const looked = look({ ...next, version: before.version }, situation);
  return looked.version === before.version ? commitVisit(before, { next: looked, effects: [] }, situation.now) : looked;
}

interface OtherOutcome {
  readonly own: RouteEntry;
  readonly outcome: Outcome;
  readonly situation: Situation;
}

/** The link or the task to call. A task that does not reach its person goes to the one above him. */
function hearOther(visit: Visit, next: Visit, { own, outcome, situation }: OtherOutcome): Visit {
  const { community, now, page } = situation;
  const isSent = outcome.result === 'sent';
  const isTask = own.way === 'phone' || own.way === 'leader';
  const route = next.route.map((entry) =>
    entry !== own || (isTask && !isSent)
      ? entry
      : { ...entry, result: isSent ? ('sent' as const) : ('failed' as const), reason: isSent ? null : outcome.reason },
  );
  const person = callerOf(visit);
  const url = page({ community: community.id, visitId: visit._id, userid: person });
  const late = sentence(community, 'taskLate', { number: visit.number, person, url });
  const effects = isTask && !isSent && isActive(visit) ? toMembers(supervisorsFor(visit, community), late) : [];
  return commitVisit(visit, { next: { ...next, route }, effects }, now);
}

function hearSent(
  visit: Visit,
  next: Visit,
  { messageId, at, situation }: { messageId: string; at: number; situation: Situation },
): Visit {
  const index = next.route.findLastIndex(
    (entry) => isChat(entry) && (entry.result === 'pending' || entry.reason === 'not-asked'),
  );
  if (index < 0 || visit.sentAt !== null) return commitVisit(visit, { next, effects: [] }, situation.now);
  const route = next.route.map((entry, place) =>
    place === index ? { ...entry, result: 'sent' as const, reason: null, endedAt: null, effectId: messageId } : entry,
  );
  // It went out after it had been given up: nobody is asked twice because of that.
  const state = visit.state === 'planned' ? 'asked' : visit.state;
  const sent = { ...next, route, sentAt: at, state } as Visit;
  return isActive(visit)
    ? again(visit, sent, situation)
    : commitVisit(visit, { next: sent, effects: [] }, situation.now);
}

/** Takes a call: the answer, a refusal, or an attempt in vain; after `attempts` of those the owner counts as unreachable. */
export function hearCall(visit: Visit, call: HeardCall, situation: Situation): Visit {
  if (visit.heard.includes(call.id) || !isActive(visit)) return visit;
  const { id, at, by, reached, refused, words } = call;
  const attempts = [...visit.attempts, { id, at, by, reached, words }];
  const { community, now } = situation;
  if (reached && !refused) {
    const { solved, score, reasons, praise } = call;
    const answer = { id, solved, score, reasons, words, praise, final: true, via: 'phone', by } as const;
    return hearAnswer({ ...visit, attempts }, answer, situation);
  }
  const next = { ...visit, attempts, heard: [...visit.heard, id] };
  const ending = refused
    ? ({ outcome: 'refused', why: whyText(community, 'declined') } as const)
    : ({ outcome: 'unreachable', why: whyText(community, 'not-reached', { count: vain(attempts) }) } as const);
  if (refused || vain(attempts) >= community.followUp.attempts)
    return commitVisit(visit, endVisit(next, ending, situation), now);
  return again(visit, next, situation);
}

function vain(attempts: Visit['attempts']): number {
  return attempts.filter(({ reached }) => !reached).length;
}

/** The first rain after the repair makes a waiting visit due (篇5 五.7; R22). Rain before it, or a second rain, changes nothing. */
export function hearRain(visit: Visit, rain: NonNullable<Visit['rain']>, situation: Situation): Visit {
  const { at } = rain;
  if (visit.waits !== 'rain' || !isActive(visit) || at <= visit.round || at >= visit.dueAt) return visit;
  const latest = at + situation.community.followUp.expire;
  return again(visit, { ...visit, rain, waits: null, dueAt: at, earliest: at, latest }, situation);
}

/** A visit that another one asks for (R21, R22). */
export function handOverTo(visit: Visit, by: string, situation: Situation): Visit {
  if (!isActive(visit) || visit.answer !== null) return visit;
  const why = whyText(situation.community, 'taken-over');
  return commitVisit(visit, endVisit(visit, { outcome: 'merged', why, by }, situation), situation.now);
}

/** There is nothing to ask about any more: reopened, invalid. */
export function cancelVisit(visit: Visit, reason: string, situation: Situation): Visit {
  if (!isActive(visit)) return visit;
  const why = whyText(situation.community, reason);
  return commitVisit(visit, endVisit(visit, { outcome: 'cancelled', why }, situation), situation.now);
}
