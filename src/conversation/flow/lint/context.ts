import { lineOf, type Report, type Source } from '../source.ts';
import type { CollectStep, Flow, FlowProblem, Step } from '../types.ts';

/** A flow and the file it was read from. */
export interface ReadFlow {
  readonly source: Source;
  readonly flow: Flow;
}

/** A flow under inspection: takes mistakes down with the line of the value at `path`. */
export interface Inspected extends ReadFlow {
  error(path: readonly PropertyKey[], message: string): void;
  warning(path: readonly PropertyKey[], message: string): void;
}

/** Makes a flow report its mistakes. */
export function inspect(read: ReadFlow, report: Report): Inspected {
  const take = (level: FlowProblem['level']) => (path: readonly PropertyKey[], message: string) =>
    report({ file: read.flow.file, line: lineOf(read.source, path), level, message });
  return { ...read, error: take('error'), warning: take('warning') };
}

/** Steps with their place in the file: `['steps', 3]`. */
export function placed(
  flow: Flow,
): { readonly step: Step; readonly path: readonly PropertyKey[]; readonly index: number }[] {
  return flow.steps.map((step, index) => ({ step, path: ['steps', index], index }));
}

/** The questions that can fill a slot: the one of that name, and choices that take free words for it (`otherwise`). */
export function sourcesOf(flow: Flow, slot: string): readonly CollectStep[] {
  return flow.steps.filter(
    (step): step is CollectStep => step.kind === 'collect' && (step.id === slot || step.otherwise === slot),
  );
}

/** Everything a flow asks for. */
export function slotsOf(flow: Flow): readonly string[] {
  const slots = flow.steps.flatMap((step) =>
    step.kind === 'collect' ? [step.id, ...(step.otherwise === null ? [] : [step.otherwise])] : [],
  );
  return [...new Set(slots)];
}
