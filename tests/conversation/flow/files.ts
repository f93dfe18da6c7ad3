import { readdirSync, readFileSync } from 'node:fs';
import type { FlowFile } from '../../../src/conversation/flow/source.ts';
import type { FlowProblem } from '../../../src/conversation/flow/types.ts';

/** The shipped flow files. */
export const SHIPPED: readonly FlowFile[] = readdirSync('bot-flows')
  .filter((name) => name.endsWith('.yaml') && !name.includes('.stories.'))
  .sort()
  .map((name) => ({ name, text: readFileSync(`bot-flows/${name}`, 'utf8') }));

/** The shipped files and one more, or one of them changed. */
export function withFile(name: string, change: string | ((text: string) => string)): FlowFile[] {
  const before = SHIPPED.find((file) => file.name === name);
  const text = typeof change === 'string' ? change : change(before!.text);
  return [...SHIPPED.filter((file) => file.name !== name), { name, text }];
}

/** Problems of one file, as `line level message`. */
export function linesOf(problems: readonly FlowProblem[], file: string): string[] {
  return problems
    .filter((problem) => problem.file === file)
    .map(({ line, level, message }) => `${line} ${level} ${message}`);
}
