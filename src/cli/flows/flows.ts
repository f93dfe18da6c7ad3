import { checkFlows } from './check.ts';
import { drawFlows } from './draw.ts';
import { testFlows } from './test-flows.ts';
import { writeTranscripts } from './transcripts.ts';

const USAGE = `npm run flows -- check            validates the flow files and that docs/flows is current
npm run flows -- draw             writes docs/flows/*.mmd and *.svg
npm run flows -- test [WORDS]     plays the stories, with coverage; only those whose name holds WORDS
npm run flows -- transcripts      writes docs/transcripts.md from the stories marked "transcript: yes"`;

const [verb, words] = process.argv.slice(2);
const verbs: Readonly<Record<string, () => Promise<boolean>>> = {
  check: checkFlows,
  draw: drawFlows,
  test: () => testFlows(words),
  transcripts: () => writeTranscripts(),
};
const run = verbs[verb ?? ''];
if (run === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else process.exitCode = (await run()) ? 0 : 1;
