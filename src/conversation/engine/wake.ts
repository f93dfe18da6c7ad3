import { defined } from '../../shared/index.ts';
import { holds } from '../flow/condition.ts';
import type { EngineQuestion, Talk } from '../state.ts';
import { advance, dropTalk } from './advance.ts';
import { handOver, openTicket } from './deeds.ts';
import { summarise } from './draft.ts';
import { reask } from './reask.ts';
import { onSession } from './session.ts';
import { BUDGET, sayPhrase, type Turn } from './turn.ts';
import { conditionValue, flowOf } from './values.ts';
import { dropPending, isAnswered, mayStart, park, startPending } from './visit.ts';

/** Something the conversation does by itself when nobody writes (repair 9). */
interface Due {
  readonly at: number;
  readonly what: 'remind' | 'hand' | 'drop' | 'open' | 'person' | 'park' | 'next' | 'clarify' | 'forget' | 'unasked';
  readonly talk: Talk | null;
}

/** Everything that is due some time. */
function duesOf(turn: Turn): Due[] {
  const { state, context } = turn;
  const times = context.community.conversation;
  const dues: Due[] = [];
  if (state.serves === 'person') return [{ at: state.lastOwnerAt + times.humanIdle, what: 'person', talk: null }];
  for (const talk of state.talks) {
    const quiet = Math.max(state.lastOwnerAt, talk.since);
    if (talk.visit !== undefined || talk.quote !== undefined) {
      const keep = talk.visit !== undefined && isAnswered(talk) ? times.handOver : times.draftKeep;
      dues.push({ at: quiet + keep, what: 'park', talk });
      continue;
    }
    if (talk.danger !== undefined) dues.push({ at: quiet + times.handOver, what: 'drop', talk });
    else if (talk.urgent === true && talk.handed !== true)
      dues.push({ at: quiet + Math.round(times.reminder / 5), what: 'open', talk });
    else draftDues(turn, { talk, quiet, dues });
  }
  if (state.talks.length === 0 && state.media !== undefined)
    dues.push({ at: state.lastOwnerAt + times.draftKeep, what: 'drop', talk: null });
  if (state.question !== undefined) dues.push(questionDue(turn, state.question));
  const front = state.talks[0];
  if (state.pending !== undefined && !mayStart(turn))
    dues.push({ at: state.lastOwnerAt + times.draftKeep, what: 'unasked', talk: null });
  else if (state.pending !== undefined && front !== undefined)
    dues.push({
      at: Math.max(state.lastOwnerAt, front.since) + Math.round(times.handOver * 1.2),
      what: 'next',
      talk: front,
    });
  return dues;
}

/** An unanswered question of the engine: what somebody meant goes to the service desk like a draft (R8), the others are let go. */
function questionDue(turn: Turn, question: EngineQuestion): Due {
  const times = turn.context.community.conversation;
  const quiet = Math.max(turn.state.lastOwnerAt, question.at);
  if (question.kind === 'clarify' && question.handed !== true)
    return { at: quiet + times.handOver, what: 'clarify', talk: null };
  return { at: quiet + times.draftKeep, what: 'forget', talk: null };
}

/** R8: with the desk 25 minutes after the first word, a little later while the owner is still writing, never after 29. */
function draftDues(turn: Turn, given: { talk: Talk; quiet: number; dues: Due[] }): void {
  const { talk, quiet, dues } = given;
  const times = turn.context.community.conversation;
  if (talk.reminded !== true && talk.handed !== true && talk === turn.state.talks[0])
    dues.push({ at: quiet + times.reminder, what: 'remind', talk });
  if (talk.handed !== true && talk.recognised === true) {
    const grace = Math.round(times.handOver * 0.12);
    const since = talk.resumed ?? talk.since;
    const latest = since + Math.round(times.handOver * 1.16);
    dues.push({ at: Math.min(Math.max(since + times.handOver, quiet + grace), latest), what: 'hand', talk });
  } else dues.push({ at: quiet + times.draftKeep, what: 'drop', talk });
}

/** When the next self-made event is due; null when nothing waits. */
export function nextWake(turn: Turn): number | null {
  const { state } = turn;
  const quiet = state.talks.length === 0 && state.question === undefined && state.pending === undefined;
  if (quiet && state.media === undefined && state.serves === 'bot') return null;
  let at = Number.POSITIVE_INFINITY;
  for (const due of duesOf(turn)) at = Math.min(at, due.at);
  return at === Number.POSITIVE_INFINITY ? null : at;
}

/** Does everything that is due by now. */
export function onWake(turn: Turn): void {
  const done = new Set<string>();
  for (let guard = 0; guard < 20; guard += 1) {
    const dues = duesOf(turn).sort((a, b) => a.at - b.at);
    const due = dues.find((one) => one.at <= turn.context.now && !done.has(`${one.what}${one.talk?.id}`));
    if (due === undefined) return;
    done.add(`${due.what}${due.talk?.id}`);
    carryOut(turn, due);
  }
}

function carryOut(turn: Turn, due: Due): void {
  const { state } = turn;
  const { talk } = due;
  turn.trace?.(`wake:${due.what}`);
  if (due.what === 'person') {
    onSession(turn, { kind: 'session', change: 'ended', servicer: null, code: null });
    return;
  }
  if (due.what === 'clarify') {
    defined(state.question).handed = true;
    handOver(turn, { reason: 'silence', talk: null, tell: null });
    if (state.sent < BUDGET) sayPhrase(turn, 'handedOver', { matter: clip(defined(state.question).text ?? '') });
    return;
  }
  if (due.what === 'unasked') {
    dropPending(turn);
    return;
  }
  if (due.what === 'forget') {
    delete state.question;
    return;
  }
  if (talk === null) {
    delete state.media;
    delete state.mediaIds;
    return;
  }
  if (due.what === 'next') {
    if (startPending(turn)) advance(turn);
  } else if (due.what === 'drop') dropTalk(turn, talk);
  else if (due.what === 'remind') remind(turn, talk);
  else if (due.what === 'open') openNow(turn, talk);
  else if (due.what === 'park') park(turn, talk);
  else hand(turn, talk);
}

function clip(text: string): string {
  return [...text].slice(0, 20).join('');
}

function remind(turn: Turn, talk: Talk): void {
  talk.reminded = true;
  if (turn.state.sent >= BUDGET - 1 || turn.lines.length > 0 || turn.state.question !== undefined) return;
  turn.purpose = 'reminder';
  turn.trace?.(`repair9:${talk.flow}`);
  sayPhrase(turn, 'remind');
  reask(turn, talk);
}

/** To the service desk with all that is known; the owner is told in one line and may go on any time (R8). */
function hand(turn: Turn, talk: Talk): void {
  talk.handed = true;
  turn.lines.length = 0;
  turn.menu = [];
  turn.trace?.(`repair9:${talk.flow}`);
  handOver(turn, { reason: 'silence', talk, tell: null });
  if (turn.state.sent < BUDGET) sayPhrase(turn, 'handedOver', { matter: summarise(turn, talk) });
}

/** An urgent matter never waits in a draft: opened with what is known (repair 9). */
function openNow(turn: Turn, talk: Talk): void {
  const flow = flowOf(turn, talk);
  const step = flow?.steps.find(
    (one) =>
      one.kind === 'do' && one.deed === 'open-ticket' && holds(one.when, (name) => conditionValue(turn, talk, name)),
  );
  dropTalk(turn, talk);
  if (flow === undefined || step?.kind !== 'do') return;
  turn.trace?.(`repair9:${flow.id}`);
  openTicket(turn, { talk, flow, step });
  advance(turn);
}
