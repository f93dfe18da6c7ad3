import type { House } from '../../language/index.ts';
import { defined } from '../../shared/index.ts';
import type { Matter, Reading } from '../reading.ts';
import type { Talk } from '../state.ts';
import { advance } from './advance.ts';
import { keepQuiet } from './confidential.ts';
import { handOver } from './deeds.ts';
import { attachHeld } from './held.ts';
import { beginMatter } from './matter.ts';
import { askEngine } from './question.ts';
import { answerQuestion, findAnswer, runSide, sideFlow } from './side.ts';
import { actOnTicket, askSame, sameMatter, ticketAct } from './tickets.ts';
import { sayPhrase, type Turn } from './turn.ts';
import { flowOf, stepOfKind } from './values.ts';

/** A message with no open question before it. */
export function onFree(turn: Turn, reading: Reading): void {
  if (keepQuiet(turn, reading)) return;
  const wanted = ticketAct(turn, reading);
  if (wanted !== null && actOnTicket(turn, { act: wanted, reading })) return;
  const marked = reading.matters.some((matter) => matter.sure && matter.category !== '其它');
  const answer = marked ? null : findAnswer(turn, reading.text);
  if (answer !== null) {
    answerQuestion(turn, { reading, ...answer });
    return;
  }
  const flow = reading.matters.length === 0 || !marked ? sideFlow(turn, reading) : null;
  if (flow !== null) {
    runSide(turn, flow, reading);
    turn.state.misses = 0;
    if (turn.lines.length > 0 || turn.effects.length > 0) return;
  }
  if (saysLittle(reading) && supplement(turn, reading)) return;
  if (reading.matters.length > 0) {
    startMatters(turn, reading.matters, reading);
    return;
  }
  if (supplement(turn, reading)) return;
  if (isAcknowledgement(turn, reading)) {
    sayPhrase(turn, 'acknowledged');
    return;
  }
  misunderstand(turn, reading, () => sayPhrase(turn, 'help'));
}

/** A nod with nothing open (好的, 收到, 没有了): no misunderstanding, and nothing to do. */
function isAcknowledgement(turn: Turn, reading: Reading): boolean {
  const bare = reading.text.replace(/[^\p{L}\p{N}]/gu, '');
  if (bare === '') return reading.text.trim() !== '' && !/[?？]/.test(reading.text);
  const nods = turn.flows.phrases.heard.nod.includes(bare);
  return nods || ((reading.intents.has('yes') || reading.intents.has('no')) && [...bare].length <= 6);
}

const NO_TOPIC = new Set([null, 'other', 'enquiry-other', 'relay']);

/** Few words that are no matter of their own, whatever they were filed under: 电话13700002222，到了打我. */
function saysLittle(reading: Reading): boolean {
  const vague = reading.matters.every((matter) => matter.category === '其它' && NO_TOPIC.has(matter.topic));
  return vague && reading.text.length <= 30;
}

/** A phone, house, time or photo sent after the ticket is open belongs to it. */
function supplement(turn: Turn, reading: Reading): boolean {
  const open = turn.context.tickets.filter((ticket) => ticket.open);
  if (announcesPhoto(turn, reading.text)) {
    if (turn.state.media !== undefined) return open.length > 0 && actOnTicket(turn, { act: 'media', reading });
    sayPhrase(turn, 'photoWelcome');
    return true;
  }
  if (open.length !== 1) return false;
  if (reading.phone !== null) {
    turn.state.profile.phone = reading.phone;
    return actOnTicket(turn, { act: 'contact', reading });
  }
  if (reading.house !== null && defined(open[0]).house === null) {
    if (reading.house.room !== null) turn.state.profile.houses ??= [reading.house];
    return actOnTicket(turn, { act: 'note', reading });
  }
  return reading.time !== null && actOnTicket(turn, { act: 'appointment', reading });
}

/** 加一张照片, 补个图: the picture comes next or came with the words. */
export function announcesPhoto(turn: Turn, text: string): boolean {
  return text.length <= 20 && turn.flows.phrases.heard.photo.some((all) => all.every((word) => text.includes(word)));
}

/** Begins the matters of a message: the first is talked about, the others wait (repair 4). */
export function startMatters(turn: Turn, matters: readonly Matter[], reading: Reading): void {
  const { state } = turn;
  const [first, ...others] = matters;
  if (first === undefined) return;
  if (!first.sure && others.length === 0 && first.likely.length > 1) {
    clarify(turn, first, reading);
    return;
  }
  const talk = beginMatter(turn, { matter: first, reading, alone: others.length === 0 });
  if (talk === null) return;
  state.misses = 0;
  if (state.talks.some((other) => other.visit === undefined && other.quote === undefined))
    turn.trace?.(`repair4:${talk.flow}`);
  const running = state.talks.find(
    (other) => other.asked !== undefined && other.visit === undefined && other.quote === undefined,
  );
  if (running !== undefined) {
    talk.group = running.group ?? running.id;
    running.group = talk.group;
    sayPhrase(turn, 'secondMatter');
  }
  state.talks.unshift(talk);
  attachHeld(turn);
  for (const matter of others) queueMatter(turn, { matter, reading, group: talk.id });
  if (asksSame(turn, talk, reading)) return;
  advance(turn);
}

export function queueMatter(turn: Turn, given: { matter: Matter; reading: Reading; group: number }): void {
  const next = beginMatter(turn, { matter: given.matter, reading: given.reading, alone: false });
  if (next === null) return;
  next.group = given.group;
  const first = turn.state.talks.find((talk) => talk.id === given.group);
  if (first !== undefined) first.group = given.group;
  turn.state.talks.push(next);
  turn.trace?.(`repair4:${next.flow}`);
}

function asksSame(turn: Turn, talk: Talk, reading: Reading): boolean {
  const flow = flowOf(turn, talk);
  const step = flow === undefined ? null : stepOfKind(flow, 'house');
  const house = step === null ? undefined : (talk.slots[step.id] as House | undefined);
  const ticket = sameMatter(turn, { topic: talk.topic ?? null, house: house ?? null });
  if (ticket === null) return false;
  askSame(turn, { ticket, talk: talk.id, text: reading.text });
  return true;
}

/** One question with the likely meanings (repair 7). */
function clarify(turn: Turn, matter: Matter, reading: Reading): void {
  const { categories, options } = turn.flows.phrases;
  sayPhrase(turn, 'clarifyAsk');
  askEngine(turn, {
    kind: 'clarify',
    text: reading.text,
    offered: [
      ...matter.likely.map((category) => ({ id: category, text: categories[category] })),
      { id: 'other', text: options.other.text },
    ],
  });
}

/** Not understood: say so once with a hint, then a person (design rule 7). */
export function misunderstand(turn: Turn, reading: Reading, again: () => void): boolean {
  const { state } = turn;
  state.misses += 1;
  if (state.misses >= 2) {
    turn.trace?.(`repair6:${state.talks[0]?.flow ?? 'none'}`);
    const talk = state.talks[0] ?? null;
    if (talk !== null) talk.words = [...(talk.words ?? []), reading.text];
    handOver(turn, { reason: reading.mood === 'calm' ? 'not-understood' : 'anger', talk, tell: null });
    return true;
  }
  sayPhrase(turn, reading.mood === 'angry' || reading.mood === 'upset' ? 'soothe' : 'notUnderstood');
  again();
  return true;
}
