import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ParsedFlows, parseFlows } from './flow/parse-flows.ts';
import type { FlowProblem } from './flow/types.ts';

/**
 * Reads and checks every flow file of a folder. Throws what the file system throws when the folder cannot be read;
 * mistakes inside the files are in `problems`. Watching the folder is the caller's.
 */
export function loadFlows(dir: string): ParsedFlows {
  const names = readdirSync(dir).filter((name) => /\.ya?ml$/.test(name));
  return parseFlows(names.sort().map((name) => ({ name, text: readFileSync(join(dir, name), 'utf8') })));
}

/** A mistake in a flow file as one line an editor can jump to: `repair.yaml:12: error: …`. `dir` goes before the file name. */
export function formatFlowProblem(problem: FlowProblem, dir = ''): string {
  return `${join(dir, problem.file)}:${problem.line}: ${problem.level}: ${problem.message}`;
}
