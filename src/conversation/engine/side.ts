import type { IntentKind } from '../../understanding/index.ts';
import { compileTemplate, fill } from '../flow/template.ts';
import type { Flow, Flows } from '../flow/types.ts';
import type { Reading } from '../reading.ts';
import { saysSomething, withoutCards } from '../slots/text.ts';
import type { Talk } from '../state.ts';
import type { DialogueOutput } from '../types.ts';
import { buildDraft } from './draft.ts';
import { greetingWords } from './hello.ts';
import { beginTalk } from './matter.ts';
import { walk } from './run-flow.ts';
import { act, communityValue, phrase, type Turn } from './turn.ts';

/** Runs a flow that answers at once: thanks, farewell, privacy, how to complain. True when it has nothing left to ask. */
export function runSide(turn: Turn, flow: Flow, reading: Reading): boolean {
  const talk = beginTalk(turn, flow, turn.context.now);
  talk.words = [reading.text];
  if (reading.relayTo !== null) passOn(talk, reading.text, reading.relayTo);
  const ended = walk(turn, talk, flow) === 'ended';
  if (flow.starts.intents.includes('thanks') && turn.state.talks.length === 0) turn.bare = true;
  turn.trace?.(`side:${flow.id}`);
  if (!ended) turn.state.talks.unshift(talk);
  return ended;
}

/** 请转告王师傅，钥匙放门口了: whom, and what stands after the name. */
function passOn(talk: Talk, text: string, to: string): void {
  talk.slots.to = to;
  const words = text.slice(text.indexOf(to) + to.length).replace(/^[\s，,。：:、！!说]+/u, '');
  if (saysSomething(words, 2)) talk.slots.matter = withoutCards(words.trim());
}

/** The side flow an intent starts, the first of those a message shows. */
export function sideFlow(
  turn: Turn,
  reading: Reading,
  allowed: (intent: IntentKind) => boolean = () => true,
): Flow | null {
  for (const flow of sideFlowsOf(turn.flows)) {
    for (const intent of flow.starts.intents as readonly IntentKind[]) {
      if (reading.intents.has(intent) && allowed(intent)) return flow;
    }
    if (hasWords(reading.text, flow.starts.words)) return flow;
  }
  return null;
}

const sides = new WeakMap<Flows, readonly Flow[]>();

function sideFlowsOf(flows: Flows): readonly Flow[] {
  let list = sides.get(flows);
  if (list === undefined) {
    list = flows.list.filter((flow) => flow.kind === 'side');
    sides.set(flows, list);
  }
  return list;
}

/** Whether all words of one of the sets occur. */
function hasWords(text: string, sets: readonly (readonly string[])[]): boolean {
  for (const all of sets) {
    let every = true;
    for (const word of all) {
      if (text.includes(word)) continue;
      every = false;
      break;
    }
    if (every) return true;
  }
  return false;
}

/** The answer of `answers.yaml` to a question, if it has one (R31). */
export function findAnswer(turn: Turn, text: string): { id: string; answer: string } | null {
  const bare = text.toLowerCase();
  const { answers } = turn.context.community;
  if (!cluesOf(answers).test(bare)) return null;
  for (const entry of answers) {
    if (hasWords(bare, entry.words)) return { id: entry.id, answer: entry.answer };
  }
  return null;
}

type Answers = Turn['context']['community']['answers'];

const clues = new WeakMap<Answers, RegExp>();

/** The longest word of every set in one pattern: most messages hold none of them and need no further look. */
function cluesOf(answers: Answers): RegExp {
  let pattern = clues.get(answers);
  if (pattern === undefined) {
    const longest = (all: readonly string[]) => all.reduce((a, b) => (b.length > a.length ? b : a));
    const words = new Set(answers.flatMap((entry) => entry.words.map(longest)));
    pattern = new RegExp([...words].map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|') || '(?!)');
    clues.set(answers, pattern);
  }
  return pattern;
}

/** Answers a question at once and logs it as a settled 其它 (R31). */
export function answerQuestion(turn: Turn, given: { reading: Reading; id: string; answer: string }): void {
  const { reading, id } = given;
  const answer = fill(compileTemplate(given.answer), (name) => communityValue(turn, name));
  const flow = turn.flows.list.find((one) => one.kind === 'matter' && one.starts.categories.includes('其它'));
  turn.trace?.('side:answers');
  if (flow === undefined) {
    turn.lines.push({ text: answer });
    return;
  }
  const talk = { ...beginTalk(turn, flow, turn.context.now), words: [reading.text], slots: { matter: reading.text } };
  const draft = buildDraft(turn, { talk, flow, step: null });
  const effect: DialogueOutput = {
    kind: 'open-ticket',
    draft: { ...draft, category: '其它', topic: 'enquiry-other', settled: answer, details: { answer: id } },
    tell: [],
  };
  act(turn, effect, answer);
}

/** Says who is speaking: greeting by the hour, company, and that it is the assistant (篇2 2.4; 篇5 四.4). */
export function hello(turn: Turn): string {
  return phrase(turn, 'hello', { greeting: greetingWords(turn).say });
}
