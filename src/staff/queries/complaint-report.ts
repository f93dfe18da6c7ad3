import { isEnded } from '../../tickets/state.ts';
import type { Context } from '../context.ts';
import { ticketsInScope } from '../lists/in-scope.ts';
import { listLines, UNENDED_STATES } from '../lists/lists.ts';
import type { Membership } from '../member.ts';
import { byNeed } from '../tickets/deadlines.ts';
import { answeredInTime } from './figures.ts';
import { monthIn, wordingIn } from './report-wording.ts';

/** 投诉: this month's figures and the open ones that the member may know of (R1). */
export async function complaintReport(context: Context, membership: Membership): Promise<string[]> {
  const month = monthIn(membership, null, context.now);
  const { tell, share } = wordingIn(membership);
  const [opened, open] = await Promise.all([
    ticketsInScope(context, membership, { categories: ['投诉'], openedFrom: month.from, openedTo: month.to }),
    ticketsInScope(context, membership, { categories: ['投诉'], states: UNENDED_STATES }),
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
