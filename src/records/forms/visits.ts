import type { VisitOutcome } from '../../followup/index.ts';
import { defineForm, type Papers } from '../form.ts';
import { join, score } from '../phrases.ts';
import type { Reading } from '../reading.ts';

/** How a visit ended, where it was one: merged and cancelled ones were none of their own (R21, R22). */
const WAYS = ['answered', 'by-phone', 'unreachable', 'refused', 'expired'] as const satisfies readonly VisitOutcome[];

/** 《回访记录》 (篇1 4.9, 篇5 五.3): one row a return visit that has ended, whatever came of it (R23). */
export const visits = defineForm('visits', {
  items: visited,
  columns: {
    date: ({ visit, reading }) => reading.date(visit.endedAt),
    number: ({ visit }) => visit.number || null,
    house: ({ line }) => line?.house ?? null,
    visited: ({ line }) => line?.name ?? null,
    way: ({ how }) => how,
    content: ({ visit, reading }) => join([visit.about.matter, solved(visit.answer?.solved, reading)], '：'),
    score: ({ visit, reading }) => score(visit.answer?.score, reading),
    opinion: ({ said, visit }) => join([said(visit.answer?.words), visit.answer?.reasons.join('、')], '；'),
    finding: ({ notice, said, reading }) =>
      notice === undefined ? null : said(notice.words || reading.cells.visit.unsolved),
    noticeAt: ({ notice, reading }) => reading.time(notice?.issuedAt),
    visitor: ({ visit, reading }) => reading.member(visit.attempts.at(-1)?.by ?? visit.responsible),
    supervisor: null,
  },
});

function solved(value: boolean | null | undefined, { cells }: Reading): string | null {
  return value == null ? null : cells.visit[value ? 'solved' : 'unsolved'];
}

function visited({ visits, notices, tickets }: Papers, reading: Reading) {
  const known = new Map(tickets.map((ticket) => [ticket._id, ticket]));
  const found = new Map(notices.map((notice) => [notice.visitId, notice]));
  return visits.flatMap((visit) => {
    const way = WAYS.find((one) => one === visit.outcome);
    if (way === undefined) return [];
    const how = reading.cells.way[way];
    const ticket = known.get(visit.ticketId ?? '');
    const line = ticket === undefined ? null : reading.line(ticket);
    // A visit about a ticket says who complained of whom: without the ticket in sight there is no row (R1).
    if (visit.ticketId !== null && line === null) return [];
    const said = line?.plain ?? ((text: string | null | undefined) => reading.text(text));
    return [{ visit, how, line, said, reading, notice: found.get(visit._id) }];
  });
}
