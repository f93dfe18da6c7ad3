/** Makes training samples of corpus lines. */
import { CATEGORIES } from '../../shared/index.ts';
import { readFeatures } from '../model/features.ts';
import type { PairClass } from '../model/model.ts';
import { normalise } from '../text/normalise.ts';
import type { CorpusLine } from './parse-corpus.ts';
import { createSeededRandom } from './seeded-random.ts';
import { fillSlots, vary } from './vary-message.ts';

/** One text of the training set: the hashes of its features and the numbers of its classes. */
export interface Sample {
  readonly hashes: Int32Array;
  /** Its category and topic, and the numbers of its category and of the pair. */
  readonly label: PairClass;
  readonly category: number;
  readonly pair: number;
  readonly weight: number;
  readonly group: string;
  /** False for a generated variant: only written lines count in trials. */
  readonly written: boolean;
  readonly text: string;
}

/** The distinct features of a normalised text, in the order they come. */
function hashesOf(text: string): Int32Array {
  const { hashes, count } = readFeatures(text);
  return Int32Array.from(new Set(hashes.subarray(0, count)));
}

/** All pairs of category and topic in the corpus, in a fixed order. */
export function pairsOf(lines: readonly CorpusLine[]): PairClass[] {
  const keys = new Set(lines.map(({ category, topic }) => `${category} ${topic ?? ''}`));
  return [...keys].sort().map((key) => {
    const [category, topic = ''] = key.split(' ');
    return { category: category as PairClass['category'], topic: topic === '' ? null : topic };
  });
}

/** Every written line and `variants` generated ones beside it, which together weigh as much as one written line. */
export function makeSamples(
  lines: readonly CorpusLine[],
  pairs: readonly PairClass[],
  { variants, seed }: { readonly variants: number; readonly seed: number },
): Sample[] {
  const random = createSeededRandom(seed);
  const samples: Sample[] = [];
  for (const line of lines) {
    const pair = pairs.findIndex(({ category, topic }) => category === line.category && topic === line.topic);
    const { category, topic, group } = line;
    const base = { label: { category, topic }, category: CATEGORIES.indexOf(category), pair, group };
    const add = (text: string, weight: number, written: boolean) => {
      const read = normalise(text);
      samples.push({ ...base, text, weight, written, hashes: hashesOf(read) });
    };
    add(fillSlots(line.text, random), 1, true);
    for (let variant = 0; variant < variants; variant++) {
      add(vary(fillSlots(line.text, random), random), 1 / variants, false);
    }
  }
  return samples;
}
