import { describeTime } from '../../shared/time.ts';
import { view } from '../../tickets/confidentiality.ts';
import { departmentName, findMember, memberName } from '../../tickets/people.ts';
import { STATE_NAMES } from '../../tickets/state.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import type { TicketCommand } from '../command.ts';
import { dueText, type Reading } from '../lines.ts';
import { promisedUntil } from '../overdue.ts';

/** `007`, what a member types next. */
const short = (ticket: Ticket) => ticket.number.slice(ticket.number.lastIndexOf('-') + 1);

function afterAccept(ticket: Ticket, reading: Reading): string[] {
  const shown = view(ticket, reading.viewer, reading.community);
  const reporter =
    shown?.reporter == null ? null : [shown.reporter.name, shown.reporter.phone].filter(Boolean).join(' ');
  return [
    `已接单 ${ticket.number}`,
    [shown?.place, shown?.matter].filter(Boolean).join(' '),
    ...(ticket.appointment === null ? [] : [`预约：${ticket.appointment.text}`]),
    ...(reporter === null ? [] : [`业主：${reporter}（发“电话 ${short(ticket)}”查看号码）`]),
    dueText(ticket, reading),
    `到了发“到场 ${short(ticket)}”，做完发“完成 ${short(ticket)} 说明”。`,
  ];
}

function afterQuote(ticket: Ticket): string[] {
  const quote = ticket.quotes.at(-1);
  const where =
    ticket.reporter.conversationId === null ? '请打电话征得业主同意后发“业主同意”。' : '已发给业主，业主同意后再施工。';
  return [
    `${ticket.number} 已报价 ${quote?.amount ?? ''}元 ${quote?.item ?? ''}`,
    `${where}费用由客服部收取，请不要直接收业主的钱。`,
  ];
}

/** Name and phone are sent by the ticket itself to his own chat; here nothing personal is said (design rule 11). */
function afterReveal(ticket: Ticket): string[] {
  return [`${ticket.number} 的业主联系方式已单独发到您的应用。`, '本次查看已记录，请仅用于处理这张工单，不要转发。'];
}

function afterComplete(ticket: Ticket): string[] {
  const paid =
    ticket.charge === null
      ? []
      : [`费用 ${ticket.charge.amount}元，请把任务单交客服部（发“交单 ${short(ticket)}”），由客服部收费。`];
  const told = ticket.reporter.conversationId === null ? '业主不在微信上，已请跟进人打电话告知' : '已告知业主';
  return [
    `${ticket.number} 已完成：${ticket.result?.text ?? ''}`,
    `${told}，回访由系统安排，辛苦了。现场照片可以接着发来。`,
    ...paid,
  ];
}

const toldOwner = (ticket: Ticket) =>
  ticket.reporter.conversationId === null ? '业主不在微信上，请打电话告知。' : '已转给业主。';

type Said = (ticket: Ticket, reading: Reading) => readonly string[];

const SAID: Readonly<Partial<Record<TicketCommand['kind'], Said>>> = {
  accept: afterAccept,
  acknowledge: (ticket, reading) => [`${ticket.number} 已记录您收到。`, dueText(ticket, reading)],
  arrive: (ticket) => [
    `${ticket.number} 已到场，做完发“完成 ${short(ticket)} 说明”，收费的先发“报价 ${short(ticket)} 80元 项目”。`,
  ],
  start: (ticket) => [`${ticket.number} 已开工。`],
  complete: afterComplete,
  transfer: (ticket, { community }) => [
    `${ticket.number} 已转${departmentName(community, ticket.department)}，对方群里已收到。`,
  ],
  return: (ticket) => [`${ticket.number} 已退回，部门会另派人。`],
  suspend: (ticket, { community, now }) => {
    const next = ticket.deadlines.next?.dueAt ?? null;
    const when = next === null ? '' : `，${describeTime(next, now, community.timezone)}前再联系业主`;
    return [`${ticket.number} 已挂起：${ticket.pauses.at(-1)?.text ?? ''}${when}。恢复时发“恢复 ${short(ticket)}”。`];
  },
  resume: (ticket, reading) => [`${ticket.number} 已恢复（${STATE_NAMES[ticket.state]}）。`, dueText(ticket, reading)],
  quote: afterQuote,
  consent: (ticket) => [`${ticket.number} 已记录业主答复：${STATE_NAMES[ticket.state]}。`],
  note: (ticket) => [`${ticket.number} 备注已记录。`],
  reply: (ticket) => [`${ticket.number} ${toldOwner(ticket)}`],
  answer: (ticket) => [`${ticket.number} 答复已记录，${toldOwner(ticket)}`],
  promise: (ticket, { community, now }) => {
    const until = promisedUntil(ticket);
    return [
      `${ticket.number} 已改为承诺${until === null ? '' : describeTime(until, now, community.timezone)}前，${toldOwner(ticket)}`,
    ];
  },
  reveal: afterReveal,
  assign: (ticket, { community }) => [
    `${ticket.number} 已派给${ticket.assignee === null ? '' : (findMember(community, ticket.assignee)?.name ?? memberName(community, ticket.assignee))}。`,
  ],
  close: (ticket) => [`${ticket.number} 已关闭，台账已注销。`],
  reopen: (ticket, { community }) => [
    `${ticket.number} 已重开，${departmentName(community, ticket.department)}已收到。`,
  ],
  cancel: (ticket) => [`${ticket.number} 已撤销。`],
  invalidate: (ticket) => [`${ticket.number} 已判为无效，记录保留。`],
};

/** What a member reads when his command was carried out. Empty lines are left out. */
export function afterAction(kind: TicketCommand['kind'], ticket: Ticket, reading: Reading): string[] {
  const said = SAID[kind] ?? ((one: Ticket) => [`${one.number} 已记录。现在：${STATE_NAMES[one.state]}`]);
  return said(ticket, reading).filter((line) => line.trim() !== '');
}
