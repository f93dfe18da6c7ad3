import type { Flow, Flows, Step } from '../flow/types.ts';
import type { StoryResult } from './run-story.ts';

/** One thing a story must pass, and where it stands. */
export interface Mark {
  readonly flow: string;
  readonly mark: string;
  readonly file: string;
  readonly line: number;
}

/** How much of the flows the stories pass. */
export interface Coverage {
  readonly rows: readonly { readonly flow: string; readonly steps: string; readonly branches: string }[];
  readonly missing: readonly Mark[];
  /** Flows in which each repair was seen, by repair 1–12. */
  readonly repairs: ReadonlyMap<number, readonly string[]>;
}

/** Marks the engine leaves when it passes a step, by its kind. */
const STEP_MARKS: Readonly<Record<Step['kind'], readonly string[]>> = {
  collect: ['asked', 'answered'],
  confirm: ['asked'],
  say: ['done'],
  do: ['done'],
  go: ['taken'],
};

function stepMarks(flow: Flow): Mark[] {
  return flow.steps.flatMap((step) =>
    STEP_MARKS[step.kind].map((suffix) => ({
      flow: flow.id,
      mark: `${flow.id}.${step.id}:${suffix}`,
      file: flow.file,
      line: step.line,
    })),
  );
}

/** Branches of a flow: both sides of each `when`, each answer to a confirmation, going on without, free words. */
function branchMarks(flow: Flow): Mark[] {
  return flow.steps.flatMap((step) => {
    const at = (suffix: string): Mark => ({
      flow: flow.id,
      mark: `${flow.id}.${step.id}:${suffix}`,
      file: flow.file,
      line: step.line,
    });
    const marks: Mark[] = step.when === null ? [] : [at('taken'), at('skipped')];
    if (step.kind === 'confirm') marks.push(at('yes'), at('change'), at('no'));
    if (step.kind === 'collect') {
      marks.push(at('without'));
      if (step.otherwise !== null) marks.push(at('otherwise'));
      if (step.slot === 'choice' || step.slot === 'yesno')
        marks.push(...step.options.map((option) => at(`option:${option.id}`)));
    }
    return marks;
  });
}

/** Counts what the stories passed. */
export function measureCoverage(flows: Flows, results: readonly StoryResult[]): Coverage {
  const seen = new Set(results.flatMap((result) => [...result.marks]));
  const missing: Mark[] = [];
  const rows = flows.list.map((flow) => {
    const share = (marks: readonly Mark[]) => {
      const open = marks.filter((mark) => !seen.has(mark.mark));
      missing.push(...open);
      return `${marks.length - open.length}/${marks.length}`;
    };
    return { flow: flow.id, steps: share(stepMarks(flow)), branches: share(branchMarks(flow)) };
  });
  return { rows, missing, repairs: repairsOf(flows, seen) };
}

function repairsOf(flows: Flows, seen: ReadonlySet<string>): Map<number, string[]> {
  const repairs = new Map<number, string[]>();
  for (let number = 1; number <= 12; number += 1) {
    const prefix = `repair${number}:`;
    repairs.set(
      number,
      [...seen]
        .filter((mark) => mark.startsWith(prefix))
        .map((mark) => mark.slice(prefix.length))
        .filter((flow) => flows.byId.has(flow))
        .sort(),
    );
  }
  return repairs;
}
