import { format } from '../../messages/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import { isEnded } from '../../tickets/index.ts';
import type { Community } from '../community.ts';
import { complaintRow, type Judgement, judgement } from './complaint-row.ts';
import { complaintShare, shareText } from './share.ts';

/** What one reader may know of (R1), and the span that is summed up: from ≤ openedAt < to. */
interface TableRequest {
  readonly community: Community;
  /** Complaints of the span, of the year so far, and older ones that are not struck off yet; in any order. */
  readonly complaints: readonly Ticket[];
  readonly from: number;
  readonly to: number;
  /** Start of the year whose ‰ is shown (R39). */
  readonly yearFrom: number;
}

/** Counts, the ‰ of the year and a line for each complaint of the span, oldest first (R38, R39, R40). */
export function complaintTable({ community, complaints, from, to, yearFrom }: TableRequest): string[] {
  const texts = community.messages.report;
  const counted = complaints.filter(({ state }) => state !== 'merged');
  const rows = counted
    .filter(({ openedAt }) => openedAt >= from && openedAt < to)
    .sort((a, b) => a.openedAt - b.openedAt);
  const judged = (value: Judgement) => rows.filter((ticket) => judgement(ticket) === value).length;
  const ended = rows.filter(({ state }) => isEnded(state)).length;
  const carried = counted.filter(({ openedAt, state }) => openedAt < from && !isEnded(state)).length;
  const year = counted.filter(({ openedAt }) => openedAt >= yearFrom);
  return [
    format(texts.counts, {
      received: rows.length,
      valid: judged('valid'),
      invalid: judged('invalid'),
      undecided: judged('undecided'),
      ended,
      unended: rows.length - ended,
    }),
    ...(carried === 0 ? [] : [format(texts.carried, { count: carried })]),
    shareText(complaintShare(year, community), community),
    ...(rows.length === 0 ? [texts.none] : [texts.columns]),
    ...rows.map((ticket) => rowText(ticket, community)),
  ];
}

function rowText(ticket: Ticket, community: Community): string {
  const { date, house, matter, cause, department, handled, result, visit, valid } = complaintRow(ticket, community);
  return [date, house, matter, cause, department, handled, result, visit, valid].join('｜');
}
