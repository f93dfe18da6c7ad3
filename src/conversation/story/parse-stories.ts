import { LineCounter, parseDocument } from 'yaml';
import type { FlowProblem } from '../flow/types.ts';
import { type Story, storyFile } from './schema.ts';

/** Stories of one file, and what is wrong with it. */
export interface ParsedStories {
  readonly file: string;
  readonly stories: readonly Story[];
  readonly problems: readonly FlowProblem[];
}

/** Reads a `*.stories.yaml` file; each mistake comes with its line. */
export function parseStories(file: { readonly name: string; readonly text: string }): ParsedStories {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines });
  const problem = (line: number, message: string): FlowProblem => ({ file: file.name, line, level: 'error', message });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) =>
      problem(error.linePos?.[0].line ?? 1, error.message.split('\n')[0]!),
    );
    return { file: file.name, stories: [], problems };
  }
  const result = storyFile.safeParse(document.toJS());
  if (result.success) return { file: file.name, stories: result.data.stories, problems: [] };
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const problems = result.error.issues.map((issue) =>
    problem(lineOf(issue.path), `${issue.path.join('.')}: ${issue.message}`),
  );
  return { file: file.name, stories: [], problems };
}
