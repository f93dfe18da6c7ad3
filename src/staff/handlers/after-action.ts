import { departmentName, memberName } from '../../community/people.ts';
import { describeTime } from '../../language/time-words.ts';
import { view } from '../../tickets/confidentiality.ts';
import { STATE_NAMES } from '../../tickets/state.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import type { TicketCommand } from '../command.ts';
import { dueText, type Reading } from '../lines.ts';
import { promisedUntil } from '../overdue.ts';
import { type Tell, tellIn } from '../tell.ts';

/** `007`, what a member types next. */
const short = (ticket: Ticket) => ticket.number.slice(ticket.number.lastIndexOf('-') + 1);

/** The sentences, with what every one of them may name. */
function tellOf(ticket: Ticket, { community }: Reading): Tell {
  const tell = tellIn(community);
  const known = {
    number: ticket.number,
    short: short(ticket),
    state: STATE_NAMES[ticket.state],
    department: departmentName(community, ticket.department),
  };
  return (name, values) => tell(name, { ...known, ...values });
}

/** The sentence for an owner who reads it in WeChat himself, or the one for an owner somebody must call. */
function byChannel({ reporter }: Ticket, name: string, told = name): string {
  return reporter.conversationId === null ? `${name}.by-phone` : told;
}

type Said = (ticket: Ticket, reading: Reading, tell: Tell) => readonly string[];

const afterAccept: Said = (ticket, reading, tell) => {
  const shown = view(ticket, reading.viewer, reading.community);
  const reporter =
    shown?.reporter == null ? null : [shown.reporter.name, shown.reporter.phone].filter(Boolean).join(' ');
  return [
    tell('accepted'),
    [shown?.place, shown?.matter].filter(Boolean).join(' '),
    ...(ticket.appointment === null ? [] : [tell('accepted.appointment', { text: ticket.appointment.text })]),
    ...(reporter === null ? [] : [tell('accepted.reporter', { reporter })]),
    dueText(ticket, reading),
    tell('accepted.next'),
  ];
};

const afterSuspend: Said = (ticket, { community, now }, tell) => {
  const next = ticket.deadlines.next?.dueAt ?? null;
  const reason = ticket.pauses.at(-1)?.text ?? '';
  if (next === null) return [tell('suspended', { reason })];
  return [tell('suspended.until', { reason, time: describeTime(next, now, community.timezone) })];
};

const afterComplete: Said = (ticket, _, tell) => [
  tell('completed', { text: ticket.result?.text ?? '' }),
  tell(byChannel(ticket, 'completed', 'completed.told')),
  ...(ticket.charge === null ? [] : [tell('completed.charge', { amount: ticket.charge.amount })]),
];

const afterQuote: Said = (ticket, _, tell) => {
  const quote = ticket.quotes.at(-1);
  return [
    tell('quoted', { amount: quote?.amount ?? '', item: quote?.item ?? '' }),
    tell(byChannel(ticket, 'quoted', 'quoted.told')),
  ];
};

const afterPromise: Said = (ticket, { community, now }, tell) => {
  const until = promisedUntil(ticket);
  const time = until === null ? '' : describeTime(until, now, community.timezone);
  return [tell(byChannel(ticket, 'promised'), { time })];
};

const SAID: Readonly<Partial<Record<TicketCommand['kind'], Said>>> = {
  accept: afterAccept,
  acknowledge: (ticket, reading, tell) => [tell('acknowledged'), dueText(ticket, reading)],
  arrive: (_ticket, _, tell) => [tell('arrived')],
  start: (_ticket, _, tell) => [tell('started')],
  complete: afterComplete,
  transfer: (_ticket, _, tell) => [tell('transferred')],
  return: (_ticket, _, tell) => [tell('returned')],
  suspend: afterSuspend,
  resume: (ticket, reading, tell) => [tell('resumed'), dueText(ticket, reading)],
  quote: afterQuote,
  consent: (_ticket, _, tell) => [tell('consented')],
  note: (_ticket, _, tell) => [tell('noted')],
  reply: (ticket, _, tell) => [tell(byChannel(ticket, 'replied'))],
  answer: (ticket, _, tell) => [tell(byChannel(ticket, 'answered'))],
  promise: afterPromise,
  // Name and phone are sent by the ticket itself to his own chat; here nothing personal is said (design rule 11).
  reveal: (_ticket, _, tell) => [tell('revealed'), tell('revealed.care')],
  assign: ({ assignee }, { community }, tell) => [
    tell('assigned', { name: assignee === null ? '' : memberName(community, assignee) }),
  ],
  close: (_ticket, _, tell) => [tell('closed')],
  reopen: (_ticket, _, tell) => [tell('reopened')],
  cancel: (_ticket, _, tell) => [tell('cancelled-ticket')],
  invalidate: (_ticket, _, tell) => [tell('invalidated')],
};

/** What a member reads when his command was carried out. Empty lines are left out. */
export function afterAction(kind: TicketCommand['kind'], ticket: Ticket, reading: Reading): string[] {
  const tell = tellOf(ticket, reading);
  const said = SAID[kind]?.(ticket, reading, tell) ?? [tell('recorded')];
  return said.filter((line) => line.trim() !== '');
}
