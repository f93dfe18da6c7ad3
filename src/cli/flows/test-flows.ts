import {
  type Coverage,
  lacking,
  measureCoverage,
  runStory,
  type StoryResult,
  talkLength,
} from '../../conversation/index.ts';
import { flowsOrExit, problemLine, readStories, storySetting } from './setting.ts';

/** `flows -- test`: plays every story and prints the coverage. Resolves to whether all is well. */
export async function testFlows(filter: string | undefined): Promise<boolean> {
  const flows = flowsOrExit();
  const setting = await storySetting(flows);
  const files = readStories();
  const wrong = files.flatMap((file) => file.problems);
  for (const problem of wrong) console.error(problemLine(problem));
  const results: StoryResult[] = [];
  for (const file of files) {
    for (const story of file.stories) {
      if (filter !== undefined && !`${file.file} ${story.story}`.includes(filter)) continue;
      const result = runStory(story, setting);
      results.push(result);
      if (result.problems.length > 0) printFailure(file.file, result);
    }
  }
  const failed = results.filter((result) => result.problems.length > 0).length;
  const coverage = measureCoverage(flows, results);
  if (filter === undefined) printCoverage(coverage, results);
  const lacks = filter === undefined ? lacking(coverage, results) : [];
  for (const lack of lacks) console.error(lack);
  console.log(`${results.length - failed} passed, ${failed} failed`);
  return failed === 0 && wrong.length === 0 && lacks.length === 0;
}

function printFailure(file: string, result: StoryResult): void {
  console.error(`\n${file}: ${result.name}`);
  for (const problem of result.problems) console.error(`  ${problem}`);
  for (const { who, text, items } of result.screen) {
    console.error(
      `    ${who}: ${text.replaceAll('\n', '\n         ')}${items === undefined ? '' : `  [${items.map((item) => item.text).join('][')}]`}`,
    );
  }
}

function printCoverage(coverage: Coverage, results: readonly StoryResult[]): void {
  console.log('flow          steps    branches');
  for (const row of coverage.rows) console.log(`${row.flow.padEnd(13)} ${row.steps.padEnd(8)} ${row.branches}`);
  for (const [number, seen] of coverage.repairs)
    console.log(`repair ${String(number).padStart(2)}: ${seen.length} (${seen.join(', ')})`);
  const { median, longest, count } = talkLength(results);
  console.log(`owner messages until the ticket is open: median ${median}, longest ${longest} (${count} stories)`);
}
