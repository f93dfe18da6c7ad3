import { departmentName, memberName } from '../community/people.ts';
import { describeDuration, describeTime } from '../language/time-words.ts';
import { type Viewer, view } from '../tickets/confidentiality.ts';
import { isOpen, STATE_NAMES } from '../tickets/state.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { topicName } from '../understanding/index.ts';
import type { Community } from './community.ts';
import { nextDeadline, overdueOf, promisedUntil } from './overdue.ts';
import { tellIn } from './tell.ts';

/** Who reads a line, where, and when. */
export interface Reading {
  readonly viewer: Viewer;
  readonly community: Community;
  /** Epoch ms. */
  readonly now: number;
}

const MATTER_LENGTH = 20;

function shorten(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`;
}

/** Who has it now: the worker, else the department. */
function holderOf(ticket: Ticket, community: Community): string {
  return ticket.assignee === null
    ? departmentName(community, ticket.department)
    : memberName(community, ticket.assignee);
}

/** How late it is, or by when it is due; empty when nothing runs. */
export function dueText(ticket: Ticket, { community, now }: Pick<Reading, 'community' | 'now'>): string {
  const tell = tellIn(community);
  const timeOf = (at: number) => describeTime(at, now, community.timezone);
  const overdue = overdueOf(ticket, now)[0];
  if (overdue !== undefined) {
    return tell('list.late', { limit: tell(`limit.${overdue.kind}`), span: describeDuration(overdue.by) });
  }
  const due = nextDeadline(ticket, now);
  if (due !== null) return tell('list.due', { limit: tell(`limit.${due.kind}`), time: timeOf(due.dueAt) });
  const promise = promisedUntil(ticket);
  return promise === null ? '' : tell('list.promised', { time: timeOf(promise) });
}

/** One ticket in one line of a list, masked for whoever reads it; null when he may not know of it (R1). */
export function ticketLine(ticket: Ticket, reading: Reading): string | null {
  const shown = view(ticket, reading.viewer, reading.community);
  if (shown === null) return null;
  const what = shown.matter ?? topicName(ticket.topic) ?? ticket.category;
  const parts = [
    `${ticket.number}${ticket.urgent ? tellIn(reading.community)('urgent-mark') : ''}`,
    shorten(
      [shown.place, withoutPlace(what || ticket.category, shown.place)].filter(Boolean).join(' '),
      MATTER_LENGTH + 10,
    ),
    `${STATE_NAMES[ticket.state]}·${holderOf(ticket, reading.community)}`,
    isOpen(ticket.state) ? dueText(ticket, reading) : '',
  ];
  return parts.filter((part) => part !== '').join('｜');
}

function withoutPlace(matter: string, place: string | null): string {
  return place === null ? matter : matter.replace(place, '').trim();
}
