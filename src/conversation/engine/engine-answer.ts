import { CATEGORIES, type Category, defined } from '../../shared/index.ts';
import type { Reading } from '../reading.ts';
import type { EngineQuestion } from '../state.ts';
import { advance, dropTalk } from './advance.ts';
import { startDanger } from './danger.ts';
import { handOver } from './deeds.ts';
import { onFree, startMatters } from './free.ts';
import { flowFor } from './matter.ts';
import { namedOption } from './question.ts';
import { readOwner } from './read.ts';
import { reask } from './reask.ts';
import { actOn } from './tickets.ts';
import { sayPhrase, type Turn } from './turn.ts';

/** Takes the answer to a question of the engine; false when the message is about something else. */
export function answerEngine(turn: Turn, reading: Reading): boolean {
  const question = defined(turn.state.question);
  const named = namedOption(turn, question, reading);
  if (named !== null) {
    chooseEngine(turn, question, named);
    return true;
  }
  if (question.kind === 'clarify') {
    const match = CATEGORIES.find((category) => reading.text.includes(category));
    if (match === undefined) return clarifyAgain(turn, question, reading);
    chooseEngine(turn, question, match);
    return true;
  }
  return false;
}

/** More words instead of a tap: read together with the first ones; the second time a person is asked (repair 7). */
function clarifyAgain(turn: Turn, question: EngineQuestion, reading: Reading): boolean {
  delete turn.state.question;
  const joined = readOwner(turn, `${question.text ?? ''}\n${reading.text}`);
  const [first] = joined.matters;
  if (reading.intents.size > 0 && reading.matters.length === 0 && !reading.intents.has('no')) return false;
  if (first?.sure === true) {
    startMatters(turn, joined.matters, joined);
    return true;
  }
  handOver(turn, { reason: 'not-understood', talk: null, tell: null });
  return true;
}

/** Carries out the answer to a question of the engine. */
export function chooseEngine(turn: Turn, question: EngineQuestion, option: string): void {
  delete turn.state.question;
  turn.trace?.(`question:${question.kind}:${option.length > 12 ? 'ticket' : option}`);
  CHOSEN[question.kind](turn, question, option);
}

const CHOSEN: Readonly<Record<EngineQuestion['kind'], (turn: Turn, question: EngineQuestion, option: string) => void>> =
  { clarify: clarified, happening, which, repeat: repeated, resume };

function clarified(turn: Turn, question: EngineQuestion, option: string): void {
  const reading = readOwner(turn, question.text ?? '');
  const [matter] = reading.matters;
  if (option === 'other' || matter === undefined) {
    handOver(turn, { reason: 'not-understood', talk: null, tell: null });
    return;
  }
  const category = option as Category;
  const topic = matter.category === category ? matter.topic : null;
  turn.trace?.(`repair7:${flowFor(turn, category, topic)?.id}`);
  startMatters(turn, [{ ...matter, category, topic, sure: true }], reading);
}

function happening(turn: Turn, question: EngineQuestion, option: string): void {
  const reading = readOwner(turn, question.text ?? '');
  if (option !== 'over') {
    startDanger(turn, { kind: question.danger ?? 'injury', reading, words: question.text ?? '' });
    return;
  }
  sayPhrase(turn, 'notHappening');
  onFree(turn, { ...reading, danger: { level: 'no', kind: null, text: null } });
}

function which(turn: Turn, question: EngineQuestion, option: string): void {
  const ticket = turn.context.tickets.find((one) => one.id === option);
  if (ticket === undefined || question.act === undefined) {
    sayPhrase(turn, 'oldMenu');
    return;
  }
  actOn(turn, { act: question.act, ticket, text: question.text ?? '' });
  const talk = turn.state.talks[0];
  if (talk?.asked !== undefined) reask(turn, talk);
}

function repeated(turn: Turn, question: EngineQuestion, option: string): void {
  const [ticketId, ...rest] = (question.text ?? '').split('\n');
  const talk = turn.state.talks.find((one) => one.id === question.talk);
  const ticket = turn.context.tickets.find((one) => one.id === ticketId);
  if (option === 'same' && ticket !== undefined) {
    if (talk !== undefined) dropTalk(turn, talk);
    actOn(turn, { act: ticket.open ? 'note' : 'rework', ticket, text: rest.join('\n'), media: talk?.media });
  } else if (talk !== undefined && ticket !== undefined) talk.links = [...(talk.links ?? []), ticket.id];
  advance(turn);
}

function resume(turn: Turn, question: EngineQuestion, option: string): void {
  const talk = turn.state.talks.find((one) => one.id === question.talk);
  if (talk === undefined) return;
  if (option === 'resume') {
    delete talk.handed;
    talk.resumed = turn.context.now;
    advance(turn);
    return;
  }
  dropTalk(turn, talk);
  if (option === 'drop') {
    sayPhrase(turn, 'cancelled', { matter: '' });
    return;
  }
  const reading = readOwner(turn, question.text ?? '');
  onFree(turn, reading);
}
