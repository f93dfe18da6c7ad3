import type { Phrases } from '../phrases.ts';
import { lineOf, type Report, type Source } from '../source.ts';
import type { FlowProblem } from '../types.ts';
import { type Inspected, inspect, placed, type ReadFlow } from './context.ts';
import { lintFields } from './fields.ts';
import { lintNames } from './names.ts';
import { lintOrder } from './order.ts';
import { lineInside, lintPhrases } from './phrases.ts';
import { lintStarts, uncovered } from './starts.ts';
import { textsOf } from './texts.ts';
import { wordProblems } from './words.ts';

/**
 * Mistakes that no schema sees, each with file, line and what is accepted: unreachable steps, impossible branches, slots
 * never asked, places that stand for nothing, texts too long, forbidden words, matters that no flow takes.
 */
export function lintFlows(
  flows: readonly ReadFlow[],
  words: { readonly source: Source; readonly phrases: Phrases },
): FlowProblem[] {
  const problems: FlowProblem[] = [];
  const report: Report = (problem) => problems.push(problem);
  const inspected = flows.map((read) => inspect(read, report));
  for (const one of inspected) {
    lintOrder(one);
    lintFields(one);
    lintNames(one, words.phrases);
    lintWords(one, report);
  }
  lintStarts(inspected);
  for (const message of uncovered(inspected)) report({ file: words.source.file, line: 1, level: 'error', message });
  lintPhrases(words, report);
  return problems;
}

function lintWords({ flow, source }: Inspected, report: Report): void {
  for (const { step, path } of placed(flow)) {
    for (const text of textsOf(step)) {
      const line = lineOf(source, [...path, ...text.path]);
      for (const problem of wordProblems(text.template, text.role))
        report({
          file: flow.file,
          line: lineInside(line, text.template, problem.line),
          level: problem.level,
          message: problem.message,
        });
    }
  }
}
