import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { type CorpusLine, parseCorpus } from '../training/parse-corpus.ts';

const ROOT = new URL('../', import.meta.url);
/** Whatever changes the model when it changes. */
const CODE = ['training', 'model', 'text'] as const;

/** The corpus files in a fixed order. */
function corpusFiles(): string[] {
  return readdirSync(new URL('corpus/', ROOT))
    .filter((name) => name.endsWith('.txt'))
    .sort();
}

/** All lines of the shipped corpus. Throws CorpusError. */
export function readCorpus(): CorpusLine[] {
  return corpusFiles().flatMap((name) => parseCorpus(name, readFileSync(new URL(`corpus/${name}`, ROOT), 'utf8')));
}

/** SHA-256 over the corpus and everything that makes a model of it: what the shipped model must name as its `source`. */
export function sourceChecksum(): string {
  const hash = createHash('sha256');
  const add = (path: string) => hash.update(path).update(readFileSync(new URL(path, ROOT)));
  for (const name of corpusFiles()) add(`corpus/${name}`);
  for (const folder of CODE) {
    const names = readdirSync(new URL(`${folder}/`, ROOT)).sort();
    for (const name of names) if (name.endsWith('.ts')) add(`${folder}/${name}`);
  }
  add('normalise.ts');
  return hash.digest('hex');
}
