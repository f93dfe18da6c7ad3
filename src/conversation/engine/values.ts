import { formatHouse, maskPhone } from '../../language/index.ts';
import type { CollectStep, Flow } from '../flow/types.ts';
import type { SlotValue, Talk } from '../state.ts';
import { CONDITION_FACTS, TEXT_FACTS } from './facts.ts';
import { communityValue, type Turn } from './turn.ts';

/** The flow a talk runs on. Undefined when the file was taken away. */
export function flowOf(turn: Turn, talk: Talk): Flow | undefined {
  return turn.flows.byId.get(talk.flow);
}

/** The question with this id. */
function collectStepOf(flow: Flow, id: string): CollectStep | null {
  const step = flow.steps[flow.indexOf.get(id) ?? -1];
  return step?.kind === 'collect' ? step : null;
}

/** The first question of a kind; its slot is what the ticket takes as house, phone, name or time. */
export function stepOfKind(flow: Flow, slot: CollectStep['slot']): CollectStep | null {
  for (const step of flow.steps) if (step.kind === 'collect' && step.slot === slot) return step;
  return null;
}

/** What a `when` compares with: option ids, yes and no, numbers; empty when unknown. */
export function conditionValue(turn: Turn, talk: Talk, name: string): string {
  const slot = talk.slots[name];
  if (slot !== undefined) return plain(slot);
  const fact = CONDITION_FACTS[name];
  return fact === undefined ? textValue(turn, talk, name) : (fact(turn, talk) ?? '');
}

function plain(value: SlotValue): string {
  // Several messages joined stay on one line of a summary.
  if (typeof value === 'string') return value.includes('\n') ? value.replace(/\s*\n\s*/g, '；') : value;
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.join(',');
  if ('building' in value) return formatHouse(value);
  return (value as { text: string }).text;
}

/** A value as the owner reads it: the words of an option, a masked phone. Empty when unknown. */
export function textValue(turn: Turn, talk: Talk, name: string): string {
  const slot = talk.slots[name];
  if (slot !== undefined) return clipped(slotText(turn, { flow: flowOf(turn, talk), id: name, value: slot }));
  const fact = TEXT_FACTS[name];
  return fact === undefined ? communityValue(turn, name) : (fact(turn, talk) ?? '');
}

/** Longest value shown back: a letter of a matter must not push the rest of a summary over WeChat's limit. The ticket has it whole. */
const SHOWN = 120;

function clipped(text: string): string {
  if (text.length <= SHOWN) return text;
  return `${[...text].slice(0, SHOWN - 1).join('')}…`;
}

/** The words for a collected value. */
export function slotText(turn: Turn, given: { flow: Flow | undefined; id: string; value: SlotValue }): string {
  const { flow, id, value } = given;
  const step = flow === undefined ? null : collectStepOf(flow, id);
  if (value === 'directory') return turn.flows.phrases.texts.directoryPhone.source.trim();
  if (step?.slot === 'phone') return maskPhone(String(value));
  if (step === null || step.options.length === 0) return plain(value);
  const ids = Array.isArray(value) ? value : [value];
  return ids.map((one) => step.options.find((option) => option.id === one)?.text ?? plain(one as SlotValue)).join('、');
}
