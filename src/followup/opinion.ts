import { afterQuiet, managers, memberName } from '../community/index.ts';
import { describeTime, maskText } from '../language/index.ts';
import type { Change } from './commit.ts';
import type { Community } from './community.ts';
import type { Situation } from './situation.ts';
import { sentence, supervisorsFor, toMembers } from './tell.ts';
import type { OpinionDuty, RecordedAnswer, Visit } from './visit.ts';

/** True for an answer that says something is wrong: not solved, or 3 and less. */
export function isBad({ solved, score }: Pick<RecordedAnswer, 'solved' | 'score'>): boolean {
  return solved === false || (score !== null && score <= 3);
}

/** Words that say nothing. */
const EMPTY =
  /^[\s，。、！!.,~～]*(?:没有|没|无|没了|没有了|暂无|暂时没有|不用了?|没什么|没意见|无意见|没有意见)?[\s，。、！!.,~～]*$/;

/** The opinion inside an answer, in the owner's words; null when he gave none. What is bad is an opinion even without words. */
export function opinionIn(answer: RecordedAnswer, community: Community): string | null {
  if (!EMPTY.test(answer.words)) return answer.words.trim();
  if (!isBad(answer)) return null;
  return answer.reasons.length > 0 ? answer.reasons.join('、') : findingOf(answer, community);
}

/** What was found, in words. */
export function findingOf({ solved, score }: Pick<RecordedAnswer, 'solved' | 'score'>, community: Community): string {
  return solved === false
    ? sentence(community, 'findingUnsolved')
    : sentence(community, 'findingScore', { score: score ?? '' });
}

/** Makes the duty to answer: a named person and a deadline, whatever the score (R25). */
export function oweAnswer(visit: Visit, words: string, { now, community, page }: Situation): Change<Visit> {
  const person = visit.responsible;
  const dueAt = now + community.followUp.opinion;
  const opinion: OpinionDuty = {
    words,
    person,
    at: now,
    dueAt,
    answeredAt: null,
    answeredBy: null,
    text: null,
    escalated: 0,
    nextAt: dueAt,
  };
  const text = sentence(community, 'opinion', {
    number: nameOf(visit, community),
    person: memberName(community, person),
    words: maskText(words),
    until: describeTime(dueAt, now, community.timezone),
    url: page({ community: community.id, visitId: visit._id, userid: person }),
  });
  return { next: { ...visit, opinion }, effects: toMembers([person], text) };
}

/** Ticket number, or what a periodic survey is called. */
export function nameOf(visit: Visit, community: Community): string {
  return visit.number === '' ? sentence(community, 'surveyName') : visit.number;
}

/** Tells those above about an opinion that nobody has answered in time: first 客服主管, then 项目经理. */
export function lookAtOpinion(visit: Visit, { now, community, page }: Situation): Change<Visit> {
  const { opinion } = visit;
  const dueAt = opinion === null || opinion.answeredAt !== null ? null : opinion.nextAt;
  const at = dueAt === null ? null : afterQuiet(community, dueAt);
  if (opinion === null || at === null || now < at) {
    return { next: visit.nextDueAt === at ? visit : { ...visit, nextDueAt: at }, effects: [] };
  }
  const supervisors = supervisorsFor(visit, community);
  const to = opinion.escalated === 0 ? [opinion.person, ...supervisors] : [...supervisors, ...managers(community)];
  const text = sentence(community, 'opinionLate', {
    number: nameOf(visit, community),
    person: memberName(community, opinion.person),
    url: page({ community: community.id, visitId: visit._id, userid: opinion.person }),
  });
  const escalated = opinion.escalated + 1;
  const nextAt = escalated >= 2 ? null : now + community.followUp.opinion;
  return {
    next: { ...visit, opinion: { ...opinion, escalated, nextAt }, nextDueAt: nextAt },
    effects: toMembers(to, text),
  };
}

/** The answer to an opinion: told to the owner in chat when he is there. The same visit when there is nothing to answer. */
export function answerOpinion(
  visit: Visit,
  { by, text, now }: { by: string; text: string; now: number },
  community: Community,
): Change<Visit> {
  const { opinion, conversationId } = visit;
  if (opinion === null || opinion.answeredAt !== null || text.trim() === '') return { next: visit, effects: [] };
  const answered = { ...opinion, answeredAt: now, answeredBy: by, text: text.trim(), nextAt: null };
  const said = sentence(community, 'opinionAnswer', {
    words: opinion.words,
    person: memberName(community, by),
    text: text.trim(),
  });
  return {
    next: { ...visit, opinion: answered, ...(visit.state === 'ended' ? { nextDueAt: null } : {}) },
    effects:
      conversationId === null
        ? []
        : [
            {
              kind: 'message.send',
              to: 'owner',
              conversationId,
              content: { kind: 'text', text: said },
              purpose: 'promise',
            },
          ],
  };
}
