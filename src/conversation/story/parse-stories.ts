import { checked, type FlowFile, readSource } from '../flow/source.ts';
import type { FlowProblem } from '../flow/types.ts';
import { type Story, storyFile } from './schema.ts';

/** Stories of one file, and what is wrong with it. */
export interface ParsedStories {
  readonly file: string;
  readonly stories: readonly Story[];
  readonly problems: readonly FlowProblem[];
}

/** Reads a `*.stories.yaml` file; each mistake comes with its line. */
export function parseStories(file: FlowFile): ParsedStories {
  const problems: FlowProblem[] = [];
  const report = (problem: FlowProblem) => problems.push(problem);
  const source = readSource(file, report);
  const data = source === null ? null : checked(storyFile, { source, report });
  return { file: file.name, stories: data?.stories ?? [], problems };
}
