import type { Flow, Flows, Step } from '../flow/types.ts';
import type { StoryResult } from './run-story.ts';

/** One thing a story must pass, and where it stands. */
interface Mark {
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
      marks.push(at(step.stuck === 'hand-over' && !step.optional ? 'stuck' : 'without'));
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

/** How many messages owners wrote until their ticket was open, over the stories that opened one. */
export function talkLength(results: readonly StoryResult[]): { median: number; longest: number; count: number } {
  const lengths = results
    .map((result) => result.ownerMessages)
    .filter((length) => length !== null)
    .sort((a, b) => a - b);
  return { median: lengths[Math.floor(lengths.length / 2)] ?? 0, longest: lengths.at(-1) ?? 0, count: lengths.length };
}

/** A repair must be seen in this many flows (issue: at least three). */
const FLOWS_PER_REPAIR = 3;
/** Median of owner messages until the ticket is open. */
const MOST_MESSAGES = 3;

/** What the stories still owe: steps and branches nobody passed, repairs seen too seldom, talks that are too long. */
export function lacking(coverage: Coverage, results: readonly StoryResult[]): string[] {
  const thin = [...coverage.repairs].filter(([, seen]) => seen.length < FLOWS_PER_REPAIR);
  const { median } = talkLength(results);
  return [
    ...coverage.missing.map(({ file, line, mark }) => `not covered: ${file}:${line} ${mark}`),
    ...thin.map(([repair, seen]) => `repair ${repair} is seen in ${seen.length} flows, not in ${FLOWS_PER_REPAIR}`),
    ...(median > MOST_MESSAGES ? [`the median talk takes ${median} owner messages, more than ${MOST_MESSAGES}`] : []),
  ];
}
