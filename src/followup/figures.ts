import type { CorrectionNotice } from './notice.ts';
import { isBad } from './opinion.ts';
import type { Visit, VisitOutcome } from './visit.ts';

/** So many of so many. `of` 0: nothing to measure. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** The numbers of some visits, all counted from the records. */
export interface Measures {
  /** Visits due: every one that came to an end of its own or is still open; merged and cancelled ones are not due any more. */
  readonly due: number;
  /** How they ended; `open` has no outcome yet. */
  readonly outcomes: Readonly<Record<VisitOutcome | 'open', number>>;
  /** The question reached the owner in chat or by a call. */
  readonly asked: number;
  readonly answered: number;
  /** 回访率: an answer or a recorded attempt by telephone ÷ due (R23). */
  readonly visited: Share;
  /** 回访处理率: problems found that were put right ÷ problems found (R23). */
  readonly handled: Share;
  /** 满意率: 4 and 5 ÷ scored. An unanswered visit is in neither. */
  readonly satisfied: Share;
  readonly average: number | null;
  /** 一次修复率: closings said to be solved at the first 完成 ÷ closings that answered. */
  readonly firstFix: Share;
}

/** The numbers of a span, as a whole and by kind, department and worker. */
export interface Figures {
  readonly all: Measures;
  readonly byKind: ReadonlyMap<string, Measures>;
  readonly byDepartment: ReadonlyMap<string, Measures>;
  readonly byWorker: ReadonlyMap<string, Measures>;
}

const OUTCOMES = ['answered', 'by-phone', 'unreachable', 'refused', 'expired', 'cancelled', 'merged', 'open'] as const;

/** The numbers from the raw records of a span (R23). */
export function figuresOf(visits: readonly Visit[], notices: readonly CorrectionNotice[]): Figures {
  const ofTickets = visits.filter(({ ticketId }) => ticketId !== null);
  const by = (
    visitKeys: (visit: Visit) => readonly string[],
    noticeKeys: (notice: CorrectionNotice) => readonly string[],
  ) => {
    const keys = new Set([...ofTickets.flatMap(visitKeys), ...notices.flatMap(noticeKeys)]);
    return new Map(
      [...keys].sort().map((key) => [
        key,
        measure(
          ofTickets.filter((visit) => visitKeys(visit).includes(key)),
          notices.filter((notice) => noticeKeys(notice).includes(key)),
        ),
      ]),
    );
  };
  return {
    all: measure(ofTickets, notices),
    byKind: by(
      ({ kinds }) => kinds,
      ({ kinds }) => kinds,
    ),
    byDepartment: by(
      ({ department }) => [department],
      ({ department }) => [department],
    ),
    byWorker: by(
      ({ worker }) => (worker === null ? [] : [worker]),
      ({ worker }) => (worker === null ? [] : [worker]),
    ),
  };
}

function measure(visits: readonly Visit[], notices: readonly CorrectionNotice[]): Measures {
  const outcomes = Object.fromEntries(
    OUTCOMES.map((outcome) => [outcome, visits.filter((visit) => (visit.outcome ?? 'open') === outcome).length]),
  ) as Measures['outcomes'];
  const due = visits.filter(({ outcome }) => outcome !== 'merged' && outcome !== 'cancelled');
  const answered = due.filter(({ outcome }) => outcome === 'answered' || outcome === 'by-phone');
  const reached = due.filter((visit) => isReached(visit));
  const scores = answered.flatMap(({ answer }) => answer?.score ?? []);
  const closings = answered.filter((visit) => asksForClosing(visit) && visit.answer?.solved != null);
  const firstFixed = closings.filter(({ firstRound, answer }) => firstRound && answer !== null && !isBad(answer));
  return {
    due: due.length,
    outcomes,
    asked: due.filter(({ sentAt, attempts }) => sentAt !== null || attempts.length > 0).length,
    answered: answered.length,
    visited: { count: reached.length, of: due.length },
    handled: { count: notices.filter(({ state }) => state === 'verified').length, of: countable(notices) },
    satisfied: { count: scores.filter((score) => score >= 4).length, of: scores.length },
    average: scores.length === 0 ? null : scores.reduce<number>((sum, score) => sum + score, 0) / scores.length,
    firstFix: { count: firstFixed.length, of: closings.filter(({ firstRound }) => firstRound).length },
  };
}

/** An answer, or a recorded attempt by telephone; an expired one without either counts against (R23). */
function isReached({ outcome, attempts }: Visit): boolean {
  return outcome === 'answered' || outcome === 'by-phone' || outcome === 'refused' || attempts.length > 0;
}

/** What was called off by itself (the ticket was cancelled) is no problem any more. */
function countable(notices: readonly CorrectionNotice[]): number {
  return notices.filter(({ state }) => state !== 'void').length;
}

/** Closing visits, and dated ones that asked for one. */
function asksForClosing({ type, takesOver }: Visit): boolean {
  return type === 'closing' || takesOver !== null;
}
