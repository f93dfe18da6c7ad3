import path from 'node:path';
import { readHouse } from './house.ts';
import { citationMeasures } from './measures/citations.ts';
import { effectMeasures } from './measures/effects.ts';
import { hanMeasures } from './measures/han.ts';
import { roomMeasures } from './measures/rooms.ts';
import { syntaxMeasures } from './measures/syntax.ts';
import { testMeasures } from './measures/tests.ts';
import { wordMeasures } from './measures/words.ts';
import { runMeasures } from './run.ts';

/** `npm run check:house [-- --accept | --show MEASURE | --json]`: what the sources look like, beside the aims. */
const run = {
  command: 'npm run check:house --',
  measures: [
    ...syntaxMeasures,
    ...roomMeasures,
    ...effectMeasures,
    ...hanMeasures,
    ...testMeasures,
    ...citationMeasures,
    ...wordMeasures,
  ],
  baselineFile: path.resolve('tests/tools/house/baseline.json'),
  print: (line: string) => console.log(line),
};
process.exitCode = await runMeasures(run, readHouse(path.resolve('.')), process.argv.slice(2));
