import type { Talk } from '../state.ts';
import type { ConversationEvent, VisitAsk } from '../types.ts';
import { beginTalk } from './matter.ts';
import type { Turn } from './turn.ts';
import { flowOf, slotText } from './values.ts';

type QuoteEvent = Extract<ConversationEvent, { kind: 'quote' }>;

/** Old visits that a menu may still name. */
const KEPT = 8;

/** Asks about a finished ticket now, or when the open matter is done. */
export function onVisit(turn: Turn, visit: VisitAsk): void {
  const { state } = turn;
  if (state.past?.some((one) => one.id === visit.visitId && one.answer !== '')) return;
  const open = state.talks.find((talk) => talk.visit?.visitId === visit.visitId);
  if (open === undefined) state.pending = [...(state.pending ?? []), { kind: 'visit', visit }];
}

/** Asks for consent to a price now, or when the open matter is done (R17). */
export function onQuote(turn: Turn, quote: QuoteEvent): void {
  turn.state.pending = [...(turn.state.pending ?? []), quote];
}

/** Begins the next waiting visit or quote; false when none waits. */
export function startPending(turn: Turn): boolean {
  const { state } = turn;
  const next = state.pending?.[0];
  if (next === undefined) return false;
  state.pending = state.pending!.slice(1);
  if (state.pending.length === 0) delete state.pending;
  if (next.kind === 'visit') return beginVisit(turn, next.visit) !== null;
  const flow = turn.flows.list.find((one) => one.starts.event === 'quote');
  if (flow === undefined) return false;
  const talk = beginTalk(turn, flow, turn.context.now);
  talk.quote = next;
  state.talks.unshift(talk);
  return true;
}

/** Begins the talk of a visit. */
export function beginVisit(turn: Turn, visit: VisitAsk): Talk | null {
  const flow = turn.flows.list.find((one) => one.starts.event === 'visit' && one.starts.visits.includes(visit.type));
  if (flow === undefined) return null;
  const talk = beginTalk(turn, flow, turn.context.now);
  talk.visit = visit;
  turn.state.talks.unshift(talk);
  turn.purpose = 'survey';
  return talk;
}

/** Passes on what has been answered so far; it grows and is never replaced (R21). */
export function answerVisit(turn: Turn, talk: Talk, final: boolean): void {
  const { visit, slots } = talk;
  if (visit === undefined) return;
  turn.effects.push({
    kind: 'answer-visit',
    visitId: visit.visitId,
    ticketId: visit.ticketId,
    solved: slots.solved === undefined ? null : slots.solved === 'yes',
    score: typeof slots.score === 'number' ? (slots.score as 1 | 2 | 3 | 4 | 5) : null,
    reasons: chosenWords(turn, talk),
    words: [slots.words, slots.problem].filter((text) => typeof text === 'string').join('；'),
    final,
  });
}

/** What was good or not, in the words of the options. */
function chosenWords(turn: Turn, talk: Talk): string[] {
  const flow = flowOf(turn, talk);
  const choices = flow?.steps.filter((step) => step.kind === 'collect' && step.slot === 'choice') ?? [];
  return choices.flatMap((step) => {
    const value = talk.slots[step.id];
    const ids = Array.isArray(value) ? (value as string[]) : typeof value === 'string' ? [value] : [];
    return ids.map((id) => slotText(turn, { flow, id: step.id, value: [id] }));
  });
}

/** Ends a visit and keeps it in mind, so that an old menu is recognised. */
export function closeVisit(turn: Turn, talk: Talk, final: boolean): void {
  if (talk.visit === undefined) return;
  answerVisit(turn, talk, final);
  const { visitId, ticketId, number } = talk.visit;
  keep(turn, {
    id: visitId,
    ticket: ticketId,
    number,
    kind: 'visit',
    answer: String(talk.slots.solved ?? talk.slots.score ?? 'words'),
  });
}

/** Passes on the answer to a price. Only a clear yes is consent (R17). */
export function closeQuote(turn: Turn, talk: Talk): void {
  const { quote, slots } = talk;
  if (quote === undefined) return;
  const accepted = slots.agree === 'yes';
  turn.effects.push({
    kind: 'answer-quote',
    ticketId: quote.ticketId,
    quoteId: quote.quoteId,
    accepted,
    text: (talk.words ?? []).join('；'),
  });
  keep(turn, {
    id: quote.quoteId,
    ticket: quote.ticketId,
    number: quote.number,
    kind: 'quote',
    answer: accepted ? 'yes' : 'no',
  });
}

function keep(turn: Turn, entry: NonNullable<Turn['state']['past']>[number]): void {
  turn.state.past = [entry, ...(turn.state.past ?? []).filter((one) => one.id !== entry.id)].slice(0, KEPT);
}
