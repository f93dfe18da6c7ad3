import { departmentName, memberName } from '../../community/people.ts';
import { describeDuration, describeTime } from '../../language/time-words.ts';
import { type Viewer, view } from '../../tickets/confidentiality.ts';
import { isOpen, STATE_NAMES } from '../../tickets/state.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { topicName } from '../../understanding/index.ts';
import type { Community } from '../community.ts';
import { tellIn } from '../tell.ts';
import { nextDeadline, overdueOf, promisedUntil } from './deadlines.ts';

/** Who reads about a ticket, in which community, and when. `now` in epoch ms. */
export interface Reader {
  readonly viewer: Viewer;
  readonly community: Community;
  readonly now: number;
}

const SUBJECT_LENGTH = 30;

function shorten(text: string, length: number): string {
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join('')}…`;
}

/** The member who works on it, otherwise the department. */
function holderOf({ assignee, department }: Ticket, community: Community): string {
  return assignee === null ? departmentName(community, department) : memberName(community, assignee);
}

/** How late it is, or when it is due; empty when no limit runs. */
export function dueText(ticket: Ticket, { community, now }: Pick<Reader, 'community' | 'now'>): string {
  const tell = tellIn(community);
  const timeOf = (at: number) => describeTime(at, now, community.timezone);
  const [overdue] = overdueOf(ticket, now);
  if (overdue !== undefined) {
    return tell('list.late', { limit: tell(`limit.${overdue.kind}`), span: describeDuration(overdue.lateMs) });
  }
  const due = nextDeadline(ticket, now);
  if (due !== null) return tell('list.due', { limit: tell(`limit.${due.kind}`), time: timeOf(due.dueAt) });
  const promise = promisedUntil(ticket);
  return promise === null ? '' : tell('list.promised', { time: timeOf(promise) });
}

/** One ticket in one line of a list, masked for the reader; null when they may not know of it (R1). */
export function ticketLine(ticket: Ticket, reader: Reader): string | null {
  const { viewer, community } = reader;
  const shown = view(ticket, viewer, community);
  if (shown === null) return null;
  const subject = (shown.matter ?? topicName(ticket.topic)) || ticket.category;
  const parts = [
    `${ticket.number}${ticket.urgent ? tellIn(community)('urgent-mark') : ''}`,
    shorten([shown.place, withoutPlace(subject, shown.place)].filter(Boolean).join(' '), SUBJECT_LENGTH),
    `${STATE_NAMES[ticket.state]}·${holderOf(ticket, community)}`,
    isOpen(ticket.state) ? dueText(ticket, reader) : '',
  ];
  return parts.filter((part) => part !== '').join('｜');
}

function withoutPlace(subject: string, place: string | null): string {
  return place === null ? subject : subject.replace(place, '').trim();
}
