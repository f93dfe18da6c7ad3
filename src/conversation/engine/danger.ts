import type { House } from '../../shared/house.ts';
import type { Reading } from '../reading.ts';
import type { Talk } from '../state.ts';
import { absorb } from './absorb.ts';
import { advance } from './advance.ts';
import { beginTalk } from './matter.ts';
import { askEngine, offers } from './question.ts';
import { sayPhrase, type Turn } from './turn.ts';
import { flowOf, stepOfKind } from './values.ts';

/** Danger goes before everything else: advice and phones at once, ticket opened with what is known, people told (repair 12). */
export function startDanger(turn: Turn, given: { kind: string; reading: Reading; words: string }): void {
  const { kind, reading, words } = given;
  const running = turn.state.talks.find((talk) => talk.danger === kind);
  delete turn.state.question;
  if (running !== undefined) {
    addSafety(turn, { talk: running, reading, words });
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
  talk.words = [words];
  talk.why = [...reading.why];
  if (reading.place !== null) talk.place = reading.place;
  absorb(turn, { talk, flow, reading, asked: [] });
  turn.state.talks.unshift(talk);
  turn.purpose = 'emergency';
  turn.trace('repair12:emergency');
  advance(turn);
}

/** Further words about a danger go to the people on their way. */
export function addSafety(turn: Turn, given: { talk: Talk; reading: Reading; words: string }): void {
  const { talk, reading, words } = given;
  const flow = flowOf(turn, talk);
  if (flow !== undefined) {
    const asked = talk.asked === undefined ? [] : [talk.asked];
    absorb(turn, { talk, flow, reading, asked });
  }
  tellSafety(turn, talk, words);
  turn.purpose = 'emergency';
  sayPhrase(turn, 'dangerNoted');
  advance(turn);
}

/** Puts what is said on the emergency's ticket, or alerts again when the ticket cannot be seen yet. */
export function tellSafety(turn: Turn, talk: Talk, words: string): void {
  const ticket = turn.context.tickets.find(
    (one) =>
      one.open && one.openedAt >= talk.since - 60_000 && (one.category === talk.category || one.topic === talk.topic),
  );
  if (ticket !== undefined) {
    turn.effects.push({
      kind: 'add-to-ticket',
      ticketId: ticket.id,
      what: 'safety',
      text: words,
      media: talk.media ?? [],
      tell: [],
    });
    return;
  }
  turn.effects.push({
    kind: 'alert',
    danger: talk.danger ?? null,
    level: 'yes',
    text: words,
    house: houseOf(turn, talk),
  });
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
  turn.trace('repair12:doubtful');
}
