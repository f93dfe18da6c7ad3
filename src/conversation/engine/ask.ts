import { holds } from '../flow/condition.ts';
import { fill, type Template } from '../flow/template.ts';
import type { CollectStep, ConfirmStep, Flow } from '../flow/types.ts';
import type { Talk } from '../state.ts';
import { fillFromKnown } from './known.ts';
import { writeMenuId } from './menu-id.ts';
import { phrase, say, sayPhrase, type Turn } from './turn.ts';
import { conditionValue, textValue } from './values.ts';

/** A text of a flow, filled with what the talk knows. */
export function flowText(turn: Turn, talk: Talk, template: Template): string {
  return fill(template, (name) => textValue(turn, talk, name));
}

/** Asks a question, together with its neighbours of the same group that are open too. */
export function askCollect(turn: Turn, given: { talk: Talk; flow: Flow; step: CollectStep }): void {
  const { talk, flow, step } = given;
  talk.asked = step.id;
  if (talk.refused?.[`${step.id}?`] !== undefined) {
    sayPhrase(turn, 'housePart', { house: textValue(turn, talk, step.id) });
    turn.trace?.(`${flow.id}.${step.id}:asked`);
    return;
  }
  const open = groupOf(turn, given).filter((one) => one === step || !fillFromKnown(turn, { talk, flow, step: one }));
  turn.trace?.(`${flow.id}.${step.id}:asked`);
  for (const other of open.slice(1)) turn.trace?.(`${flow.id}.${other.id}:asked`);
  if (open.length > 1) {
    say(turn, phrase(turn, 'askTogether', { what: open.map((one) => one.short).join('、') }));
    return;
  }
  say(turn, flowText(turn, talk, step.ask));
  offer(turn, talk, { flow, step });
}

/** Puts the open question of a talk once more, just as it is. */
export function askOpen(turn: Turn, talk: Talk): void {
  const flow = turn.flows.byId.get(talk.flow);
  const step = flow?.steps[flow.indexOf.get(talk.asked ?? '') ?? -1];
  if (flow !== undefined && step?.kind === 'collect') askCollect(turn, { talk, flow, step });
}

/** The open questions that are asked in one message with this one. */
export function groupOf(turn: Turn, given: { talk: Talk; flow: Flow; step: CollectStep }): CollectStep[] {
  const { talk, flow, step } = given;
  if (step.together === null) return [step];
  return flow.steps.filter(
    (other): other is CollectStep =>
      other.kind === 'collect' &&
      other.together === step.together &&
      talk.slots[other.id] === undefined &&
      !talk.without?.includes(other.id) &&
      holds(other.when, (name) => conditionValue(turn, talk, name)),
  );
}

/** Shows the options of a question as a menu. */
export function offer(turn: Turn, talk: Talk, given: { flow: Flow; step: CollectStep }): void {
  const { flow, step } = given;
  const options = step.options;
  if (options.length === 0) return;
  turn.state.menu += 1;
  turn.menu = options.map((option) => ({
    id: writeMenuId({ flow: flow.id, step: step.id, option: option.id, menu: turn.state.menu, ref: refOf(talk) }),
    text: option.text,
  }));
}

/** Repeats everything back and asks whether it is right (篇3 4.8). */
export function askConfirm(turn: Turn, given: { talk: Talk; flow: Flow; step: ConfirmStep }): void {
  const { talk, flow, step } = given;
  talk.asked = step.id;
  turn.trace?.(`${flow.id}.${step.id}:asked`);
  say(turn, flowText(turn, talk, step.confirm));
  turn.state.menu += 1;
  const menu = { flow: flow.id, step: step.id, menu: turn.state.menu, ref: refOf(talk) };
  turn.menu = [
    { id: writeMenuId({ ...menu, option: 'yes' }), text: step.yes },
    { id: writeMenuId({ ...menu, option: 'change' }), text: step.change },
    { id: writeMenuId({ ...menu, option: 'no' }), text: step.no },
  ];
}

/** What a menu id carries to find the talk again: the visit or quote itself, for it outlives the talk. */
export function refOf(talk: Talk): string {
  return talk.visit?.visitId ?? talk.quote?.quoteId ?? `t${talk.id}`;
}
