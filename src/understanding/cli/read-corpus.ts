/** Reads the shipped corpus and its checksum. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { normalise } from '../text/normalise.ts';
import { type CorpusLine, parseCorpus } from '../training/parse-corpus.ts';

const ROOT = new URL('../', import.meta.url);
/** The folders of the code that makes and reads the model. */
const CODE = ['training', 'model'] as const;

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

/** SHA-256 over the lines and the code that makes a model of them: the `source` of the shipped model. */
export function sourceChecksum(lines: readonly CorpusLine[] = readCorpus()): string {
  const hash = createHash('sha256');
  for (const { category, topic, group, text } of lines)
    hash.update(JSON.stringify([category, topic, group, normalise(text)]));
  for (const folder of CODE) {
    const names = readdirSync(new URL(`${folder}/`, ROOT)).sort();
    for (const name of names) {
      if (name.endsWith('.ts')) hash.update(name).update(readFileSync(new URL(`${folder}/${name}`, ROOT)));
    }
  }
  return hash.digest('hex');
}
