import { isoDate, zonedTime } from '../../shared/time.ts';
import { departmentName } from '../../tickets/people.ts';
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
  type Span,
  satisfactionIn,
  shareText,
} from '../queries/figures.ts';
import { dayOf, monthOf } from '../queries/spans.ts';
import type { Context } from './context.ts';
import { ticketsInScope } from './in-scope.ts';
import { byNeed, listLines } from './lists.ts';

/** Visits answered in a period belong to tickets finished up to this long before it, ms. */
const VISIT_REACH = 40 * 86_400_000;

const heading = ({ community }: Membership, text: string) => `${community.name} ${text}`;
const categoriesText = (tickets: readonly Ticket[]) =>
  countByCategory(tickets)
    .filter(([, count]) => count > 0)
    .map(([category, count]) => `${category}${count}`)
    .join(' ');

function satisfactionText({ average, scored, satisfied }: Satisfaction): string {
  return average === null ? '暂无评分' : `${average.toFixed(1)}分，满意率${shareText(satisfied)}，${scored}人评分`;
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
  const span = dayOf(context.now, timezone);
  const { opened, finished, open, visited } = await gather(context, membership, span);
  const { month, day } = zonedTime(context.now, timezone);
  const urgent = open.filter((ticket) => ticket.urgent).length;
  return [
    heading(membership, `今日（${month}月${day}日）`),
    `新增 ${opened.length}${opened.length === 0 ? '' : `：${categoriesText(opened)}`}`,
    `完成 ${finished.length}`,
    `未完成 ${open.length}${urgent === 0 ? '' : `，其中急修${urgent}`}`,
    `超时 ${overdueIn(open, context.now).length}`,
    `一次修好 ${shareText(firstTimeFix(finished))}`,
    `满意度 ${satisfactionText(visited)}`,
  ];
}

/** 满意度 of this month. Unanswered is neither satisfied nor dissatisfied (domain 8, 6). */
export async function satisfactionReport(context: Context, membership: Membership): Promise<string[]> {
  const month = monthOf(null, { now: context.now, timezone: membership.community.timezone });
  const { visited } = await gather(context, membership, month);
  const { byScore, unsolved, unanswered } = visited;
  const answered = visited.scored + unsolved;
  return [
    heading(membership, `满意度（${month.name}）`),
    `平均 ${satisfactionText(visited)}`,
    `5分${byScore[4]} 4分${byScore[3]} 3分${byScore[2]} 2分${byScore[1]} 1分${byScore[0]}`,
    `说没解决 ${unsolved}，没有答复 ${unanswered}（不算满意）`,
    `回访答复 ${shareText({ count: answered, of: answered + unanswered })}`,
  ];
}

/** 投诉: this month's figures and the open ones that he may know of (R1). */
export async function complaintReport(context: Context, membership: Membership): Promise<string[]> {
  const month = monthOf(null, { now: context.now, timezone: membership.community.timezone });
  const [opened, open] = await Promise.all([
    ticketsInScope(context, membership, { categories: ['投诉'], openedFrom: month.from, openedTo: month.to }),
    ticketsInScope(context, membership, { categories: ['投诉'], states: [...OPEN_STATES, 'done', 'visiting'] }),
  ]);
  const valid = (value: boolean | null) =>
    opened.filter(({ complaint }) => (complaint?.valid ?? null) === value).length;
  const list = listLines(context, membership, {
    title: '在办投诉',
    tickets: open.sort(byNeed(context.now)),
    how: '发“未完成 投诉 部门”缩小范围',
  });
  return [
    heading(membership, `投诉（${month.name}）`),
    `共 ${opened.length}：有效${valid(true)} 无效${valid(false)} 待判定${valid(null)}`,
    `24小时答复 ${shareText(answeredInTime(opened, context.now))}，已注销 ${opened.filter(({ state }) => isEnded(state)).length}`,
    ...list,
  ];
}

/** 月报 as text: a calendar month (R38: the monthly complaint table is another thing). */
export async function monthlyReport(
  context: Context,
  membership: Membership,
  wanted: string | null,
): Promise<string[]> {
  const { community } = membership;
  const { timezone } = community;
  const month = monthOf(wanted, { now: context.now, timezone });
  if (month.from > context.now) return [heading(membership, `${month.name}还没有到，没有数据。`)];
  const { opened, finished, open, visited } = await gather(context, membership, month);
  const complaints = opened.filter(({ category }) => category === '投诉');
  const top = (entries: readonly (readonly [string, number])[]) =>
    entries
      .slice(0, 5)
      .map(([name, count]) => `${name}${count}`)
      .join(' ') || '无';
  const upTo = month.to > context.now ? `，截至${isoDate(context.now, timezone)}` : '';
  return [
    heading(membership, `月报（${month.name}${upTo}）`),
    `受理 ${opened.length}${opened.length === 0 ? '' : `：${categoriesText(opened)}`}`,
    `完成 ${finished.length}，按时 ${shareText(finishedOnTime(finished))}`,
    `一次修好 ${shareText(firstTimeFix(finished))}`,
    `现在未完成 ${open.length}，超时 ${overdueIn(open, context.now).length}`,
    `投诉24小时答复 ${shareText(answeredInTime(complaints, context.now))}`,
    `满意度 ${satisfactionText(visited)}`,
    `部门：${top(countBy(opened, ({ department }) => departmentName(community, department)))}`,
    `事项：${top(countBy(opened, (ticket) => topicOf(ticket, community)))}`,
    '工作簿版月报本版本还没有提供，这里是文字统计。',
  ];
}
