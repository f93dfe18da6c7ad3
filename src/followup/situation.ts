import type { FailReason } from '../delivery/index.ts';
import { format, type Values, wordsFor } from '../messages/index.ts';
import type { Community } from './community.ts';
import type { RouteEntry, Visit } from './visit.ts';

/** What delivery says of an owner: whether he can be written to now and how many messages are left (wecom-api.md 3.4). */
export interface OwnerWindow {
  readonly open: boolean;
  readonly left: number;
  /** Epoch ms; null when he has never written. */
  readonly closesAt: number | null;
}

/** What a survey page's address is made of. `userid`: the form for whoever calls, in his name; null: the owner's page. */
export interface PageOf {
  readonly community: string;
  readonly visitId: string;
  readonly userid: string | null;
}

/** Everything a decision about a visit depends on. */
export interface Situation {
  /** Epoch ms. */
  readonly now: number;
  readonly community: Community;
  readonly window: OwnerWindow;
  /** Other visits of the same ticket, and the owner's other unfinished ones. */
  readonly others: readonly Visit[];
  /** The owner has a matter with us, open or lately closed; only known for a periodic survey. */
  readonly served: boolean;
  /** The signed address of a page. */
  readonly page: (of: PageOf) => string;
}

/** Ways that go through the chat. */
const CHAT_WAYS: readonly RouteEntry['way'][] = ['chat', 'early', 'with-reply', 'session-end'];

/** True for a way that goes through the chat. */
export function isChat({ way }: Pick<RouteEntry, 'way'>): boolean {
  return CHAT_WAYS.includes(way);
}

/** Other visits about the same 完成. */
export function siblingsOf(visit: Visit, others: readonly Visit[]): Visit[] {
  if (visit.ticketId === null) return [];
  return others.filter(
    ({ _id, ticketId, round }) => _id !== visit._id && ticketId === visit.ticketId && round === visit.round,
  );
}

/** Why an owner cannot be asked in chat; also keys of the `why` texts. */
export type Obstacle = 'no-wechat' | 'shut' | 'spent' | 'person' | 'not-asked' | FailReason;

/** Why the owner cannot be asked in chat at this moment; null when he can. A way that failed is not tried again before he writes. */
export function chatObstacle(visit: Visit, { now, community, window, others }: Situation): Obstacle | null {
  if (visit.conversationId === null) return 'no-wechat';
  if (!window.open || window.closesAt === null || now >= window.closesAt) return 'shut';
  const { owner } = community.delivery;
  const openedAt = window.closesAt - owner.window;
  const failed = visit.route.findLast(
    (entry) => isChat(entry) && entry.result === 'failed' && (entry.endedAt ?? entry.at) >= openedAt,
  );
  if (failed !== undefined && failed.reason !== 'code-expired') return obstacleOf(failed.reason);
  // The question at 完成 comes last of all that the work brings: the reserve is for it (R21), not for its reminder.
  const reserve = visit.type === 'closing' && visit.sentAt === null ? 0 : owner.reserve;
  return window.left - reserve - underWay(visit, others) >= 1 ? null : 'spent';
}

function obstacleOf(reason: RouteEntry['reason']): Obstacle {
  switch (reason) {
    case 'budget-used':
      return 'spent';
    case 'window-closed':
      return 'shut';
    case 'session-with-person':
      return 'person';
    case null:
    case 'no-answer':
    case 'not-reached':
    case 'not-called':
      return 'not-asked';
    default:
      return reason;
  }
}

/** Questions to the same owner that are decided but not out yet: each will take a message (the budget is reserved). */
function underWay(visit: Visit, others: readonly Visit[]): number {
  const isUnderWay = (entry: RouteEntry) => isChat(entry) && entry.result === 'pending' && entry.effectId !== null;
  return others.filter(
    ({ _id, conversationId, route }) =>
      _id !== visit._id && conversationId === visit.conversationId && route.some(isUnderWay),
  ).length;
}

/** A reason in words; one that delivery names and the catalogue does not have is shown as it is. */
export function whyText({ messages }: Pick<Community, 'messages'>, key: string, values: Values<'count'> = {}): string {
  return format<string>(wordsFor(messages.visit.why, key), values);
}
