import type { House } from '../../language/index.ts';
import { describeTime } from '../../language/index.ts';
import type { Category } from '../../shared/index.ts';
import { defined } from '../../shared/index.ts';
import type { MediaRef } from '../../tickets/index.ts';
import { topicName } from '../../understanding/index.ts';
import type { TextKey } from '../flow/phrases.ts';
import type { Reading } from '../reading.ts';
import type { EngineQuestion } from '../state.ts';
import type { DialogueOutput, OwnerTicket } from '../types.ts';
import { takeHeld } from './held.ts';
import { flowFor } from './matter.ts';
import { askEngine } from './question.ts';
import { act, phrase, sayPhrase, type Turn } from './turn.ts';

type TicketAct = NonNullable<EngineQuestion['act']>;
type What = Extract<DialogueOutput, { kind: 'add-to-ticket' }>['what'];

/** What a message wants done with a ticket that is already there (repair 11); null when it wants nothing of the kind. */
export function ticketAct(turn: Turn, reading: Reading): TicketAct | null {
  const { intents } = reading;
  if (turn.context.tickets.length === 0) {
    const asks = (['progress', 'urge', 'rework', 'cancel'] as const).some((kind) => intents.has(kind));
    return asks && reading.matters.every((matter) => matter.topic === null) ? 'progress' : null;
  }
  if (intents.has('rework')) return 'rework';
  if (intents.has('cancel')) return turn.context.tickets.some((ticket) => ticket.open) ? 'cancel' : null;
  if (intents.has('urge')) return turn.context.tickets.some((ticket) => ticket.open) ? 'urge' : 'progress';
  return intents.has('progress') ? 'progress' : null;
}

/** Acts on the ticket meant; asks which when that is open. False when no ticket fits. */
export function actOnTicket(
  turn: Turn,
  given: { act: TicketAct; reading: Reading; media?: readonly MediaRef[] },
): boolean {
  const fits = candidates(turn, given);
  if (given.act === 'progress' && fits.length !== 1) {
    sayMany(turn, fits);
    return true;
  }
  if (fits.length === 0) return false;
  if (fits.length === 1) {
    actOn(turn, { ...given, text: given.reading.text, ticket: defined(fits[0]) });
    return true;
  }
  sayPhrase(turn, 'whichAsk');
  const offered = fits.slice(0, 5).map((ticket) => ({ id: ticket.id, text: label(ticket) }));
  askEngine(turn, { kind: 'which', text: given.reading.text, act: given.act, offered });
  return true;
}

function candidates(turn: Turn, given: { act: TicketAct; reading: Reading }): readonly OwnerTicket[] {
  const { tickets } = turn.context;
  const { reading } = given;
  const named = tickets.filter(
    (ticket) => reading.ticketNumber !== null && ticket.number.endsWith(reading.ticketNumber),
  );
  if (named.length > 0) return named;
  const open = tickets.filter((ticket) => ticket.open);
  const wanted =
    given.act === 'rework' ? tickets : given.act === 'progress' && open.length === 0 ? tickets.slice(0, 1) : open;
  const topic = reading.matters[0]?.topic ?? null;
  const byTopic = wanted.filter((ticket) => topic !== null && ticket.topic === topic);
  if (byTopic.length > 0) return byTopic;
  const category = reading.matters[0]?.category;
  const byCategory = wanted.filter((ticket) => ticket.category === category);
  return byCategory.length === 1 ? byCategory : wanted;
}

/** `BX261123-007 厨房水龙头漏水`, short enough for a tap (128 bytes). */
function label(ticket: OwnerTicket): string {
  return `${ticket.number} ${[...ticket.summary].slice(0, 18).join('')}`;
}

const EFFECTS: Readonly<Record<Exclude<TicketAct, 'progress'>, { what: What; tell: TextKey }>> = {
  urge: { what: 'urge', tell: 'urged' },
  cancel: { what: 'cancel', tell: 'cancelTicket' },
  rework: { what: 'rework', tell: 'rework' },
  note: { what: 'note', tell: 'noted' },
  confidential: { what: 'confidential', tell: 'keptQuiet' },
  media: { what: 'media', tell: 'mediaToTicket' },
  contact: { what: 'contact', tell: 'noted' },
  appointment: { what: 'appointment', tell: 'noted' },
};

/** Does one thing to one ticket and tells the owner. */
export function actOn(
  turn: Turn,
  given: { act: TicketAct; ticket: OwnerTicket; text: string; media?: readonly MediaRef[] },
): void {
  const { ticket, text } = given;
  turn.trace?.(`repair11:${flowFor(turn, ticket.category as Category, ticket.topic)?.id}`);
  if (given.act === 'progress') {
    sayPhrase(turn, 'progressOne', progressValues(turn, ticket));
    return;
  }
  // Still not repaired while the ticket is open is urging; a finished one that broke again is rework.
  const kind = given.act === 'rework' && ticket.open ? 'urge' : given.act;
  const { what, tell } = EFFECTS[kind];
  // Pictures sent with such words belong to the same ticket.
  const media = [...(given.media ?? []), ...takeHeld(turn).media];
  act(
    turn,
    { kind: 'add-to-ticket', ticketId: ticket.id, what, text, media, tell: [] },
    phrase(turn, tell, progressValues(turn, ticket)),
  );
}

function progressValues(turn: Turn, ticket: OwnerTicket): Record<string, string> {
  const { now, community } = turn.context;
  const promise = ticket.promisedAt;
  return {
    ticket: ticket.number,
    summary: ticket.summary,
    state: ticket.stateText,
    step: ticket.lastStep ?? '',
    worker: ticket.worker ?? '',
    promised: !ticket.open || promise === null || promise < now ? '' : describeTime(promise, now, community.timezone),
  };
}

function sayMany(turn: Turn, tickets: readonly OwnerTicket[]): void {
  if (tickets.length === 0) {
    sayPhrase(turn, 'progressNone');
    return;
  }
  const list = tickets.slice(0, 5).map((ticket) => `${label(ticket)}：${ticket.stateText}`);
  sayPhrase(turn, 'progressMany', { list: list.join('\n') });
}

/** The ticket that a new matter may already be: same topic, same house where both are known (repair 11). */
export function sameMatter(turn: Turn, given: { topic: string | null; house: House | null }): OwnerTicket | null {
  const { topic, house } = given;
  if (topic === null || topic.endsWith('other')) return null;
  const since = turn.context.now - turn.context.community.conversation.repeatWindow;
  const fits = turn.context.tickets.find((ticket) => {
    if (ticket.topic !== topic || (!ticket.open && ticket.openedAt < since)) return false;
    return house === null || ticket.house === null || mayBeSame(house, ticket.house);
  });
  return fits ?? null;
}

/** Whether two houses may be one: what both name must agree. */
function mayBeSame(a: House, b: House): boolean {
  const agree = (x: string | null, y: string | null) => x === null || y === null || x === y;
  return a.building === b.building && agree(a.unit, b.unit) && agree(a.room, b.room);
}

/** Asks whether a matter is the one already open. */
export function askSame(turn: Turn, given: { ticket: OwnerTicket; talk: number; text: string }): void {
  const { ticket } = given;
  const { options } = turn.flows.phrases;
  sayPhrase(turn, 'repeatAsk', {
    ...progressValues(turn, ticket),
    date: describeTime(ticket.openedAt, turn.context.now, turn.context.community.timezone),
    topic: topicName(ticket.topic),
  });
  askEngine(turn, {
    kind: 'repeat',
    talk: given.talk,
    text: `${ticket.id}\n${given.text}`,
    offered: [
      { id: 'same', text: options.same.text },
      { id: 'another', text: options.another.text },
    ],
  });
}
