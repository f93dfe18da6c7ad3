import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { House } from '../house.ts';
import { type Measure, none, type Reading } from '../measure.ts';

/** What the tool that follows citations answers. */
interface Citations {
  readonly total: number;
  readonly unresolved: number | readonly (string | { file: string; line: number; citation: string })[];
}

async function unresolved({ root }: House): Promise<Reading> {
  const file = path.join(root, 'tests/tools/citations.ts');
  if (!existsSync(file)) return { value: null, why: 'not yet: no tests/tools/citations.ts' };
  const tool = (await import(pathToFileURL(file).href)) as { citations(root: string): Promise<Citations> };
  const found = await tool.citations(root);
  if (typeof found.unresolved === 'number') return { value: found.unresolved, places: [`${found.total} in all`] };
  const list = found.unresolved.map((one) =>
    typeof one === 'string' ? one : `${one.file}:${one.line} ${one.citation}`,
  );
  return { value: list.length, places: [`${found.total} in all`, ...list] };
}

/** References in comments that lead nowhere. */
export const citationMeasures: readonly Measure[] = [
  {
    id: 'citations',
    name: 'citations that do not resolve',
    start: 255,
    aim: none,
    better: 'lower',
    read: unresolved,
  },
];
