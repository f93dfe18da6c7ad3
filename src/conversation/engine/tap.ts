import { defined } from '../../shared/index.ts';
import type { Talk } from '../state.ts';
import { advance } from './advance.ts';
import { afterVisitAnswer, confirmOption, goOnWithout } from './answer.ts';
import { refOf } from './ask.ts';
import { tellSafety } from './danger.ts';
import { handOver } from './deeds.ts';
import { chooseEngine } from './engine-answer.ts';
import { cleanRef, type MenuId, readMenuId } from './menu-id.ts';
import { reask } from './reask.ts';
import { sayPhrase, type Turn } from './turn.ts';
import { flowOf } from './values.ts';
import { revive } from './visit.ts';

/** A tapped menu item: of the open question, of an earlier one, or of something long past. False when the id is not ours. */
export function handleTap(turn: Turn, menuId: string): boolean {
  const id = readMenuId(menuId);
  if (id === null) return false;
  turn.trace?.('tap');
  if (id.flow === 'ask') tapEngine(turn, id);
  else {
    const talk = turn.state.talks.find((one) => refersTo(one, id.ref));
    if (talk === undefined) oldTap(turn, id);
    else {
      delete turn.state.question;
      turn.state.talks = [talk, ...turn.state.talks.filter((one) => one !== talk)];
      tapTalk(turn, talk, id);
    }
  }
  return true;
}

function refersTo(talk: Talk, ref: string): boolean {
  return cleanRef(refOf(talk)) === ref;
}

function tapEngine(turn: Turn, id: MenuId): void {
  const { question } = turn.state;
  const option = question?.options[Number(id.option)];
  if (question === undefined || question.kind !== id.step || option === undefined) {
    sayPhrase(turn, 'oldMenu');
    const talk = turn.state.talks[0];
    if (talk?.asked !== undefined) reask(turn, talk);
    return;
  }
  chooseEngine(turn, question, option);
}

/** An old menu: a visit or price that was never answered is taken up again; what is closed is never acted on twice. */
function oldTap(turn: Turn, id: MenuId): void {
  const past = turn.state.past?.find((one) => cleanRef(one.id) === id.ref);
  turn.trace?.('old-menu');
  const talk = past?.answer === '' ? revive(turn, past, id.flow) : null;
  if (talk !== null) {
    tapTalk(turn, talk, id);
    return;
  }
  if (!lateDanger(turn, id)) {
    sayPhrase(turn, past === undefined ? 'oldMenu' : 'visitTaken', { ticket: past?.number ?? '' });
  }
  const open = turn.state.talks[0];
  if (open?.asked !== undefined && turn.state.question === undefined) reask(turn, open);
}

/** An answer about danger is told to people however late it comes (repair 12). */
function lateDanger(turn: Turn, id: MenuId): boolean {
  const flow = turn.flows.byId.get(id.flow);
  const step = flow?.kind === 'emergency' ? flow.steps[flow.indexOf.get(id.step) ?? -1] : undefined;
  const option = step?.kind === 'collect' ? step.options.find((one) => one.id === id.option) : undefined;
  if (flow === undefined || step?.kind !== 'collect' || option === undefined) return false;
  const ticket = turn.context.tickets.find((one) => one.open && one.topic === 'emergency');
  const words = `${step.label}：${option.text}`;
  if (ticket === undefined) {
    const house = turn.state.profile.houses?.[0] ?? null;
    turn.effects.push({ kind: 'alert', danger: null, level: 'doubtful', text: words, house });
  } else
    turn.effects.push({ kind: 'add-to-ticket', ticketId: ticket.id, what: 'safety', text: words, media: [], tell: [] });
  sayPhrase(turn, 'dangerNoted');
  return true;
}

function tapTalk(turn: Turn, talk: Talk, id: MenuId): void {
  const flow = flowOf(turn, talk);
  const step = flow?.steps[flow.indexOf.get(id.step) ?? -1];
  if (flow === undefined || step === undefined) {
    sayPhrase(turn, 'oldMenu');
    advance(turn);
    return;
  }
  if (step.kind === 'confirm') {
    // A summary that has been put right since is not the one he agreed to.
    if (id.menu !== turn.state.menu || talk.asked !== step.id) advance(turn);
    else confirmOption(turn, { talk, flow, step, option: id.option });
    return;
  }
  if (step.kind !== 'collect') return;
  if (id.option === 'person') {
    handOver(turn, { reason: 'asked', talk, tell: null });
    return;
  }
  if (id.option === 'skip') {
    goOnWithout(turn, { talk, flow, step });
    return;
  }
  if (!step.options.some((option) => option.id === id.option)) return;
  const value = step.slot === 'score' ? Number(id.option.replace(/\D/g, '')) : id.option;
  const old = talk.slots[step.id];
  talk.slots[step.id] = step.several ? [String(value)] : value;
  turn.trace?.(`${flow.id}.${step.id}:${old === undefined ? 'answered' : 'changed'}`);
  turn.trace?.(`${flow.id}.${step.id}:option:${id.option}`);
  turn.state.misses = 0;
  if (talk.danger !== undefined) {
    turn.purpose = 'emergency';
    tellSafety(turn, talk, {
      words: `${step.label}：${defined(step.options.find((option) => option.id === id.option)).text}`,
    });
  }
  if (talk.visit !== undefined) afterVisitAnswer(turn, talk);
  else advance(turn);
}
