import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DRAWINGS_DIR, renderDrawings } from './drawings.ts';
import { flowsDir, flowsOrExit, problemLine, readStories } from './setting.ts';
import { renderTranscripts, TRANSCRIPTS_FILE } from './transcripts.ts';

/** `flows -- check`: flow files, story files, and whether the docs made from them are current. */
export async function checkFlows(): Promise<boolean> {
  const flows = flowsOrExit();
  const files = readStories();
  const problems = files.flatMap((file) => file.problems).map(problemLine);
  // The committed docs show the shipped flows; a company's own folder has none.
  const shipped = process.env.FLOWS_DIR === undefined && process.env.CONFIG_DIR === undefined;
  if (shipped && problems.length === 0) {
    problems.push(...stale(DRAWINGS_DIR, await renderDrawings(flows), 'npm run flows -- draw'));
    const transcripts = new Map([[TRANSCRIPTS_FILE, await renderTranscripts(flows, files)]]);
    problems.push(...stale('.', transcripts, 'npm run flows -- transcripts', [TRANSCRIPTS_FILE]));
  }
  for (const problem of problems) console.error(problem);
  const stories = files.reduce((sum, file) => sum + file.stories.length, 0);
  if (problems.length === 0) console.log(`${flowsDir()}: ${flows.list.length} flows, ${stories} stories, no mistakes`);
  return problems.length === 0;
}

/** Files that are missing, differ from what would be written now, or belong to nothing. */
export function stale(
  dir: string,
  wanted: ReadonlyMap<string, string>,
  command: string,
  there?: readonly string[],
): string[] {
  const found = there ?? (existsSync(dir) ? readdirSync(dir) : []);
  const gone = found
    .filter((name) => !wanted.has(name))
    .map((name) => `${join(dir, name)}: no flow has this any more; run ${command}`);
  const old = [...wanted].flatMap(([name, text]) => {
    const path = join(dir, name);
    if (!existsSync(path)) return [`${path}: is missing; run ${command}`];
    return readFileSync(path, 'utf8') === text ? [] : [`${path}: is not current; run ${command}`];
  });
  return [...gone, ...old];
}
