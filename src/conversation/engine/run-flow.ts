import { defined } from '../../shared/index.ts';
import { holds } from '../flow/condition.ts';
import type { CollectStep, DoStep, Flow } from '../flow/types.ts';
import type { Talk } from '../state.ts';
import { askCollect, askConfirm, flowText, groupOf } from './ask.ts';
import { doDeed } from './deeds.ts';
import { fillFromKnown } from './known.ts';
import { say, type Turn } from './turn.ts';
import { conditionValue } from './values.ts';

/** Where a walk through a flow stopped. */
export type Walk = 'waiting' | 'ended';

/**
 * Walks the checklist from its head and stops at the first thing that is still open. Starting anew each time makes
 * corrections and early answers one case: what is known is passed over, wherever it came from.
 */
export function walk(turn: Turn, talk: Talk, flow: Flow): Walk {
  // Not `delete`: it makes the object slow for the rest of the turn, and JSON leaves undefined out anyway.
  talk.asked = undefined;
  if (talk.restart === true) talk.restart = undefined;
  for (let index = 0; index < flow.steps.length; index += 1) {
    const step = defined(flow.steps[index]);
    if (step.when !== null && !holds(step.when, (name) => conditionValue(turn, talk, name))) {
      turn.trace?.(`${flow.id}.${step.id}:skipped`);
      continue;
    }
    if (step.when !== null) turn.trace?.(`${flow.id}.${step.id}:taken`);
    switch (step.kind) {
      case 'collect':
        if (isSettled(turn, { talk, flow, step })) break;
        askCollect(turn, { talk, flow, step });
        return 'waiting';
      case 'confirm':
        if (talk.slots[step.id] === 'yes') break;
        askConfirm(turn, { talk, flow, step });
        return 'waiting';
      case 'say':
        once(turn, { talk, flow, id: step.id, run: () => say(turn, flowText(turn, talk, step.say)) });
        break;
      case 'go':
        index = flow.indexOf.get(step.go)! - 1;
        break;
      case 'do':
        if (step.deed === 'open-ticket' && talk.opened === true) break;
        if (step.deed === 'end') {
          turn.trace?.(`${flow.id}.${step.id}:done`);
          return 'ended';
        }
        once(turn, { talk, flow, id: step.id, run: () => doDeed(turn, { talk, flow, step: step as DoStep }) });
        break;
    }
  }
  return 'ended';
}

function once(turn: Turn, given: { talk: Talk; flow: Flow; id: string; run: () => void }): void {
  const { talk, flow, id, run } = given;
  if (talk.done?.includes(id)) return;
  talk.done = [...(talk.done ?? []), id];
  turn.trace?.(`${flow.id}.${id}:done`);
  run();
}

/** Known, gone without, filled from what is at hand, or not worth asking alone. */
function isSettled(turn: Turn, given: { talk: Talk; flow: Flow; step: CollectStep }): boolean {
  const { talk, flow, step } = given;
  if (talk.slots[step.id] !== undefined && talk.refused?.[`${step.id}?`] === undefined) return true;
  if (talk.without?.includes(step.id)) return true;
  if (talk.slots[step.id] === undefined && fillFromKnown(turn, given)) return true;
  if (!step.optional || step.together === null || step.alone) return false;
  const alone = groupOf(turn, { talk, flow, step }).every((other) => other.optional);
  if (alone) turn.trace?.(`${flow.id}.${step.id}:without`);
  return alone;
}
