import { departmentName } from '../../community/people.ts';
import { isoDate, zonedTime } from '../../shared/time.ts';
import { OPEN_STATES } from '../../tickets/state.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { topicOf } from '../../tickets/wording.ts';
import type { Context } from '../context.ts';
import { ticketsInScope } from '../lists/in-scope.ts';
import type { Membership } from '../member.ts';
import type { WantedMonth } from '../reading/month.ts';
import { isOverdue } from '../tickets/deadlines.ts';
import {
  answeredInTime,
  countBy,
  countByCategory,
  finishedIn,
  finishedOnTime,
  firstTimeFix,
  openedIn,
  satisfactionIn,
} from './figures.ts';
import { dayOf, type Span } from './periods.ts';
import { monthIn, satisfactionText, wordingIn } from './report-wording.ts';

/** Visits answered in a period belong to tickets finished up to this long before it, ms. */
const VISIT_REACH = 40 * 86_400_000;

const categoriesText = (tickets: readonly Ticket[]) =>
  countByCategory(tickets)
    .filter(([, count]) => count > 0)
    .map(([category, count]) => `${category}${count}`)
    .join(' ');

const overdueCount = (tickets: readonly Ticket[], now: number) => tickets.filter((one) => isOverdue(one, now)).length;

/** What happened in a span, of what the member may read: opened, finished, open now, and what the visits in it found. */
async function gather(context: Context, membership: Membership, span: Span) {
  const [opened, finished, open] = await Promise.all([
    ticketsInScope(context, membership, { openedFrom: span.from, openedTo: span.to }),
    ticketsInScope(context, membership, { finishedFrom: span.from - VISIT_REACH, finishedTo: span.to }),
    ticketsInScope(context, membership, { states: OPEN_STATES }),
  ]);
  const known = new Map([...finished, ...opened, ...open].map((ticket) => [ticket._id, ticket]));
  const all = [...known.values()];
  return { opened: openedIn(all, span), finished: finishedIn(all, span), open, visited: satisfactionIn(all, span) };
}

/** 今日: counts by category, open, overdue, first-time fix, satisfaction so far. */
export async function todayReport(context: Context, membership: Membership): Promise<string[]> {
  const { timezone } = membership.community;
  const { opened, finished, open, visited } = await gather(context, membership, dayOf(context.now, timezone));
  const { tell, share } = wordingIn(membership);
  const { month, day } = zonedTime(context.now, timezone);
  const urgent = open.filter((ticket) => ticket.urgent).length;
  return [
    tell('report.today', { month, day }),
    tell(opened.length === 0 ? 'report.opened-none' : 'report.opened', {
      count: opened.length,
      categories: categoriesText(opened),
    }),
    tell('report.finished', { count: finished.length }),
    tell(urgent === 0 ? 'report.open' : 'report.open-urgent', { count: open.length, urgent }),
    tell('report.overdue', { count: overdueCount(open, context.now) }),
    tell('report.first-fix', { share: share(firstTimeFix(finished)) }),
    tell('report.satisfaction', { text: satisfactionText(membership, visited) }),
  ];
}

/** 满意度 of this month. Unanswered is neither satisfied nor dissatisfied (domain 8, 6). */
export async function satisfactionReport(context: Context, membership: Membership): Promise<string[]> {
  const month = monthIn(membership, null, context.now);
  const { visited } = await gather(context, membership, month);
  const { tell, share } = wordingIn(membership);
  const { byScore, scored, unsolved, unanswered } = visited;
  const [one, two, three, four, five] = byScore;
  const answered = scored + unsolved;
  return [
    tell('report.satisfaction-title', { month: month.name }),
    tell('report.average', { text: satisfactionText(membership, visited) }),
    tell('report.by-score', { one, two, three, four, five }),
    tell('report.answers', { unsolved, unanswered }),
    tell('report.answered', { share: share({ count: answered, of: answered + unanswered }) }),
  ];
}

const MOST_NAMES = 5;

/** 月报 as text: a calendar month (R38: the monthly complaint table is another thing). */
export async function monthlyReport(context: Context, membership: Membership, wanted: WantedMonth): Promise<string[]> {
  const { community } = membership;
  const { now } = context;
  const { tell, share } = wordingIn(membership);
  const month = monthIn(membership, wanted, now);
  if (month.from > now) return [tell('report.monthly-future', { month: month.name })];
  const { opened, finished, open, visited } = await gather(context, membership, month);
  const complaints = opened.filter(({ category }) => category === '投诉');
  const top = (key: (ticket: Ticket) => string) =>
    countBy(opened, key)
      .slice(0, MOST_NAMES)
      .map(([name, count]) => `${name}${count}`)
      .join(' ') || tell('report.none');
  return [
    tell(month.to > now ? 'report.monthly-running' : 'report.monthly-title', {
      month: month.name,
      date: isoDate(now, community.timezone),
    }),
    tell(opened.length === 0 ? 'report.received-none' : 'report.received', {
      count: opened.length,
      categories: categoriesText(opened),
    }),
    tell('report.finished-on-time', { count: finished.length, share: share(finishedOnTime(finished)) }),
    tell('report.first-fix', { share: share(firstTimeFix(finished)) }),
    tell('report.still-open', { count: open.length, overdue: overdueCount(open, now) }),
    tell('report.complaints-share', { share: share(answeredInTime(complaints, now)) }),
    tell('report.satisfaction', { text: satisfactionText(membership, visited) }),
    tell('report.departments', { names: top(({ department }) => departmentName(community, department)) }),
    tell('report.topics', { names: top((ticket) => topicOf(ticket, community)) }),
    tell('report.text-only'),
  ];
}
