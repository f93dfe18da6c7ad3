import { defined } from '../../shared/index.ts';
import type { CollectStep, ConfirmStep, Flow } from '../flow/types.ts';
import type { Reading } from '../reading.ts';
import { plainWords } from '../slots/plain-words.ts';
import type { Talk } from '../state.ts';
import { type Absorbed, absorb } from './absorb.ts';
import { advance, dropTalk } from './advance.ts';
import { flowText, groupOf, offer, refOf } from './ask.ts';
import { handOver } from './deeds.ts';
import { summarise } from './draft.ts';
import { writeMenuId } from './menu-id.ts';
import { say, sayPhrase, type Turn } from './turn.ts';
import { slotText } from './values.ts';
import { answerVisit, leaveMarked } from './visit.ts';

/** A message in the light of an open question. */
export interface Answering {
  readonly talk: Talk;
  readonly flow: Flow;
  readonly reading: Reading;
}

/** A yes that opens the sentence: 对，明天九点来. In 明天九点来吧 the new value is what is said. */
const AGREES = /^(?:对|是|嗯|好|可以|行|没错|没问题|确认|要得|OK)/i;

/** Takes the answer to a confirmation; false when the message is something else. */
export function answerConfirm(turn: Turn, given: Answering & { step: ConfirmStep }): boolean {
  const { talk, flow, step, reading } = given;
  const taken = absorb(turn, { talk, flow, reading, asked: [] });
  const agrees = reading.intents.has('yes') && AGREES.test(reading.text.trim());
  if (taken.changed.length > 0 || (taken.filled.length > 0 && !agrees)) {
    sayChanges(turn, given, taken);
    turn.trace?.(`repair2:${flow.id}`);
    advance(turn);
    return true;
  }
  const isSame = taken.same.length > 0 && !reading.intents.has('yes');
  if (isSame || keepsContact(turn, given)) {
    advance(turn);
    return true;
  }
  const option = reading.choice === null ? null : (['yes', 'change', 'no'][reading.choice - 1] ?? null);
  if (option !== null) return confirmOption(turn, { ...given, option });
  if (reading.text.trim() === step.yes || (reading.intents.has('yes') && !reading.intents.has('no'))) {
    return confirmOption(turn, { ...given, option: 'yes' });
  }
  if (reading.intents.has('cancel') || reading.text.trim() === step.no)
    return confirmOption(turn, { ...given, option: 'no' });
  const isChange =
    reading.intents.has('no') || reading.intents.has('correction') || reading.text.trim() === step.change;
  return isChange ? confirmOption(turn, { ...given, option: 'change' }) : false;
}

/** House, phone and name that nobody asked for are kept: whoever praises or suggests may be told what became of it. */
function keepsContact(turn: Turn, { flow, reading }: Answering): boolean {
  const asks = flow.steps.some((step) => step.kind === 'collect' && ['house', 'phone'].includes(step.slot));
  const { house, phone, name } = reading;
  if (asks || (phone === null && house?.room == null)) return false;
  const { profile } = turn.state;
  if (phone !== null) profile.phone = phone;
  if (house?.room != null) profile.houses ??= [house];
  if (name !== null) profile.name ??= name;
  return true;
}

/** Carries out a tapped or spoken answer to a confirmation. */
export function confirmOption(
  turn: Turn,
  given: { talk: Talk; flow: Flow; step: ConfirmStep; option: string },
): boolean {
  const { talk, flow, step, option } = given;
  turn.trace?.(`${flow.id}.${step.id}:${option}`);
  turn.state.misses = 0;
  if (option === 'yes') {
    talk.slots[step.id] = 'yes';
    advance(turn);
    return true;
  }
  if (option === 'no') {
    cancelTalk(turn, talk);
    return true;
  }
  const labels = flow.steps.flatMap((one) =>
    one.kind === 'collect' && talk.slots[one.id] !== undefined ? [one.label] : [],
  );
  sayPhrase(turn, 'changeAsk', { what: labels.join('、') });
  return true;
}

/** Drops a talk because the owner wants it so (repair 5). */
export function cancelTalk(turn: Turn, talk: Talk): void {
  sayPhrase(turn, 'cancelled', { matter: summarise(turn, talk) });
  turn.trace?.(`repair5:${talk.flow}`);
  dropTalk(turn, talk);
  advance(turn);
}

/** As long as the words of an option may be, in characters. */
const SHORT_REASON = 8;

/** Takes the answer to a question; false when the message is no answer. */
export function answerCollect(turn: Turn, given: Answering & { step: CollectStep }): boolean {
  const { talk, flow, step, reading } = given;
  const asked = groupOf(turn, { talk, flow, step }).map((one) => one.id);
  if (!asked.includes(step.id)) asked.push(step.id);
  const taken = absorb(turn, { talk, flow, reading, asked });
  if (taken.missing !== null) {
    if (taken.missing.times > 1) offerWaysOut(turn, given);
    else askRest(turn, { ...given, missing: taken.missing });
    return true;
  }
  if (taken.filled.length === 0 && taken.changed.length === 0) return takeWords(turn, given);
  turn.state.misses = 0;
  for (const one of taken.filled) turn.trace?.(`${flow.id}.${one.id}:answered`);
  const others = taken.filled.filter((one) => one.id !== step.id).length;
  if (others > 0) turn.trace?.(`repair1:${flow.id}`);
  sayChanges(turn, given, taken);
  keepWords(talk, taken, reading);
  keepOpinion(talk, step, reading);
  if (talk.visit !== undefined) afterVisitAnswer(turn, talk);
  else advance(turn);
  return true;
}

/** Goes on with a visit after an answer to it, and passes on what has been answered. */
export function afterVisitAnswer(turn: Turn, talk: Talk): void {
  if (turn.state.pending !== undefined) leaveMarked(turn);
  const before = turn.effects.length;
  advance(turn);
  const closed = turn.effects.slice(before).some((effect) => effect.kind === 'answer-visit');
  if (!closed && turn.state.talks.includes(talk)) answerVisit(turn, talk, false);
}

/** Free words that some choices allow instead (`otherwise`). */
function takeWords(turn: Turn, given: Answering & { step: CollectStep }): boolean {
  const { talk, flow, step, reading } = given;
  if (step.otherwise === null || reading.text.trim() === '') return false;
  if (reading.intents.has('skip') || reading.intents.has('no')) return false;
  if (takesBack(given)) {
    delete talk.slots.score;
    Object.assign(talk.slots, { solved: 'no', problem: reading.text.trim() });
  } else talk.slots[step.otherwise] = reading.text.trim();
  talk.without = [...(talk.without ?? []), step.id];
  turn.trace?.(`${flow.id}.${step.id}:otherwise`);
  if (talk.visit !== undefined) afterVisitAnswer(turn, talk);
  else advance(turn);
  return true;
}

/** As long as a sentence may be that says nothing else, in characters. */
const SHORT_SENTENCE = 12;

/** 修完又坏了 after “solved”, when only reasons are asked for: it is not solved (R21). */
function takesBack({ talk, flow, reading }: Answering): boolean {
  const text = reading.text.trim();
  if (talk.visit === undefined || talk.slots.solved !== 'yes' || [...text].length > SHORT_SENTENCE) return false;
  const solved = flow.steps.find((step) => step.kind === 'collect' && step.id === 'solved') as CollectStep | undefined;
  const says = (id: string) =>
    solved?.options.some((option) => option.id === id && option.words.some((word) => text.includes(word)));
  return says('no') === true && says('yes') !== true;
}

/** Says what was put right, so that the owner sees it was heard. */
function sayChanges(turn: Turn, given: Answering, taken: Absorbed): void {
  if (taken.changed.length === 0) return;
  const { talk, flow } = given;
  const what = taken.changed
    .map((step) => `${step.label} ${slotText(turn, { flow, id: step.id, value: defined(talk.slots[step.id]) })}`)
    .join('，');
  sayPhrase(turn, 'changed', { what });
}

/** Words with substance stay with the matter as they were said. */
function keepWords(talk: Talk, taken: Absorbed, reading: Reading): void {
  const tells = taken.filled.some((step) => step.slot === 'text' || step.slot === 'item') || reading.matters.length > 0;
  if (tells && !talk.words?.includes(reading.text)) talk.words = [...(talk.words ?? []), reading.text];
  const more = reading.matters.length > 0 && !taken.filled.some((step) => step.slot === 'text' || step.slot === 'item');
  if (more) addToMatter(talk, reading);
}

/** A sentence that names a reason says more than the reason: every opinion is kept in its own words (篇5 一.3; R25). */
function keepOpinion(talk: Talk, step: CollectStep, reading: Reading): void {
  const text = reading.text.trim();
  if (talk.visit === undefined || step.otherwise === null || [...text].length <= SHORT_REASON) return;
  if (talk.slots[step.otherwise] === undefined) talk.slots[step.otherwise] = text;
}

/** What is told of the matter while something else was asked belongs to it. */
export function addToMatter(talk: Talk, reading: Reading): void {
  const { matter } = talk.slots;
  const text = plainWords(reading.text, reading, true);
  if (typeof matter === 'string' && text !== '' && !matter.includes(text)) talk.slots.matter = `${matter}；${text}`;
}

function askRest(turn: Turn, given: Answering & { missing: NonNullable<Absorbed['missing']> }): void {
  const { talk, flow, missing } = given;
  const value = slotText(turn, { flow, id: missing.step.id, value: defined(talk.slots[missing.step.id]) });
  talk.asked = missing.step.id;
  turn.trace?.(`${flow.id}.${missing.step.id}:half`);
  sayPhrase(turn, 'housePart', { house: value });
}

/** A refused answer: say why, then offer choices, then go on without it or hand over (repair 6). */
export function refuse(turn: Turn, given: Answering & { step: CollectStep }): void {
  const { talk, flow, step } = given;
  const times = (talk.refused?.[step.id] ?? 0) + 1;
  talk.refused = { ...talk.refused, [step.id]: times };
  turn.trace?.(`${flow.id}.${step.id}:refused`);
  const impatient = talk.urgent === true && flow.kind === 'matter';
  if (times === 1 && !impatient) {
    say(turn, refusalOf(turn, talk, step));
    offer(turn, talk, { flow, step });
    return;
  }
  if (times === 2 && !impatient) {
    offerWaysOut(turn, given);
    return;
  }
  turn.trace?.(`repair6:${flow.id}`);
  if (step.stuck === 'hand-over') giveUp(turn, talk, step);
  else goOnWithout(turn, given);
}

/** Hands the talk to a person, because it cannot go on without this answer. */
export function giveUp(turn: Turn, talk: Talk, step: CollectStep): void {
  turn.trace?.(`${talk.flow}.${step.id}:stuck`);
  handOver(turn, { reason: 'not-understood', talk, tell: null });
}

/** Leaves a question open and goes on. */
export function goOnWithout(turn: Turn, given: { talk: Talk; flow: Flow; step: CollectStep }): void {
  const { talk, step } = given;
  talk.without = [...(talk.without ?? []), step.id];
  turn.trace?.(`${given.flow.id}.${step.id}:without`);
  advance(turn);
}

function refusalOf(turn: Turn, talk: Talk, step: CollectStep): string {
  const own = flowText(turn, talk, step.refuse);
  const shared = turn.flows.phrases.refuse[step.slot];
  return own !== '' ? own : shared === undefined ? flowText(turn, talk, step.ask) : flowText(turn, talk, shared);
}

function offerWaysOut(turn: Turn, given: Answering & { step: CollectStep }): void {
  const { talk, flow, step } = given;
  sayPhrase(turn, 'choose', { what: step.short });
  offer(turn, talk, { flow, step });
  const { options } = turn.flows.phrases;
  turn.menu = [
    ...turn.menu,
    ...(step.stuck === 'hand-over' ? (['person'] as const) : (['skip', 'person'] as const)).map((key) => ({
      id: wayId(turn, { talk, flow, step, key }),
      text: options[key].text,
    })),
  ];
}

function wayId(turn: Turn, given: { talk: Talk; flow: Flow; step: CollectStep; key: string }): string {
  const { talk, flow, step, key } = given;
  return writeMenuId({ flow: flow.id, step: step.id, option: key, menu: turn.state.menu, ref: refOf(talk) });
}
