import type { Category } from '../../shared/index.ts';
import type { CollectStep, Flow } from '../flow/types.ts';
import type { Matter, Reading } from '../reading.ts';
import { plainWords } from '../slots/plain-words.ts';
import { saysSomething, withoutCards } from '../slots/text.ts';
import type { Talk } from '../state.ts';
import { absorb } from './absorb.ts';
import type { Turn } from './turn.ts';

/** The flow for a matter: the one that names its topic, else the one for its category. */
export function flowFor(turn: Turn, category: Category, topic: string | null): Flow | null {
  const matters = turn.flows.list.filter((flow) => flow.kind === 'matter');
  const byTopic = topic === null ? undefined : matters.find((flow) => flow.starts.topics.includes(topic));
  const fits =
    byTopic !== undefined && (byTopic.starts.categories.length === 0 || byTopic.starts.categories.includes(category));
  if (byTopic !== undefined && fits) return byTopic;
  const byCategory = matters.filter((flow) => flow.starts.categories.includes(category));
  return byCategory.find((flow) => flow.starts.topics.length === 0) ?? byCategory[0] ?? null;
}

/** Begins a talk on a flow and puts it before the others. */
export function beginTalk(turn: Turn, flow: Flow, since: number): Talk {
  const talk: Talk = { id: turn.state.nextTalk, flow: flow.id, version: flow.version, slots: {}, since };
  turn.state.nextTalk += 1;
  return talk;
}

/** Begins a talk for one matter of a message, with everything the message says of it. */
export function beginMatter(turn: Turn, given: { matter: Matter; reading: Reading; alone: boolean }): Talk | null {
  const { matter, reading, alone } = given;
  const flow = flowFor(turn, matter.category, matter.topic);
  if (flow === null) return null;
  const talk = beginTalk(turn, flow, turn.context.now);
  talk.category = matter.category;
  talk.recognised = true;
  talk.words = [alone ? reading.text : matter.text];
  talk.why = whyOf(reading, talk.words);
  describe(turn, { talk, flow, matter, reading, alone });
  return talk;
}

/** Puts what a matter says into a talk: topic, urgency, place, accused, and the main text when it says something. */
export function describe(
  turn: Turn,
  given: { talk: Talk; flow: Flow; matter: Matter; reading: Reading; alone: boolean },
): void {
  const { talk, flow, matter, reading, alone } = given;
  if (matter.topic !== null) talk.topic = matter.topic;
  if (matter.urgent || turn.context.community.routing.topics[matter.topic ?? '']?.urgent === true) talk.urgent = true;
  const place = matter.place ?? (alone ? reading.place : null);
  if (place !== null) talk.place = place;
  if (matter.accused !== null) talk.accused = matter.accused;
  if (matter.accusedDepartment !== null) talk.accusedDepartment = matter.accusedDepartment;
  if (reading.intents.has('confidential')) talk.confidential = true;
  const text = mainText(flow);
  if (text !== null && talk.slots[text.id] === undefined && saysSomething(matter.text, Math.max(2, text.least))) {
    const keepsTimes = flow.steps.some((step) => step.kind === 'collect' && step.told);
    talk.slots[text.id] = withoutCards(plainWords(matter.text, reading, keepsTimes) || matter.text.trim());
  }
  absorb(turn, {
    talk,
    flow,
    reading: alone ? reading : { ...reading, house: matter.house ?? reading.house },
    asked: [],
  });
}

/** The question that the matter itself answers: the first for free words or for a thing. */
function mainText(flow: Flow): CollectStep | null {
  for (const step of flow.steps)
    if (step.kind === 'collect' && (step.slot === 'text' || step.slot === 'item')) return step;
  return null;
}

/** The words that decided, kept only where they are not simply all that was said. */
export function whyOf(reading: Reading, words: readonly string[]): string[] | undefined {
  return reading.why.length === 1 && reading.why[0] === words[0] ? undefined : [...reading.why];
}
