import { readFileSync } from 'node:fs';

export type Section = readonly [name: string, lines: readonly string[]];

/** The example messages of a file, by their sections. */
export function readSections(name: 'live' | 'harmless'): Section[] {
  const url = new URL(`../../../src/understanding/danger/examples/${name}.txt`, import.meta.url);
  const sections: [string, string[]][] = [];
  for (const line of readFileSync(url, 'utf8').split('\n')) {
    if (line.startsWith('## ')) sections.push([line.slice(3), []]);
    else if (line.trim() !== '' && !line.startsWith('#')) sections.at(-1)![1].push(line);
  }
  return sections;
}
