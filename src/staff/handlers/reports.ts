import { departmentName } from '../../community/people.ts';
import { isoDate, zonedTime } from '../../shared/time.ts';
import { isEnded, OPEN_STATES } from '../../tickets/state.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { topicOf } from '../../tickets/wording.ts';
import type { Membership } from '../member.ts';
import {
  answeredInTime,
  countBy,
  countByCategory,
  finishedIn,
  finishedOnTime,
  firstTimeFix,
  openedIn,
  overdueIn,
  type Satisfaction,
  type Share,
  type Span,
  satisfactionIn,
} from '../queries/figures.ts';
import { dayOf, monthOf } from '../queries/spans.ts';
import { type Tell, tellIn } from '../tell.ts';
import type { Context } from './context.ts';
import { ticketsInScope } from './in-scope.ts';
import { byNeed, listLines } from './lists.ts';

/** Visits answered in a period belong to tickets finished up to this long before it, ms. */
const VISIT_REACH = 40 * 86_400_000;

const categoriesText = (tickets: readonly Ticket[]) =>
  countByCategory(tickets)
    .filter(([, count]) => count > 0)
    .map(([category, count]) => `${category}${count}`)
    .join(' ');

/** The sentences of a report, with the community's name, and shares as people read them. */
function sayIn({ community }: Membership): { tell: Tell; share(of: Share): string } {
  const say = tellIn(community);
  return {
    tell: (name, values) => say(name, { community: community.name, ...values }),
    share: ({ count, of }) =>
      of === 0 ? say('report.nothing') : say('report.share', { count, of, percent: Math.round((count / of) * 100) }),
  };
}

function satisfactionText(membership: Membership, { average, scored, satisfied }: Satisfaction): string {
  const { tell, share } = sayIn(membership);
  if (average === null) return tell('report.no-scores');
  return tell('report.scores', { average: average.toFixed(1), share: share(satisfied), count: scored });
}

/** A month of the community, and its name. */
function monthIn({ community }: Membership, wanted: string | null, now: number): Span & { name: string } {
  const { year, number, ...span } = monthOf(wanted, { now, timezone: community.timezone });
  return { ...span, name: tellIn(community)('report.month', { year, month: number }) };
}

/** What happened in a span, in what he may read: opened, finished, open now, and everything with a visit in it. */
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
  const { tell, share } = sayIn(membership);
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
    tell('report.overdue', { count: overdueIn(open, context.now).length }),
    tell('report.first-fix', { share: share(firstTimeFix(finished)) }),
    tell('report.satisfaction', { text: satisfactionText(membership, visited) }),
  ];
}

/** 满意度 of this month. Unanswered is neither satisfied nor dissatisfied (domain 8, 6). */
export async function satisfactionReport(context: Context, membership: Membership): Promise<string[]> {
  const month = monthIn(membership, null, context.now);
  const { visited } = await gather(context, membership, month);
  const { tell, share } = sayIn(membership);
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

/** 投诉: this month's figures and the open ones that he may know of (R1). */
export async function complaintReport(context: Context, membership: Membership): Promise<string[]> {
  const month = monthIn(membership, null, context.now);
  const { tell, share } = sayIn(membership);
  const [opened, open] = await Promise.all([
    ticketsInScope(context, membership, { categories: ['投诉'], openedFrom: month.from, openedTo: month.to }),
    ticketsInScope(context, membership, { categories: ['投诉'], states: [...OPEN_STATES, 'done', 'visiting'] }),
  ]);
  const judged = (value: boolean | null) =>
    opened.filter(({ complaint }) => (complaint?.valid ?? null) === value).length;
  const list = listLines(context, membership, {
    title: tell('list.complaints'),
    tickets: open.sort(byNeed(context.now)),
    how: tell('list.how-complaints'),
  });
  return [
    tell('report.complaints-title', { month: month.name }),
    tell('report.complaints', {
      count: opened.length,
      valid: judged(true),
      invalid: judged(false),
      open: judged(null),
    }),
    tell('report.complaints-answered', {
      share: share(answeredInTime(opened, context.now)),
      ended: opened.filter(({ state }) => isEnded(state)).length,
    }),
    ...list,
  ];
}

const MOST_NAMES = 5;

/** 月报 as text: a calendar month (R38: the monthly complaint table is another thing). */
export async function monthlyReport(
  context: Context,
  membership: Membership,
  wanted: string | null,
): Promise<string[]> {
  const { community } = membership;
  const { now } = context;
  const { tell, share } = sayIn(membership);
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
    tell('report.still-open', { count: open.length, overdue: overdueIn(open, now).length }),
    tell('report.complaints-share', { share: share(answeredInTime(complaints, now)) }),
    tell('report.satisfaction', { text: satisfactionText(membership, visited) }),
    tell('report.departments', { names: top(({ department }) => departmentName(community, department)) }),
    tell('report.topics', { names: top((ticket) => topicOf(ticket, community)) }),
    tell('report.text-only'),
  ];
}
