import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { sectionText } from './changelog.ts';
import { release } from './release.ts';
import { ReleaseError } from './release-error.ts';

const USAGE = 'npm run release -- VERSION [--dry-run]    or    npm run release -- notes VERSION';

/** `npm run release -- VERSION [--dry-run]` releases; `npm run release -- notes VERSION` prints a version's notes. */
function main(): void {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'dry-run': { type: 'boolean' } } });
  const root = path.resolve('.');
  const [first, second] = positionals;
  if (first === undefined || (first === 'notes') !== (second !== undefined)) throw new ReleaseError(USAGE);
  if (second !== undefined) {
    console.log(sectionText(readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'), second));
    return;
  }
  const date = new Date().toISOString().slice(0, 10);
  release({ root, version: first, date, dryRun: values['dry-run'] ?? false, print: (line) => console.log(line) });
}

try {
  main();
} catch (error) {
  if (!(error instanceof ReleaseError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
