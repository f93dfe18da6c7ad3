import path from 'node:path';
import { runMeasures } from '../house/run.ts';
import { formatCommands, measureCommands } from './commands.ts';
import { pathMeasures } from './measures.ts';
import { measureWay } from './way.ts';

/**
 * `npm run check:path [-- --accept | --show MEASURE | --json]`: what an owner's message costs while the service runs,
 * beside the aims. Drives the service through HTTP and the store's address alone. Takes about a minute.
 */
const way = await measureWay();
const commands = await measureCommands();
const run = {
  command: 'npm run check:path --',
  measures: pathMeasures,
  baselineFile: path.resolve('tests/tools/path/baseline.json'),
  print: (line: string) => console.log(line),
};
const args = process.argv.slice(2);
if (args.length === 0) run.print(`${formatCommands(commands)}\n`);
process.exitCode = await runMeasures(run, { way, commands }, args);
