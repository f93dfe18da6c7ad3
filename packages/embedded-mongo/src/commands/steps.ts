import { truthy } from '../bson/numbers.ts';
import type { Doc } from '../bson/values.ts';
import type { CommandContext } from '../engine.ts';
import type { WriteErrors } from './write-errors.ts';

/** Steps carried out in one go before other clients get their turn. */
export const stepsPerTurn = 500;

/** One statement of a write command. */
export type Step =
  /** Done inside one `store.write` together with its neighbours, so that a batch costs one commit. */
  | { atOnce: true; run(): void }
  /** Done by itself, in turns of its own. */
  | { atOnce: false; run(): Promise<void> };

/** How long steps of one command may hold the event loop, in ms: those left wait for their next turn. */
const turn = 20;

interface Run {
  steps: Step[];
  ordered: boolean;
  errors: WriteErrors;
}

/** Carries out steps in order; stops at the first error when ordered. Errors are noted under the step's number. */
export async function runSteps(cx: CommandContext, r: Run): Promise<void> {
  for (let at = 0; at < r.steps.length; ) {
    const before = r.errors.errors.length;
    const step = r.steps[at] as Step;
    at += step.atOnce ? await cx.engine.store.write(() => runTogether(r, at)) : await runAlone(r, { step, at });
    if (r.ordered && r.errors.errors.length > before) return;
  }
}

async function runAlone({ errors }: Run, { step, at }: { step: Step; at: number }): Promise<number> {
  try {
    await step.run();
  } catch (error) {
    errors.add(at, error);
  }
  return 1;
}

/** Runs neighbours inside one write; how many were done. */
function runTogether(r: Run, from: number): number {
  const start = performance.now();
  for (let at = from; ; at++) {
    const step = r.steps[at];
    const done = at - from;
    if (!step?.atOnce || done >= stepsPerTurn || (done > 0 && performance.now() - start > turn)) return done;
    try {
      step.run();
    } catch (error) {
      r.errors.add(at, error);
      if (r.ordered) return done + 1;
    }
  }
}

/** Whether a statement changes one document at most. */
export const isSingle = (s: Doc): boolean => !truthy(s.get('multi'));
