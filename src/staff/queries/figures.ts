import { CATEGORIES, type Category } from '../../shared/category.ts';
import { isOpen } from '../../tickets/state.ts';
import type { Ticket, VisitSummary } from '../../tickets/ticket.ts';
import type { Span } from './periods.ts';

/** A count out of a total. `of` 0: nothing to measure yet. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** Scores that owners gave. `average` null: there are none. */
export interface Satisfaction {
  readonly scored: number;
  readonly average: number | null;
  /** 4 and 5 among the scored. */
  readonly satisfied: Share;
  /** How many gave 1, 2 … 5. */
  readonly byScore: readonly [number, number, number, number, number];
  readonly unsolved: number;
  /** Asked but never answered; counted neither as satisfied nor as dissatisfied (domain 8, 6). */
  readonly unanswered: number;
}

const within = ({ from, to }: Span, at: number | null) => at !== null && at >= from && at < to;

/** How many of each category, in the order of the ledger; the empty ones too. */
export function countByCategory(tickets: readonly Ticket[]): readonly (readonly [Category, number])[] {
  return CATEGORIES.map((category) => [category, tickets.filter((one) => one.category === category).length] as const);
}

/** The most frequent values first. */
export function countBy(tickets: readonly Ticket[], key: (ticket: Ticket) => string): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const ticket of tickets) counts.set(key(ticket), (counts.get(key(ticket)) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

/** Tickets opened in a span. */
export function openedIn(tickets: readonly Ticket[], span: Span): Ticket[] {
  return tickets.filter(({ openedAt }) => within(span, openedAt));
}

/** Tickets finished in a span and not reopened since. */
export function finishedIn(tickets: readonly Ticket[], span: Span): Ticket[] {
  return tickets.filter(({ finishedAt, state }) => within(span, finishedAt) && !isOpen(state));
}

/** Finished repairs that never had to be reopened, of all finished. */
export function firstTimeFix(finished: readonly Ticket[]): Share {
  const works = finished.filter(({ category }) => ['报修', '售后', '服务'].includes(category));
  return { count: works.filter(({ reopenings }) => reopenings === 0).length, of: works.length };
}

/** Finished tickets whose `finish` limit was kept, of those that had one. */
export function finishedOnTime(finished: readonly Ticket[]): Share {
  const limited = finished.filter(({ deadlines }) => deadlines.finish !== undefined);
  return { count: limited.filter(({ deadlines }) => deadlines.finish?.missedAt == null).length, of: limited.length };
}

/** Complaints with a person's answer inside the limit, of those whose limit is over or met (R6). */
export function answeredInTime(complaints: readonly Ticket[], now: number): Share {
  const judged = complaints.filter(({ deadlines: { answer } }) => {
    return answer !== undefined && (answer.metAt !== null || (answer.dueAt !== null && answer.dueAt <= now));
  });
  const kept = judged.filter(({ deadlines: { answer } }) => answer?.metAt != null && answer.missedAt === null);
  return { count: kept.length, of: judged.length };
}

/** What owners answered to visits in a span. The last word of a closing visit counts; a reopened one counts as it was said. */
export function satisfactionIn(tickets: readonly Ticket[], span: Span): Satisfaction {
  const visits = tickets.flatMap((ticket) => ticket.visits).filter(({ at }) => within(span, at));
  const scores = visits.flatMap(({ score }) => (score === null ? [] : [score]));
  const having = (value: number) => scores.filter((score) => score === value).length;
  const count = (outcome: VisitSummary['outcome']) => visits.filter((visit) => visit.outcome === outcome).length;
  return {
    scored: scores.length,
    average: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
    satisfied: { count: scores.filter((score) => score >= 4).length, of: scores.length },
    byScore: [having(1), having(2), having(3), having(4), having(5)],
    unsolved: count('unsolved'),
    unanswered: count('expired') + count('unreachable'),
  };
}
