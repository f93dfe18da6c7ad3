/** Chooses the features that the model learns. */
import type { Sample } from './make-samples.ts';

/** Hash of a feature → its number. */
export type Vocabulary = ReadonlyMap<number, number>;

/** The features of at least `least` written lines: one writer's turn of phrase teaches nothing. */
export function makeVocabulary(samples: readonly Sample[], least: number): Vocabulary {
  const counts = new Map<number, number>();
  for (const { hashes, written } of samples) {
    for (const hash of hashes) counts.set(hash, (counts.get(hash) ?? 0) + (written ? 1 : 0));
  }
  const vocabulary = new Map<number, number>();
  for (const [hash, count] of counts) if (count >= least) vocabulary.set(hash, vocabulary.size);
  return vocabulary;
}
