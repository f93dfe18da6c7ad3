import { departmentName, memberName } from '../../community/index.ts';
import { describeTime } from '../../language/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import { STATE_NAMES, view } from '../../tickets/index.ts';
import type { TicketCommand } from '../commands/command.ts';
import { type Tell, tellIn } from '../tell.ts';
import { promisedUntil } from './deadlines.ts';
import { dueText, type Reader } from './ticket-line.ts';

/** `007`, as a member types it next. */
const short = (ticket: Ticket) => ticket.number.slice(ticket.number.lastIndexOf('-') + 1);

/** The sentences, with the values that every one of them may use. */
function tellOf(ticket: Ticket, { community }: Reader): Tell {
  return tellIn(community, {
    number: ticket.number,
    short: short(ticket),
    state: STATE_NAMES[ticket.state],
    department: departmentName(community, ticket.department),
  });
}

/** True for an owner who does not use WeChat and must be called. */
const isByPhone = ({ reporter }: Ticket) => reporter.conversationId === null;

/** The sentences about an action that was performed. */
type Report = (ticket: Ticket, reader: Reader, tell: Tell) => readonly string[];

const afterAccept: Report = (ticket, reader, tell) => {
  const shown = view(ticket, reader.viewer, reader.community);
  const reporter =
    shown?.reporter == null ? null : [shown.reporter.name, shown.reporter.phone].filter(Boolean).join(' ');
  return [
    tell('accepted'),
    [shown?.place, shown?.matter].filter(Boolean).join(' '),
    ...(ticket.appointment === null ? [] : [tell('accepted.appointment', { text: ticket.appointment.text })]),
    ...(reporter === null ? [] : [tell('accepted.reporter', { reporter })]),
    dueText(ticket, reader),
    tell('accepted.next'),
  ];
};

const afterSuspend: Report = (ticket, { community, now }, tell) => {
  const next = ticket.deadlines.next?.dueAt ?? null;
  const reason = ticket.pauses.at(-1)?.text ?? '';
  if (next === null) return [tell('suspended', { reason })];
  return [tell('suspended.until', { reason, time: describeTime(next, now, community.timezone) })];
};

const afterComplete: Report = (ticket, _, tell) => [
  tell('completed', { text: ticket.result?.text ?? '' }),
  tell(isByPhone(ticket) ? 'completed.by-phone' : 'completed.told'),
  ...(ticket.charge === null ? [] : [tell('completed.charge', { amount: ticket.charge.amount })]),
];

const afterQuote: Report = (ticket, _, tell) => {
  const quote = ticket.quotes.at(-1);
  return [
    tell('quoted', { amount: quote?.amount ?? '', item: quote?.item ?? '' }),
    tell(isByPhone(ticket) ? 'quoted.by-phone' : 'quoted.told'),
  ];
};

const afterPromise: Report = (ticket, { community, now }, tell) => {
  const until = promisedUntil(ticket);
  const time = until === null ? '' : describeTime(until, now, community.timezone);
  return [tell(isByPhone(ticket) ? 'promised.by-phone' : 'promised', { time })];
};

const REPORTS: Readonly<Partial<Record<TicketCommand['kind'], Report>>> = {
  accept: afterAccept,
  acknowledge: (ticket, reader, tell) => [tell('acknowledged'), dueText(ticket, reader)],
  arrive: (_ticket, _, tell) => [tell('arrived')],
  start: (_ticket, _, tell) => [tell('started')],
  complete: afterComplete,
  transfer: (_ticket, _, tell) => [tell('transferred')],
  return: (_ticket, _, tell) => [tell('returned')],
  suspend: afterSuspend,
  resume: (ticket, reader, tell) => [tell('resumed'), dueText(ticket, reader)],
  quote: afterQuote,
  consent: (_ticket, _, tell) => [tell('consented')],
  note: (_ticket, _, tell) => [tell('noted')],
  reply: (ticket, _, tell) => [tell(isByPhone(ticket) ? 'replied.by-phone' : 'replied')],
  answer: (ticket, _, tell) => [tell(isByPhone(ticket) ? 'answered.by-phone' : 'answered')],
  promise: afterPromise,
  // Name and phone are sent by the ticket itself to the member's own chat; this answer holds nothing personal (design rule 11).
  reveal: (_ticket, _, tell) => [tell('revealed'), tell('revealed.care')],
  assign: ({ assignee }, { community }, tell) => [
    tell('assigned', { name: assignee === null ? '' : memberName(community, assignee) }),
  ],
  close: (_ticket, _, tell) => [tell('closed')],
  reopen: (_ticket, _, tell) => [tell('reopened')],
  cancel: (_ticket, _, tell) => [tell('cancelled-ticket')],
  invalidate: (_ticket, _, tell) => [tell('invalidated')],
};

/** What a member reads after a command was performed. Empty lines are left out. */
export function afterAction(kind: TicketCommand['kind'], ticket: Ticket, reader: Reader): string[] {
  const tell = tellOf(ticket, reader);
  const lines = REPORTS[kind]?.(ticket, reader, tell) ?? [tell('recorded')];
  return lines.filter((line) => line.trim() !== '');
}
