import { defined } from '../../shared/index.ts';
import type { IntentKind } from '../../understanding/index.ts';
import type { CollectStep } from '../flow/types.ts';
import type { Matter, Reading } from '../reading.ts';
import type { Talk } from '../state.ts';
import { advance } from './advance.ts';
import { addToMatter, answerCollect, answerConfirm, cancelTalk, giveUp, goOnWithout, refuse } from './answer.ts';
import { askConfirm, flowText } from './ask.ts';
import { keepQuiet } from './confidential.ts';
import { answerDanger } from './danger.ts';
import { announcesPhoto, misunderstand, queueMatter, startMatters } from './free.ts';
import { attachHeld } from './held.ts';
import { flowFor } from './matter.ts';
import { reask } from './reask.ts';
import { offerResume } from './resume.ts';
import { answerQuestion, findAnswer, runSide, sideFlow } from './side.ts';
import { actOnTicket, ticketAct } from './tickets.ts';
import { phrase, say, sayPhrase, type Turn } from './turn.ts';
import { flowOf } from './values.ts';

/** A message while a question of a talk is open. False when it has nothing to do with it. */
export function onOpenTalk(turn: Turn, talk: Talk, reading: Reading): boolean {
  const flow = flowOf(turn, talk);
  const step = flow?.steps[flow.indexOf.get(defined(talk.asked)) ?? -1];
  if (flow === undefined || step === undefined || (step.kind !== 'collect' && step.kind !== 'confirm')) return false;
  const { intents } = reading;
  if (talk.danger !== undefined && !startsAnother(talk, reading)) {
    answerDanger(turn, { talk, flow, reading });
    return true;
  }
  if (!startsAnother(talk, reading)) attachHeld(turn);
  const plain = reading.matters.length === 0 || callsOff(talk, reading);
  if (plain && onControl(turn, { talk, reading })) return true;
  if (talk.handed === true && intents.has('greeting')) {
    offerResume(turn, talk, reading.text);
    return true;
  }
  if (step.kind === 'confirm') {
    if (!startsAnother(talk, reading) && answerConfirm(turn, { talk, flow, step, reading })) return true;
  } else {
    if ((isFreeText(step) || isQuestion(turn, reading)) && digress(turn, { talk, reading })) return true;
    if ((!isFreeText(step) && talk.visit === undefined) || !startsAnother(talk, reading)) {
      if (answerCollect(turn, { talk, flow, step, reading })) {
        addOthers(turn, talk, reading);
        return true;
      }
    }
    if (saysSkip(turn, reading) || (intents.has('no') && step.optional)) {
      skip(turn, talk);
      return true;
    }
  }
  if (digress(turn, { talk, reading })) return true;
  if (reading.matters.length > 0) {
    if (addDetail(turn, talk, reading)) return true;
    startMatters(turn, reading.matters, reading);
    return true;
  }
  if (talk.handed === true) {
    offerResume(turn, talk, reading.text);
    return true;
  }
  if (step.kind === 'collect') {
    if (!addPlace(turn, { talk, step, reading })) refuse(turn, { talk, flow, step, reading });
    return true;
  }
  return misunderstand(turn, reading, () => askConfirm(turn, { talk, flow, step }));
}

/** A question that the file of answers has, and nothing besides that answers ours. */
function isQuestion(turn: Turn, reading: Reading): boolean {
  return reading.house === null && reading.phone === null && findAnswer(turn, reading.text) !== null;
}

/** Longest words that only say where in the house. */
const SPOT = 10;
const ROOMS = /客厅|餐厅|卧室|主卧|次卧|书房|厨房|卫生间|洗手间|厕所|浴室|阳台|玄关|过道|走廊|楼道|门口|窗/;

/** 客厅的, when the house was asked for: a detail of the matter, taken down once before it counts as no answer. */
function addPlace(turn: Turn, given: { talk: Talk; step: CollectStep; reading: Reading }): boolean {
  const { talk, step, reading } = given;
  const names = reading.place !== null || ROOMS.test(reading.text);
  const fits = names && reading.text.length <= SPOT && talk.refused?.[step.id] === undefined;
  if (!fits || typeof talk.slots.matter !== 'string') return false;
  talk.refused = { ...talk.refused, [step.id]: 1 };
  addToMatter(talk, reading);
  reask(turn, talk);
  return true;
}

/** Skipping in so many words (跳过) counts whatever was asked; 没有 and the like only where they can be no answer. */
function saysSkip(turn: Turn, reading: Reading): boolean {
  const { text, words } = turn.flows.phrases.options.skip;
  const said = reading.text.trim();
  return reading.intents.has('skip') || said === text || words.includes(said);
}

/** "算了，不用来了，我自己换": called off, whatever else the few words may sound like. */
function callsOff(talk: Talk, reading: Reading): boolean {
  return reading.intents.has('cancel') && !startsAnother(talk, reading) && reading.text.length <= 20;
}

function isFreeText(step: CollectStep): boolean {
  return step.slot === 'text' || step.slot === 'item' || step.slot === 'time' || step.otherwise !== null;
}

/** Repeat, why, skip, cancel: about the question, not an answer to it (repair 5). */
function onControl(turn: Turn, given: { talk: Talk; reading: Reading }): boolean {
  const { talk, reading } = given;
  const { intents } = reading;
  const flow = defined(flowOf(turn, talk));
  const step = defined(flow.steps[defined(flow.indexOf.get(defined(talk.asked)))]);
  if (intents.has('cancel') && talk.visit === undefined && talk.quote === undefined && talk.danger === undefined) {
    if (step.kind === 'confirm' || !intents.has('correction')) {
      cancelTalk(turn, talk);
      return true;
    }
  }
  if (intents.has('repeat') && !intents.has('yes')) {
    turn.trace?.(`repair5:${flow.id}`);
    reask(turn, talk);
    return true;
  }
  if (intents.has('why')) {
    turn.trace?.(`repair5:${flow.id}`);
    sayWhy(turn, talk);
    return true;
  }
  if (saysSkip(turn, reading) && step.kind === 'collect') {
    skip(turn, talk);
    return true;
  }
  return false;
}

function sayWhy(turn: Turn, talk: Talk): void {
  const flow = defined(flowOf(turn, talk));
  const step = defined(flow.steps[defined(flow.indexOf.get(defined(talk.asked)))]);
  if (step.kind === 'collect') {
    const own = flowText(turn, talk, step.why);
    const shared = turn.flows.phrases.why[step.slot];
    say(turn, own !== '' ? own : shared === undefined ? phrase(turn, 'why') : flowText(turn, talk, shared));
  } else sayPhrase(turn, 'why');
  reask(turn, talk);
}

/** Goes on without an optional answer; says why where it is needed. */
function skip(turn: Turn, talk: Talk): void {
  const flow = defined(flowOf(turn, talk));
  const step = defined(flow.steps[defined(flow.indexOf.get(defined(talk.asked)))]);
  if (step.kind !== 'collect') return;
  turn.trace?.(`repair5:${flow.id}`);
  if (step.optional) {
    turn.trace?.(`${flow.id}.${step.id}:skip`);
    goOnWithout(turn, { talk, flow, step });
    return;
  }
  const times = talk.refused?.[step.id] ?? 0;
  if (times > 0 && step.stuck === 'hand-over') {
    giveUp(turn, talk, step);
    return;
  }
  if (times > 0) {
    goOnWithout(turn, { talk, flow, step });
    return;
  }
  talk.refused = { ...talk.refused, [step.id]: 1 };
  sayPhrase(turn, 'cannotSkip', { why: flowText(turn, talk, step.why) || fallbackWhy(turn, talk, step) });
  reask(turn, talk);
}

function fallbackWhy(turn: Turn, talk: Talk, step: CollectStep): string {
  const shared = turn.flows.phrases.why[step.slot];
  return shared === undefined ? '' : flowText(turn, talk, shared);
}

const DIGRESSIONS: ReadonlySet<IntentKind> = new Set([
  'thanks',
  'privacy',
  'my-info',
  'delete-info',
  'how-to-complain',
]);

/** Something in between: answered, then the open question comes again (repair 3). */
function digress(turn: Turn, given: { talk: Talk; reading: Reading }): boolean {
  const { talk, reading } = given;
  if (keepQuiet(turn, reading)) {
    comeBack(turn, talk);
    return true;
  }
  if (reading.matters.some((matter) => matter.category !== '其它') && !reading.intents.has('progress')) return false;
  const wanted = ticketAct(turn, reading);
  if (wanted === 'progress' || wanted === 'urge') {
    turn.trace?.(`repair3:${talk.flow}`);
    if (actOnTicket(turn, { act: wanted, reading })) {
      if (turn.state.question === undefined) comeBack(turn, talk);
      return true;
    }
  }
  if (announcesPhoto(turn, reading.text)) {
    sayPhrase(turn, (talk.media ?? []).length > 0 ? 'mediaTaken' : 'photoWelcome');
    comeBack(turn, talk);
    return true;
  }
  const answer = findAnswer(turn, reading.text);
  if (answer !== null) {
    turn.trace?.(`repair3:${talk.flow}`);
    answerQuestion(turn, { reading, ...answer });
    comeBack(turn, talk);
    return true;
  }
  if (reading.intents.has('greeting')) {
    turn.trace?.(`repair3:${talk.flow}`);
    sayPhrase(turn, 'here');
    comeBack(turn, talk);
    return true;
  }
  const flow = sideFlow(turn, reading, (intent) => DIGRESSIONS.has(intent));
  if (flow === null) return false;
  turn.trace?.(`repair3:${talk.flow}`);
  if (runSide(turn, flow, reading)) comeBack(turn, talk);
  return true;
}

function comeBack(turn: Turn, talk: Talk): void {
  if (turn.state.serves === 'bot' && turn.state.talks.includes(talk)) reask(turn, talk);
}

const ANOTHER =
  /(另外|还有(个|一个|件|一件)?(事|问题)?|对了|顺便|再报|再投诉|还想|还要(报|投诉|反映)|同时|以及|也(坏|漏|堵)了)/;

/** A request of its own in the middle of a return visit. */
const ASKS_ANEW = /报修|要修|投诉|预约|登记/;

const ABOUT_US = new Set(['slow-repair', 'attitude', 'broken-promise', 'complaint-other']);

/** Whether a message opens a second matter instead of answering the question. */
function startsAnother(talk: Talk, reading: Reading): boolean {
  const [matter] = reading.matters;
  if (matter === undefined || !matter.sure) return false;
  const opens = ANOTHER.test(reading.text) || (talk.visit !== undefined && ASKS_ANEW.test(reading.text));
  return opens && (matter.category !== talk.category || matter.topic !== talk.topic);
}

/** More about the same matter, or a sigh about us: taken down, and the question comes again. */
function addDetail(turn: Turn, talk: Talk, reading: Reading): boolean {
  if (talk.visit !== undefined || talk.quote !== undefined) return false;
  const [matter] = reading.matters;
  if (matter === undefined || startsAnother(talk, reading)) return false;
  const sigh = matter.category === '投诉' && ABOUT_US.has(matter.topic ?? '') && talk.category !== '投诉';
  const turnsOut = !sigh && turnsOutToBe(turn, { talk, matter, reading });
  const same = matter.category === talk.category || !matter.sure || sigh || turnsOut;
  if (!same) return false;
  talk.words = [...(talk.words ?? []), reading.text];
  if (!sigh) addToMatter(talk, reading);
  if (matter.urgent) talk.urgent = true;
  if (talk.topic === undefined && matter.topic !== null) talk.topic = matter.topic;
  if (sigh) sayPhrase(turn, 'soothe');
  advance(turn);
  return true;
}

/** Longest words that only tell where a defect comes from. */
const CAUSE = 12;

/**
 * 交房才三个月, while a repair is being taken down: the same thing, for another department (售后 instead of 报修). The talk moves
 * to that flow with everything it knows.
 */
function turnsOutToBe(turn: Turn, given: { talk: Talk; matter: Matter; reading: Reading }): boolean {
  const { talk, matter, reading } = given;
  const fits = talk.category === '报修' && matter.category === '售后' && reading.text.length <= CAUSE;
  const flow = fits && talk.urgent !== true ? flowFor(turn, matter.category, matter.topic) : null;
  if (flow === null) return false;
  turn.trace?.(`repair2:${flow.id}`);
  Object.assign(talk, { flow: flow.id, version: flow.version, category: matter.category, asked: undefined });
  talk.topic = matter.topic ?? undefined;
  return true;
}

/** Matters told together with an answer become talks of their own (repair 4). */
function addOthers(turn: Turn, talk: Talk, reading: Reading): void {
  if (!startsAnother(talk, reading) || turn.state.serves === 'person') return;
  const others = reading.matters.filter((matter) => matter.category !== talk.category || matter.topic !== talk.topic);
  for (const matter of others) queueMatter(turn, { matter, reading, group: talk.id });
}
