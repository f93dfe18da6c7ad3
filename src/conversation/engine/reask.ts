import type { Talk } from '../state.ts';
import { advance } from './advance.ts';
import { askConfirm, askOpen } from './ask.ts';
import { fillFromKnown } from './known.ts';
import type { Turn } from './turn.ts';
import { flowOf } from './values.ts';

/** Puts the open question again; when its answer has become known meanwhile, the talk goes on instead. */
export function reask(turn: Turn, talk: Talk): void {
  const flow = flowOf(turn, talk);
  const step = flow?.steps[flow.indexOf.get(talk.asked ?? '') ?? -1];
  if (flow === undefined || step === undefined) return;
  if (step.kind === 'confirm') askConfirm(turn, { talk, flow, step });
  if (step.kind !== 'collect') return;
  const learnt = talk.slots[step.id] === undefined && fillFromKnown(turn, { talk, flow, step });
  if (learnt && turn.state.talks[0] === talk) advance(turn);
  else askOpen(turn, talk);
}
