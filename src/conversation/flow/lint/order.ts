import { defined } from '../../../shared/index.ts';
import type { CollectStep, Flow } from '../types.ts';
import { type Inspected, placed } from './context.ts';

/** Mistakes in the order of steps: names that stand twice, jumps to nowhere, steps never reached, flows that lead to nothing. */
export function lintOrder(flow: Inspected): void {
  sameNames(flow);
  jumps(flow);
  unreachable(flow);
  neverAsked(flow);
  leadsSomewhere(flow);
}

function sameNames(given: Inspected): void {
  const { flow } = given;
  const seen = new Map<string, number>();
  for (const { step, path } of placed(flow)) {
    const line = seen.get(step.id);
    if (line !== undefined)
      given.error([...path, 'id'], `step "${step.id}" already stands in line ${line}; choose another name`);
    else seen.set(step.id, step.line);
  }
}

function jumps(given: Inspected): void {
  const { flow } = given;
  for (const { step, path, index } of placed(flow)) {
    if (step.kind !== 'go') continue;
    const target = flow.indexOf.get(step.go);
    const later = flow.steps.slice(index + 1).map((one) => one.id);
    const accepted = later.length === 0 ? 'there is no later step' : `accepted: ${later.join(', ')}`;
    if (target === undefined) given.error([...path, 'go'], `there is no step "${step.go}"; ${accepted}`);
    else if (target <= index)
      given.error([...path, 'go'], `go only leads forward, "${step.go}" stands before; ${accepted}`);
  }
}

/** Whether the walk never goes on to the next step from here. */
function leavesAlways(flow: Flow, index: number): boolean {
  const step = defined(flow.steps[index]);
  if (step.when !== null) return false;
  if (step.kind === 'go') return (flow.indexOf.get(step.go) ?? -1) > index;
  return step.kind === 'do' && step.deed === 'end';
}

function unreachable(given: Inspected): void {
  const { flow } = given;
  const reached = new Set([0]);
  for (let index = 0; index < flow.steps.length; index += 1) {
    if (!reached.has(index)) continue;
    const step = defined(flow.steps[index]);
    if (step.kind === 'go') reached.add(flow.indexOf.get(step.go) ?? index);
    if (!leavesAlways(flow, index)) reached.add(index + 1);
  }
  for (const { step, path, index } of placed(flow)) {
    if (!reached.has(index))
      given.error(path, `step "${step.id}" is never reached: what stands before it always leads past it`);
  }
}

/** Optional questions of one message are asked only beside one that is needed. */
function neverAsked(given: Inspected): void {
  const { flow } = given;
  const together = (group: string) =>
    flow.steps.filter((step): step is CollectStep => step.kind === 'collect' && step.together === group);
  for (const { step, path } of placed(flow)) {
    if (step.kind !== 'collect' || step.together === null || !step.optional || step.alone) continue;
    if (together(step.together).every((other) => other.optional)) {
      const message = `"${step.id}" would never be asked: every question of the group "${step.together}" is optional; take away together, write alone: yes, or make one of them needed`;
      given.error([...path, 'together'], message);
    }
  }
}

const DEEDS = new Set(['open-ticket', 'hand-over']);

function leadsSomewhere(given: Inspected): void {
  const { flow } = given;
  if (flow.kind !== 'matter' && flow.kind !== 'emergency') return;
  const deeds = flow.steps.filter((step) => step.kind === 'do' && DEEDS.has(step.deed));
  if (deeds.length === 0) {
    given.error(
      ['steps'],
      `a flow of kind ${flow.kind} needs a step "do: open-ticket" or "do: hand-over", else nobody hears of it`,
    );
  }
}
