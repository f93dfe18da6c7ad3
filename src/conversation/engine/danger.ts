import type { House } from '../../language/index.ts';
import { defined } from '../../shared/index.ts';
import type { MediaRef } from '../../tickets/index.ts';
import type { Flow } from '../flow/types.ts';
import type { Reading } from '../reading.ts';
import type { SlotValue, Talk } from '../state.ts';
import type { OwnerTicket } from '../types.ts';
import { absorb, settle } from './absorb.ts';
import { advance } from './advance.ts';
import { flowText } from './ask.ts';
import { attachHeld } from './held.ts';
import { fillFromKnown } from './known.ts';
import { beginTalk, whyOf } from './matter.ts';
import { askEngine, offers } from './question.ts';
import { say, sayPhrase, type Turn } from './turn.ts';
import { flowOf, stepOfKind } from './values.ts';

/** How long an emergency's ticket takes further words about danger instead of a new one being opened. */
const SAME_EMERGENCY = 30 * 60_000;

interface Danger {
  readonly kind: string;
  readonly reading: Reading;
  readonly words: string;
}

/** Danger goes before everything else: advice and phones at once, ticket opened with what is known, people told (repair 12). */
export function startDanger(turn: Turn, given: Danger): void {
  const { kind, reading, words } = given;
  delete turn.state.question;
  turn.purpose = 'emergency';
  turn.trace?.(`repair12:${turn.state.talks[0]?.flow ?? 'emergency'}`);
  const running = turn.state.talks.find((talk) => talk.danger !== undefined);
  if (running !== undefined) {
    addDanger(turn, { talk: running, ...given });
    return;
  }
  const flow = turn.flows.list.find((one) => one.starts.event === 'danger');
  if (flow === undefined) return;
  const talk = beginTalk(turn, flow, turn.context.now);
  talk.danger = kind;
  talk.urgent = true;
  talk.recognised = true;
  talk.category = turn.context.community.routing.dangers[kind]?.category ?? '其它';
  talk.topic = turn.context.community.routing.dangers[kind]?.topic ?? 'emergency';
  const ticket = emergencyTicket(turn, talk, turn.context.now - SAME_EMERGENCY);
  if (ticket !== undefined) {
    tellSafety(turn, talk, { words });
    sayAdvice(turn, { talk, flow });
    return;
  }
  talk.words = [words];
  talk.why = whyOf(reading, talk.words);
  if (reading.place !== null) talk.place = reading.place;
  absorb(turn, { talk, flow, reading, asked: [] });
  knownHouse(turn, talk, flow);
  turn.state.talks.unshift(talk);
  attachHeld(turn);
  advance(turn);
}

/** The ticket opens before anything is asked, so the house that is known of the owner goes with it. */
function knownHouse(turn: Turn, talk: Talk, flow: Flow): void {
  const step = stepOfKind(flow, 'house');
  if (step !== null && talk.slots[step.id] === undefined) fillFromKnown(turn, { talk, flow, step });
}

/** More danger while people are already on their way: told to them, with the advice for it when it is of another kind. */
function addDanger(turn: Turn, given: Danger & { talk: Talk }): void {
  const { talk, kind, reading, words } = given;
  const flow = flowOf(turn, talk);
  const denied = flow !== undefined && takeAnswers(turn, { talk, flow, reading }).includes('no');
  tellSafety(turn, talk, { words });
  const known = [talk.danger, ...(talk.dangers ?? [])];
  if (flow !== undefined && !denied && !known.includes(kind)) {
    talk.dangers = [...(talk.dangers ?? []), kind];
    sayAdvice(turn, { talk: { ...talk, danger: kind }, flow });
  } else sayPhrase(turn, 'dangerNoted');
  bringForward(turn, talk);
  advance(turn);
}

/**
 * An answer during an emergency. Whatever is said goes to the people on their way; nothing is refused or asked twice, because
 * after the advice only where, hurt and safe may be asked at all (repair 12).
 */
export function answerDanger(turn: Turn, given: { talk: Talk; flow: Flow; reading: Reading }): void {
  const { talk, flow, reading } = given;
  const { asked } = talk;
  turn.purpose = 'emergency';
  const answers = takeAnswers(turn, given);
  tellSafety(turn, talk, { words: reading.text });
  const step = asked === undefined ? undefined : flow.steps[flow.indexOf.get(asked) ?? -1];
  if (step?.kind === 'collect' && talk.slots[step.id] === undefined) {
    if (step.otherwise !== null && reading.text.trim() !== '') talk.slots[step.otherwise] = reading.text.trim();
    talk.without = [...(talk.without ?? []), step.id];
    turn.trace?.(`${flow.id}.${step.id}:${step.otherwise === null ? 'without' : 'otherwise'}`);
  }
  if (answers.length === 0) sayPhrase(turn, 'dangerNoted');
  advance(turn);
}

/** Takes what is said about the open question and the place; half a house is enough to run to. The values taken. */
function takeAnswers(turn: Turn, given: { talk: Talk; flow: Flow; reading: Reading }): SlotValue[] {
  const { talk } = given;
  const taken = absorb(turn, { ...given, asked: talk.asked === undefined ? [] : [talk.asked] });
  for (const step of taken.filled) turn.trace?.(`${given.flow.id}.${step.id}:answered`);
  if (taken.missing !== null) settle(talk, taken.missing.step.id);
  return [...taken.filled, ...taken.changed].map((step) => defined(talk.slots[step.id]));
}

/** The advice and phones of a kind of danger, in the words of the emergency flow. */
function sayAdvice(turn: Turn, given: { talk: Talk; flow: Flow }): void {
  const step = given.flow.steps.find((one) => one.kind === 'say');
  if (step?.kind === 'say') say(turn, flowText(turn, given.talk, step.say));
}

function bringForward(turn: Turn, talk: Talk): void {
  turn.state.talks = [talk, ...turn.state.talks.filter((other) => other !== talk)];
}

/** The open ticket of an emergency, if the turn can see it already. */
function emergencyTicket(turn: Turn, talk: Talk, since: number): OwnerTicket | undefined {
  return turn.context.tickets.find(
    (one) => one.open && one.openedAt >= since && one.topic === talk.topic && one.category === talk.category,
  );
}

/** Puts what is said on the emergency's ticket, or alerts again when the ticket cannot be seen yet. */
export function tellSafety(
  turn: Turn,
  talk: Talk,
  told: { readonly words: string; readonly media?: readonly MediaRef[] },
): void {
  const { words, media = [] } = told;
  const ticket = emergencyTicket(turn, talk, talk.since - SAME_EMERGENCY);
  if (ticket !== undefined) {
    turn.effects.push({ kind: 'add-to-ticket', ticketId: ticket.id, what: 'safety', text: words, media, tell: [] });
    return;
  }
  const house = houseOf(turn, talk);
  turn.effects.push({ kind: 'alert', danger: talk.danger ?? null, level: 'yes', text: words, house });
}

function houseOf(turn: Turn, talk: Talk): House | null {
  const flow = flowOf(turn, talk);
  const step = flow === undefined ? null : stepOfKind(flow, 'house');
  return (
    (step === null ? undefined : (talk.slots[step.id] as House | undefined)) ?? turn.state.profile.houses?.[0] ?? null
  );
}

/** A danger word in a sentence that may be about the past or an exercise: ask, and tell a person at once. */
export function doubtDanger(turn: Turn, reading: Reading): void {
  turn.effects.push({
    kind: 'alert',
    danger: reading.danger.kind,
    level: 'doubtful',
    text: reading.text,
    house: reading.house ?? turn.state.profile.houses?.[0] ?? null,
  });
  sayPhrase(turn, 'stillHappeningAsk');
  askEngine(turn, {
    kind: 'happening',
    text: reading.text,
    danger: reading.danger.kind ?? 'fire',
    offered: offers(turn, ['happening', 'over', 'unsure']),
  });
  turn.trace?.(`repair12:${turn.state.talks[0]?.flow ?? 'none'}`);
}
