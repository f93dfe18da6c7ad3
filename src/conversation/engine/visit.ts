import { defined } from '../../shared/index.ts';
import type { Pending, Talk } from '../state.ts';
import type { ConversationEvent, VisitAsk } from '../types.ts';
import { askOpen } from './ask.ts';
import { beginTalk } from './matter.ts';
import { BUDGET, type Turn } from './turn.ts';
import { flowOf, slotText } from './values.ts';

type QuoteEvent = Extract<ConversationEvent, { kind: 'quote' }>;

/** Old visits that a menu may still name. */
const KEPT = 8;

/** Asks about a finished ticket now, or when the open matter is done. The same visit again only matters as a reminder. */
export function onVisit(turn: Turn, visit: VisitAsk, code: string | null): void {
  const { state } = turn;
  if (wasAnswered(turn, visit.visitId) || isLate(turn, visit)) return;
  if (code !== null) {
    // The one-time code is of a talk with a person that has just ended: the floor is free (wecom-api.md 3.5).
    state.serves = 'bot';
    state.talks = [];
    delete state.question;
    turn.code = code;
  }
  const open = state.talks.find((talk) => talk.visit?.visitId === visit.visitId);
  if (open !== undefined) {
    if (visit.reminder === true && open === state.talks[0] && state.serves === 'bot') {
      turn.survey = turn.lines.length;
      askOpen(turn, open);
    }
    return;
  }
  // A later visit takes over the unanswered earlier one about the same ticket (R21).
  const earlier = state.talks.find((talk) => talk.visit?.ticketId === visit.ticketId && !isAnswered(talk));
  if (earlier !== undefined) park(turn, earlier);
  leaveMarked(turn);
  wait(turn, { kind: 'visit', visit });
}

/** A visit with its mark has its answer; what he may still add to it holds up no other question. */
export function leaveMarked(turn: Turn): void {
  for (const talk of turn.state.talks) {
    if (talk.visit !== undefined && talk.slots.score !== undefined) park(turn, talk);
  }
}

/** Asks for consent to a price now, or when the open matter is done (R17). */
export function onQuote(turn: Turn, quote: QuoteEvent): void {
  const { state } = turn;
  const open = state.talks.some((talk) => talk.quote?.quoteId === quote.quoteId);
  if (open || wasAnswered(turn, quote.quoteId)) return;
  const earlier = state.talks.find((talk) => talk.quote?.ticketId === quote.ticketId);
  if (earlier !== undefined) park(turn, earlier);
  leaveMarked(turn);
  wait(turn, quote);
}

/** Follow-up goes another way by now. */
function isLate(turn: Turn, { expiresAt }: VisitAsk): boolean {
  return expiresAt !== undefined && turn.context.now > expiresAt;
}

function wasAnswered(turn: Turn, id: string): boolean {
  return turn.state.past?.some((one) => one.id === id && one.answer !== '') === true;
}

/** Puts a visit or price in the queue; of one ticket only the last of a kind waits. */
function wait(turn: Turn, pending: Pending): void {
  const others = (turn.state.pending ?? []).filter(
    (one) => one.kind !== pending.kind || ticketOf(one) !== ticketOf(pending),
  );
  turn.state.pending = [...others, pending];
}

function ticketOf(pending: Pending): string {
  return pending.kind === 'visit' ? pending.visit.ticketId : pending.ticketId;
}

/** Whether the owner has answered anything of a visit. */
export function isAnswered(talk: Talk): boolean {
  return Object.keys(talk.slots).length > 0;
}

/**
 * Takes a visit or price off the table that the owner leaves alone. What he answered is passed on; an unanswered one is kept
 * in mind, so that a tap on its menu still counts. Asking again, and the phone task, are follow-up's.
 */
export function park(turn: Turn, talk: Talk): void {
  turn.state.talks = turn.state.talks.filter((other) => other !== talk);
  if (talk.visit !== undefined && isAnswered(talk)) closeVisit(turn, talk, true);
  else if (talk.visit !== undefined)
    keep(turn, {
      id: talk.visit.visitId,
      ticket: talk.visit.ticketId,
      number: talk.visit.number,
      kind: 'visit',
      answer: '',
    });
  else if (talk.quote !== undefined)
    keep(turn, {
      id: talk.quote.quoteId,
      ticket: talk.quote.ticketId,
      number: talk.quote.number,
      kind: 'quote',
      answer: '',
    });
}

/** Takes up an unanswered visit or price again whose menu was tapped late. Null when its flow is gone. */
export function revive(turn: Turn, past: NonNullable<Turn['state']['past']>[number], flowId: string): Talk | null {
  const flow = turn.flows.byId.get(flowId);
  if (flow === undefined || flow.kind !== past.kind) return null;
  const talk = beginTalk(turn, flow, turn.context.now);
  const { ticket: ticketId, number } = past;
  if (past.kind === 'quote') talk.quote = { kind: 'quote', quoteId: past.id, ticketId, number, amount: '', item: '' };
  else {
    const type = (flow.starts.visits[0] ?? 'closing') as VisitAsk['type'];
    talk.visit = { visitId: past.id, ticketId, number, type, matter: '', place: null, date: '', worker: null };
  }
  turn.state.talks.unshift(talk);
  return talk;
}

/** Whether the next waiting visit or price may go out now. A survey passes delivery's budget; a price needs room in this one. */
export function mayStart(turn: Turn): boolean {
  const next = turn.state.pending?.[0];
  return next !== undefined && (next.kind === 'visit' || turn.state.sent < BUDGET);
}

/** Lets go of what waited too long to be asked; follow-up and the ticket have clocks of their own. */
export function dropPending(turn: Turn): void {
  delete turn.state.pending;
}

/** Begins the next waiting visit or quote; false when none waits. */
export function startPending(turn: Turn): boolean {
  const { state } = turn;
  const next = state.pending?.[0];
  if (next === undefined || !mayStart(turn)) return false;
  state.pending = defined(state.pending).slice(1);
  if (state.pending.length === 0) delete state.pending;
  if (next.kind === 'visit')
    return isLate(turn, next.visit) ? startPending(turn) : beginVisit(turn, next.visit) !== null;
  const flow = turn.flows.list.find((one) => one.starts.event === 'quote');
  if (flow === undefined) return false;
  const talk = beginTalk(turn, flow, turn.context.now);
  talk.quote = next;
  state.talks.unshift(talk);
  return true;
}

/** Begins the talk of a visit. */
function beginVisit(turn: Turn, visit: VisitAsk): Talk | null {
  const flow = turn.flows.list.find((one) => one.starts.event === 'visit' && one.starts.visits.includes(visit.type));
  if (flow === undefined) return null;
  const talk = beginTalk(turn, flow, turn.context.now);
  talk.visit = visit;
  turn.state.talks.unshift(talk);
  turn.survey ??= turn.lines.length;
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
    praise: slots.praise === undefined ? null : slots.praise === 'yes',
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

/** Passes on the answer to a price. Only a clear yes is consent, and silence is no answer at all (R17). */
export function closeQuote(turn: Turn, talk: Talk): void {
  const { quote, slots } = talk;
  if (quote === undefined) return;
  if (slots.agree === undefined) {
    park(turn, talk);
    return;
  }
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
