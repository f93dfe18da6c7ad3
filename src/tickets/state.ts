/** Where a ticket stands. The names people read are in `STATE_NAMES`; moves between them only in `transitions.ts`. */
export const TICKET_STATES = [
  'waiting',
  'assigned',
  'accepted',
  'quoted',
  'agreed',
  'working',
  'suspended',
  'done',
  'visiting',
  'closed',
  'cancelled',
  'invalid',
  'merged',
] as const;

/** One of `TICKET_STATES`. */
export type TicketState = (typeof TICKET_STATES)[number];

/** What people call a state. */
export const STATE_NAMES: Readonly<Record<TicketState, string>> = {
  waiting: '待派',
  assigned: '已派',
  accepted: '已接',
  quoted: '已报价',
  agreed: '业主同意',
  working: '处理中',
  suspended: '挂起',
  done: '已完成',
  visiting: '回访中',
  closed: '已关闭',
  cancelled: '已撤销',
  invalid: '无效',
  merged: '已合并',
};

/** States in which work is still owed. */
export const OPEN_STATES = ['waiting', 'assigned', 'accepted', 'quoted', 'agreed', 'working', 'suspended'] as const;

/** States in which a line of the ledger is struck off (注销, 篇1 4.11). */
const ENDED_STATES = ['closed', 'cancelled', 'invalid', 'merged'] as const;

/** True while work is still owed. */
export function isOpen(state: TicketState): boolean {
  return (OPEN_STATES as readonly TicketState[]).includes(state);
}

/** True when the ledger line is struck off. */
export function isEnded(state: TicketState): boolean {
  return (ENDED_STATES as readonly TicketState[]).includes(state);
}
