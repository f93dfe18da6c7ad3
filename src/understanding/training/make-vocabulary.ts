import type { Sample } from './make-samples.ts';

/** Hash of a feature → its number. */
export type Vocabulary = ReadonlyMap<number, number>;

/** The features that stand in at least `least` groups of lines: one writer's turn of phrase teaches nothing. */
export function makeVocabulary(samples: readonly Sample[], least: number): Vocabulary {
  const seen = new Map<number, { group: string; groups: number; texts: number }>();
  for (const { hashes, group, written } of samples) {
    for (const hash of hashes) {
      const entry = seen.get(hash);
      if (entry === undefined) seen.set(hash, { group, groups: 1, texts: written ? 1 : 0 });
      else {
        if (entry.group !== group) {
          entry.groups += 1;
          entry.group = group;
        }
        if (written) entry.texts += 1;
      }
    }
  }
  const vocabulary = new Map<number, number>();
  for (const [hash, { texts }] of seen) if (texts >= least) vocabulary.set(hash, vocabulary.size);
  return vocabulary;
}
