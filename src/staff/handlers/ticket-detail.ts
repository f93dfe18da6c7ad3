import { maskName, maskText } from '../../shared/mask.ts';
import { describeTime } from '../../shared/time.ts';
import { scrub, type TicketView, view } from '../../tickets/confidentiality.ts';
import { departmentName, memberName } from '../../tickets/people.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { cardTitle, stateText } from '../../tickets/wording.ts';
import { dueText, type Reading } from '../lines.ts';
import { overdueOf, promisedUntil } from '../overdue.ts';

const LAST_STEPS = 5;
const WORDS_SHOWN = 3;

const labelled = (label: string, value: string | null | undefined) =>
  value === null || value === undefined || value === '' ? [] : [`${label}：${value}`];

/** Words of people on a screen: numbers and the owner's name masked; `电话` shows them and is logged (R4, design rule 11). */
function masked(text: string, { ticket: { reporter }, reporter: known }: TicketView): string {
  if (known === null) return scrub(text, reporter);
  const { name } = reporter;
  const plain = maskText(text);
  return name === null || [...name].length < 2 ? plain : plain.replaceAll(name, maskName(name));
}

/** What was done since; the owner's words stand above already. */
function steps(shown: TicketView, { community, now }: Reading): string[] {
  const lines = shown.ticket.timeline
    .filter(({ text, action }) => text !== '' && action !== 'reveal' && action !== 'open')
    .slice(-LAST_STEPS)
    .map(({ at, byName, text }) => `· ${describeTime(at, now, community.timezone)} ${byName} ${masked(text, shown)}`);
  return lines.length === 0 ? [] : ['经过：', ...lines];
}

/** One ticket as a member reads it on his phone, masked for whoever reads (R4); null when he may not know of it (R1). */
export function ticketDetail(ticket: Ticket, reading: Reading): string[] | null {
  const { community, now, viewer } = reading;
  const shown = view(ticket, viewer, community);
  if (shown === null) return null;
  const time = (at: number | null) => (at === null ? null : describeTime(at, now, community.timezone));
  const reporter =
    shown.reporter === null ? null : [shown.reporter.name, shown.reporter.phone].filter(Boolean).join(' ');
  const quote = ticket.quotes.at(-1);
  const answered = quote?.answer == null ? '待业主答复' : quote.answer.accepted ? '业主已同意' : '业主不同意';
  return [
    cardTitle(ticket, community),
    `状态：${stateText(ticket, community)}${overdueOf(ticket, now).length > 0 ? '（已超时）' : ''}`,
    ...labelled('地点', shown.place),
    ...labelled('事项', shown.matter === null ? null : masked(shown.matter, shown)),
    ...shown.words.slice(0, WORDS_SHOWN).map((text) => `原话：“${masked(text, shown)}”`),
    ...labelled('业主', reporter),
    ...labelled('预约', ticket.appointment?.text),
    ...labelled('部门', departmentName(community, ticket.department)),
    ...labelled('跟进人', memberName(community, ticket.keeper)),
    ...labelled('时限', dueText(ticket, reading)),
    ...labelled('已承诺业主', time(promisedUntil(ticket))),
    ...(quote === undefined ? [] : [`报价：${quote.amount}元 ${quote.item}（${answered}）`]),
    ...labelled('结果', ticket.result === null ? null : masked(ticket.result.text, shown)),
    ...(viewer.kind === 'group' ? [] : steps(shown, reading)),
  ];
}
