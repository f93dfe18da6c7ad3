import { truthy } from '../bson/numbers.ts';
import type { Doc } from '../bson/values.ts';
import type { CommandContext } from '../engine.ts';
import type { WriteErrors } from './write-errors.ts';

/** Steps carried out in one go before other clients get their turn. */
export const stepsPerTurn = 200;

/** One statement of a write command. */
export type Step =
  /** Done inside one `store.write` together with its neighbours, so that a batch costs one commit. */
  | { atOnce: true; run(): void }
  /** Done by itself, in turns of its own. */
  | { atOnce: false; run(): Promise<void> };

/** Carries out steps in order; stops at the first error when ordered. Errors are noted under the step's number. */
export async function runSteps(
  cx: CommandContext,
  { steps, ordered, errors }: { steps: Step[]; ordered: boolean; errors: WriteErrors },
): Promise<void> {
  for (let at = 0; at < steps.length; ) {
    const group = together(steps, at);
    const failed = await runGroup(cx, { group, at, ordered, errors });
    if (failed && ordered) return;
    at += group.length;
  }
}

function together(steps: Step[], at: number): Step[] {
  let end = at + 1;
  if (!steps[at]?.atOnce) return steps.slice(at, end);
  while (steps[end]?.atOnce && end - at < stepsPerTurn) end++;
  return steps.slice(at, end);
}

interface Group {
  group: Step[];
  at: number;
  ordered: boolean;
  errors: WriteErrors;
}

async function runGroup(cx: CommandContext, { group, at, ordered, errors }: Group): Promise<boolean> {
  const before = errors.errors.length;
  const [only] = group;
  if (only && !only.atOnce) {
    try {
      await only.run();
    } catch (error) {
      errors.add(at, error);
    }
  } else {
    await cx.engine.store.write(() => {
      for (const [i, step] of group.entries()) {
        try {
          void step.run();
        } catch (error) {
          errors.add(at + i, error);
          if (ordered) return;
        }
      }
    });
  }
  return errors.errors.length > before;
}

/** Whether a statement changes one document at most. */
export const isSingle = (s: Doc): boolean => !truthy(s.get('multi'));
