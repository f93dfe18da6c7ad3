import type { Talk } from '../state.ts';
import { askCollect, askConfirm } from './ask.ts';
import type { Turn } from './turn.ts';
import { flowOf } from './values.ts';

/** Puts the open question again. */
export function reask(turn: Turn, talk: Talk): void {
  const flow = flowOf(turn, talk);
  const step = flow?.steps[flow.indexOf.get(talk.asked ?? '') ?? -1];
  if (flow === undefined || step === undefined) return;
  if (step.kind === 'collect') askCollect(turn, { talk, flow, step });
  if (step.kind === 'confirm') askConfirm(turn, { talk, flow, step });
}
