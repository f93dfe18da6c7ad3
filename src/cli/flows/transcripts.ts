import { writeFileSync } from 'node:fs';
import type { Flows, ParsedStories } from '../../conversation/index.ts';
import { runStory, transcript } from '../../conversation/index.ts';
import { flowsOrExit, problemLine, readStories, storySetting } from './setting.ts';

/** The talks to read. */
export const TRANSCRIPTS_FILE = 'docs/transcripts.md';

const HEAD = `# 十段对话

由 \`npm run flows -- transcripts\` 从 \`bot-flows/*.stories.yaml\` 里标了 \`transcript: yes\` 的故事生成，一字不改；故事或流程改了没有重新生成，
\`npm run flows -- check\` 会指出来。［ ］是可以点的选项，（ ）是发生的事。房号、电话和人名都是编的。
`;

/** The page of talks, from the stories that are marked for it. */
export async function renderTranscripts(flows: Flows, files: readonly ParsedStories[]): Promise<string> {
  const setting = await storySetting(flows);
  const marked = files.flatMap((file) => file.stories.filter((story) => story.transcript));
  const talks = marked.map((story, index) => {
    const { screen } = runStory(story, setting);
    return transcript({ title: `${index + 1}. ${story.story}`, screen, timezone: setting.community.timezone });
  });
  return [HEAD, ...talks].join('\n');
}

/** `flows -- transcripts`: writes the page. */
export async function writeTranscripts(): Promise<boolean> {
  const flows = flowsOrExit();
  const files = readStories();
  const problems = files.flatMap((file) => file.problems);
  for (const problem of problems) console.error(problemLine(problem));
  if (problems.length > 0) return false;
  writeFileSync(TRANSCRIPTS_FILE, await renderTranscripts(flows, files));
  console.log(TRANSCRIPTS_FILE);
  return true;
}
