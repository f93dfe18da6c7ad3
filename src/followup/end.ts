import { afterQuiet } from '../community/index.ts';
import type { Effect } from '../effects/index.ts';
import { deriveId } from '../shared/index.ts';
import type { Change } from './commit.ts';
import { isBad, opinionIn, oweAnswer } from './opinion.ts';
import type { Situation } from './situation.ts';
import { callerOf, sentence, toMember } from './tell.ts';
import type { RecordedAnswer, RouteEntry, Visit, VisitOutcome } from './visit.ts';

/** How a visit ends. */
interface Ending {
  readonly outcome: VisitOutcome;
  /** In words. */
  readonly why: string;
  /** For `merged`. */
  readonly by?: string;
}

/** The end of a visit, with everything that follows from it (R3, R24, R25). A visit ends once. */
export function endVisit(visit: Visit, { outcome, why, by }: Ending, situation: Situation): Change<Visit> {
  const { now } = situation;
  const isAnswered = outcome === 'answered' || outcome === 'by-phone';
  const ended: Visit = {
    ...visit,
    state: 'ended',
    outcome,
    outcomeReason: why,
    endedAt: now,
    takenOverBy: by ?? null,
    nextDueAt: null,
    answer: visit.answer === null ? null : { ...visit.answer, final: true },
    route: visit.route.map((entry) => endEntry(entry, { outcome, state: visit.state, now })),
  };
  const after =
    isAnswered && ended.answer !== null ? afterAnswer(ended, ended.answer, situation) : { next: ended, effects: [] };
  const isSilent = outcome === 'merged' || outcome === 'cancelled';
  return {
    next: after.next,
    effects: [
      ...(isSilent || visit.ticketId === null ? [] : [{ kind: 'visit.report', visitId: visit._id } as const]),
      ...after.effects,
      ...callOff(visit, outcome, situation),
    ],
  };
}

function endEntry(
  entry: RouteEntry,
  { outcome, state, now }: { outcome: VisitOutcome; state: Visit['state']; now: number },
): RouteEntry {
  if (entry.result !== 'pending' && entry.result !== 'sent') return entry;
  // The wait for a chance to ask is no question: it ends with the visit.
  if (entry.effectId === null) return { ...entry, result: 'dropped', endedAt: now };
  const isPerson = entry.way === 'phone' || entry.way === 'leader';
  const viaPhone = outcome === 'by-phone' || outcome === 'refused' || outcome === 'unreachable';
  if (outcome === 'by-phone' ? isPerson : outcome === 'answered' && !isPerson && entry.way !== 'link')
    return { ...entry, result: 'answered', endedAt: now };
  if (isPerson && outcome === 'expired') return { ...entry, result: 'failed', reason: 'not-called', endedAt: now };
  if (isPerson && viaPhone) return { ...entry, result: 'failed', reason: 'not-reached', endedAt: now };
  return { ...entry, result: entry.result === 'sent' && state !== 'phone' ? 'silent' : 'dropped', endedAt: now };
}

/** Whoever was to call need not any more. */
function callOff(visit: Visit, outcome: VisitOutcome, { community }: Situation): Effect[] {
  const isOff = outcome === 'answered' || outcome === 'cancelled' || outcome === 'merged';
  if (visit.state !== 'phone' || !isOff) return [];
  return [toMember(callerOf(visit), sentence(community, 'taskOff', { number: visit.number }))];
}

/** What an answer brings: the notice, the look at earlier ones, the answer that an opinion is owed, praise and complaint inside. */
export function afterAnswer(visit: Visit, answer: RecordedAnswer, situation: Situation): Change<Visit> {
  const bad = isBad(answer);
  const said = answer.solved !== null || answer.score !== null;
  const opinion = opinionIn(answer, situation.community);
  const owed = opinion === null ? { next: visit, effects: [] } : oweAnswer(visit, opinion, situation);
  const { ticketId } = visit;
  const noticeId = bad && ticketId !== null ? deriveId(visit._id, 'notice') : null;
  const nextAt = owed.next.opinion?.nextAt ?? null;
  return {
    next: {
      ...owed.next,
      noticeId: noticeId ?? visit.noticeId,
      nextDueAt: nextAt === null ? null : afterQuiet(situation.community, nextAt),
    },
    effects: [
      ...(said && ticketId !== null
        ? [{ kind: 'notice.check', ticketId, visitId: visit._id, good: !bad } as const]
        : []),
      ...(noticeId === null ? [] : [{ kind: 'notice.issue', visitId: visit._id } as const]),
      ...(opinion === null && answer.praise !== true
        ? []
        : [{ kind: 'visit.weigh-words', visitId: visit._id } as const]),
      ...owed.effects,
    ],
  };
}
