import { departmentName, memberName } from '../../community/people.ts';
import { maskName, maskText } from '../../language/mask.ts';
import { describeTime } from '../../language/time-words.ts';
import { scrub, type TicketView, view } from '../../tickets/confidentiality.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { cardTitle, stateText } from '../../tickets/wording.ts';
import { dueText, type Reading } from '../lines.ts';
import { overdueOf, promisedUntil } from '../overdue.ts';
import { tellIn } from '../tell.ts';

const LAST_STEPS = 5;
const WORDS_SHOWN = 3;

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
  return lines.length === 0 ? [] : [tellIn(community)('detail.steps'), ...lines];
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
  const answered = quote?.answer == null ? 'open' : quote.answer.accepted ? 'yes' : 'no';
  const tell = tellIn(community);
  const labelled = (name: string, value: string | null | undefined) =>
    value === null || value === undefined || value === '' ? [] : [tell(`detail.${name}`, { value })];
  const late = overdueOf(ticket, now).length > 0;
  return [
    cardTitle(ticket, community),
    tell(late ? 'detail.state-late' : 'detail.state', { state: stateText(ticket, community) }),
    ...labelled('place', shown.place),
    ...labelled('matter', shown.matter === null ? null : masked(shown.matter, shown)),
    ...shown.words.slice(0, WORDS_SHOWN).map((text) => tell('detail.words', { value: masked(text, shown) })),
    ...labelled('reporter', reporter),
    ...labelled('appointment', ticket.appointment?.text),
    ...labelled('department', departmentName(community, ticket.department)),
    ...labelled('keeper', memberName(community, ticket.keeper)),
    ...labelled('due', dueText(ticket, reading)),
    ...labelled('promised', time(promisedUntil(ticket))),
    ...(quote === undefined
      ? []
      : [tell('detail.quote', { amount: quote.amount, item: quote.item, answer: tell(`detail.quote-${answered}`) })]),
    ...labelled('result', ticket.result === null ? null : masked(ticket.result.text, shown)),
    ...(viewer.kind === 'group' ? [] : steps(shown, reading)),
  ];
}
