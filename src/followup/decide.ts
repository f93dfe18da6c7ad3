import { afterQuiet, beforeQuiet } from '../community/index.ts';
import { defined } from '../shared/index.ts';
import { chatObstacle, isChat, type Situation, siblingsOf, whyText } from './situation.ts';
import { isActive, type Visit, type VisitOutcome, type Way } from './visit.ts';

/** What to do with a visit now. `why` is in words, for the record. */
export type Decision =
  /** Nothing before `until` (epoch ms), unless something is heard. */
  | { readonly do: 'wait'; readonly until: number }
  /** Due, but the owner cannot be reached: his next message is waited for until then, and then somebody calls. */
  | { readonly do: 'await-reply'; readonly until: number; readonly why: string }
  | { readonly do: 'ask'; readonly way: Way; readonly why: string }
  | { readonly do: 'remind' }
  /** There is no message or no moment for the reminder. */
  | { readonly do: 'skip-reminder' }
  | { readonly do: 'link'; readonly why: string }
  | { readonly do: 'call'; readonly way: 'phone' | 'leader'; readonly why: string }
  | { readonly do: 'remind-call'; readonly whom: 'responsible' | 'supervisor' }
  /** The question is not out in time, or nobody answered it: the next way. */
  | { readonly do: 'give-up'; readonly reason: 'not-asked' | 'no-answer' }
  | { readonly do: 'end'; readonly outcome: VisitOutcome; readonly why: string };

/**
 * The planner: the way that will reach the owner now, or how long to wait. In chat while window and budget allow; earlier than
 * planned when the window would shut first and the policy permits; with the next message of the owner; by a link sent before;
 * by telephone; by a leader. Never in quiet hours, never a second reminder.
 */
export function decide(visit: Visit, situation: Situation): Decision {
  const { now, community } = situation;
  const { followUp } = community;
  if (visit.answer !== null) {
    const at = visit.answer.at + followUp.settle;
    return now >= at
      ? { do: 'end', outcome: 'answered', why: whyText(community, 'answered') }
      : { do: 'wait', until: at };
  }
  if (now >= visit.latest) return lapse(visit, situation);
  const decision = whileOpen(visit, situation);
  return decision.do === 'wait' ? { ...decision, until: Math.min(decision.until, visit.latest) } : decision;
}

function whileOpen(visit: Visit, situation: Situation): Decision {
  switch (visit.state) {
    case 'asked':
    case 'reminded':
      return whileAsked(visit, situation);
    case 'phone':
      return whileCalled(visit, situation);
    default:
      return situation.now < visit.dueAt ? beforeDue(visit, situation) : whenDue(visit, situation);
  }
}

/** The end of its time: reached by nobody, or nobody tried. */
function lapse(visit: Visit, { community }: Situation): Decision {
  const calls = visit.attempts.filter(({ reached }) => !reached).length;
  if (calls > 0) return { do: 'end', outcome: 'unreachable', why: whyText(community, 'not-reached', { count: calls }) };
  const why = visit.state === 'phone' ? 'not-called' : 'overdue';
  return { do: 'end', outcome: 'expired', why: whyText(community, why) };
}

function beforeDue(visit: Visit, situation: Situation): Decision {
  const { now, community, window } = situation;
  const due = afterQuiet(community, visit.dueAt);
  const byPerson = visit.type === 'leader' || visit.waits === 'rain' || visit.conversationId === null;
  if (byPerson || !window.open || window.closesAt === null || window.closesAt > due) return { do: 'wait', until: due };
  const last = beforeQuiet(community, window.closesAt - community.followUp.margin);
  const why = (key: string) => whyText(community, key);
  const plans = [
    {
      at: afterQuiet(community, Math.max(last, visit.earliest, now)),
      decision: { do: 'ask', way: 'early', why: why('early') },
    },
    ...(mayLink(visit, situation)
      ? [{ at: afterQuiet(community, Math.max(last, now)), decision: { do: 'link', why: why('link') } }]
      : []),
  ] as { at: number; decision: Decision }[];
  const plan = plans.find(({ at }) => at < defined(window.closesAt) && at < due);
  if (plan === undefined) return { do: 'wait', until: due };
  if (now < plan.at) return { do: 'wait', until: plan.at };
  return chatObstacle(visit, situation) === null ? plan.decision : { do: 'wait', until: due };
}

/** Once, for the next visit of a ticket only, and not to an owner who has left a question unanswered. */
function mayLink(visit: Visit, { community, others }: Situation): boolean {
  if (!community.followUp.link || visit.linkSentAt !== null || visit.route.some(({ way }) => way === 'link'))
    return false;
  const siblings = siblingsOf(visit, others).filter(isActive);
  return siblings.every(({ state, dueAt, waits }) => state === 'planned' && (waits === 'rain' || dueAt > visit.dueAt));
}

function whenDue(visit: Visit, situation: Situation): Decision {
  const { now, community } = situation;
  const held = heldBy(visit, situation);
  if (held !== null) return { do: 'wait', until: held };
  const awake = afterQuiet(community, now);
  if (awake > now) return { do: 'wait', until: awake };
  const why = (key: string) => whyText(community, key);
  if (visit.type === 'leader') return { do: 'call', way: 'leader', why: why('leader') };
  const wasSilent = visit.route.some((entry) => isChat(entry) && entry.result === 'silent');
  if (wasSilent) return { do: 'call', way: 'phone', why: why('silent') };
  if (visit.type === 'survey' && isBusy(visit, situation)) return { do: 'wait', until: now + community.followUp.wait };
  const waiting = visit.route.find(isAwaiting);
  const obstacle = chatObstacle(visit, situation);
  if (obstacle === null) {
    if (waiting !== undefined) return { do: 'ask', way: 'with-reply', why: why('reply') };
    return { do: 'ask', way: 'chat', why: why(visit.type === 'closing' ? 'closing' : 'now') };
  }
  if (visit.type === 'survey') return { do: 'wait', until: visit.latest };
  if (waiting === undefined) return firstObstacle(visit, situation, obstacle);
  if (now < defined(waiting.until)) return { do: 'wait', until: defined(waiting.until) };
  return { do: 'call', way: 'phone', why: why('waited') };
}

/**
 * Until when another visit about the same 完成 has the floor, so that no owner is asked twice at one moment: a closing visit steps
 * back for a dated one that is due, and that one lets a closing question on its way arrive first. Null: nobody has.
 */
function heldBy(visit: Visit, { now, others }: Situation): number | null {
  const siblings = siblingsOf(visit, others).filter(isActive);
  if (visit.type === 'closing') {
    const follows = siblings.some(({ state, dueAt, waits }) => state !== 'planned' || (waits === null && dueAt <= now));
    return follows ? visit.latest : null;
  }
  const closing = siblings.find(
    ({ type, state, sentAt }) => type === 'closing' && state === 'asked' && sentAt === null,
  );
  const until = closing?.route.findLast((entry) => isChat(entry) && entry.result === 'pending')?.until ?? null;
  return until !== null && until > now ? until : null;
}

/** The periodic survey leaves an owner alone who is asked, or will be, about a matter of his own. */
function isBusy(visit: Visit, { others, served }: Situation): boolean {
  return served || others.some((other) => other.conversationId === visit.conversationId && isActive(other));
}

/** No step takes more than a third of the time that is left, so that there is time for the next way as well. */
export function share(span: number, from: number, latest: number): number {
  return Math.max(0, Math.min(span, Math.floor((latest - from) / 3)));
}

/** True for the entry that stands for waiting until the owner writes. */
export function isAwaiting({ way, result, effectId }: Visit['route'][number]): boolean {
  return way === 'with-reply' && result === 'pending' && effectId === null;
}

function firstObstacle(visit: Visit, situation: Situation, obstacle: string): Decision {
  const { now, community } = situation;
  const why = whyText(community, obstacle);
  const follows = hasSuccessor(visit, situation);
  if (follows) return { do: 'await-reply', until: visit.latest, why };
  if (obstacle === 'no-wechat' || obstacle === 'owner-unreachable') return { do: 'call', way: 'phone', why };
  return { do: 'await-reply', until: now + share(community.followUp.wait, now, visit.latest), why };
}

/** An unanswered closing visit is taken over by the first dated one (R21), so nobody needs to call for it. */
function hasSuccessor(visit: Visit, { others }: Situation): boolean {
  return (
    visit.type === 'closing' && siblingsOf(visit, others).some((other) => isActive(other) && other.type !== 'closing')
  );
}

function whileAsked(visit: Visit, situation: Situation): Decision {
  const { now, community } = situation;
  const { followUp } = community;
  const asked = visit.route.findLast((entry) => isChat(entry));
  if (visit.sentAt === null) {
    const until = asked?.until ?? now;
    return now < until ? { do: 'wait', until } : { do: 'give-up', reason: 'not-asked' };
  }
  if (visit.state === 'asked') {
    const at = afterQuiet(community, visit.sentAt + followUp.reminder);
    if (now < at) return { do: 'wait', until: at };
    const may = now === afterQuiet(community, now) && chatObstacle(visit, situation) === null;
    return may ? { do: 'remind' } : { do: 'skip-reminder' };
  }
  if (visit.type === 'survey' || hasSuccessor(visit, situation)) return { do: 'wait', until: visit.latest };
  const at = afterQuiet(community, visit.sentAt + share(followUp.silent, visit.sentAt, visit.latest));
  return now < at ? { do: 'wait', until: at } : { do: 'give-up', reason: 'no-answer' };
}

/**
 * Whoever calls is reminded once, then the supervisor hears of it. An owner who writes meanwhile is asked in chat; a leader's own
 * visit (R3) only after he has called in vain.
 */
function whileCalled(visit: Visit, situation: Situation): Decision {
  const { now, community } = situation;
  const calledInVain = visit.attempts.some(({ reached }) => !reached);
  const awake = afterQuiet(community, now) === now;
  const triedInChat = visit.route.some(
    (entry) => isChat(entry) && (entry.result === 'silent' || entry.result === 'pending'),
  );
  if ((calledInVain || visit.type !== 'leader') && awake && !triedInChat && chatObstacle(visit, situation) === null) {
    return { do: 'ask', way: 'with-reply', why: whyText(community, 'reply') };
  }
  if (visit.taskReminders >= 2) return { do: 'wait', until: visit.latest };
  const taskAt = visit.taskAt ?? now;
  const call = share(community.followUp.call, taskAt, visit.latest);
  const at = afterQuiet(community, taskAt + call * (visit.taskReminders + 1));
  if (now < at) return { do: 'wait', until: at };
  return { do: 'remind-call', whom: visit.taskReminders === 0 ? 'responsible' : 'supervisor' };
}
