import { departmentName, memberName } from '../../community/index.ts';
import { describeTime, maskName, maskText } from '../../language/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import { cardTitle, scrub, stateText, type TicketView, view } from '../../tickets/index.ts';
import { tellIn } from '../tell.ts';
import { isOverdue, promisedUntil } from './deadlines.ts';
import { dueText, type Reader } from './ticket-line.ts';

const LAST_STEPS = 5;
const WORDS_SHOWN = 3;

/** Words on a screen: numbers and the owner's name masked; 电话 shows them and is recorded (R4, design rule 11). */
function masked(text: string, { ticket: { reporter }, reporter: known }: TicketView): string {
  if (known === null) return scrub(text, reporter);
  const { name } = reporter;
  const plain = maskText(text);
  return name === null || [...name].length < 2 ? plain : plain.replaceAll(name, maskName(name));
}

/** The last steps of the timeline, without the opening: the owner's words are shown above. */
function steps(shown: TicketView, { community, now }: Reader): string[] {
  const lines = shown.ticket.timeline
    .filter(({ text, action }) => text !== '' && action !== 'reveal' && action !== 'open')
    .slice(-LAST_STEPS)
    .map(({ at, byName, text }) => `· ${describeTime(at, now, community.timezone)} ${byName} ${masked(text, shown)}`);
  return lines.length === 0 ? [] : [tellIn(community)('detail.steps'), ...lines];
}

function quoteLine(ticket: Ticket, community: Reader['community']): string[] {
  const quote = ticket.quotes.at(-1);
  if (quote === undefined) return [];
  const tell = tellIn(community);
  const answer = quote.answer === null ? 'open' : quote.answer.accepted ? 'yes' : 'no';
  return [tell('detail.quote', { amount: quote.amount, item: quote.item, answer: tell(`detail.quote-${answer}`) })];
}

/** Names of the sentences that say one thing about a ticket. */
type DetailField =
  | ('place' | 'matter' | 'reporter' | 'appointment' | 'department')
  | ('keeper' | 'due' | 'promised' | 'result');

/** One ticket as a member reads it on the phone, masked for the reader (R4); null when they may not know of it (R1). */
export function ticketDetail(ticket: Ticket, reader: Reader): string[] | null {
  const { community, now, viewer } = reader;
  const shown = view(ticket, viewer, community);
  if (shown === null) return null;
  const tell = tellIn(community);
  const labelled = (name: DetailField, value: string | null | undefined) =>
    value ? [tell(`detail.${name}`, { value })] : [];
  const state = tell(isOverdue(ticket, now) ? 'detail.state-late' : 'detail.state', {
    state: stateText(ticket, community),
  });
  const promise = promisedUntil(ticket);
  return [
    cardTitle(ticket, community),
    state,
    ...labelled('place', shown.place),
    ...labelled('matter', shown.matter === null ? null : masked(shown.matter, shown)),
    ...shown.words.slice(0, WORDS_SHOWN).map((text) => tell('detail.words', { value: masked(text, shown) })),
    ...labelled('reporter', [shown.reporter?.name, shown.reporter?.phone].filter(Boolean).join(' ')),
    ...labelled('appointment', ticket.appointment?.text),
    ...labelled('department', departmentName(community, ticket.department)),
    ...labelled('keeper', memberName(community, ticket.keeper)),
    ...labelled('due', dueText(ticket, reader)),
    ...labelled('promised', promise === null ? null : describeTime(promise, now, community.timezone)),
    ...quoteLine(ticket, community),
    ...labelled('result', ticket.result === null ? null : masked(ticket.result.text, shown)),
    ...(viewer.kind === 'group' ? [] : steps(shown, reader)),
  ];
}
