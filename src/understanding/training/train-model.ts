/** Trains the category model from corpus lines. */
import { CATEGORIES } from '../../shared/index.ts';
import type { ModelFile, PairClass } from '../model/model.ts';
import { type FitOptions, fitHead, type Point } from './fit-head.ts';
import { makeSamples, pairsOf, type Sample } from './make-samples.ts';
import { makeVocabulary, type Vocabulary } from './make-vocabulary.ts';
import { packModel } from './pack-model.ts';
import type { CorpusLine } from './parse-corpus.ts';

/** The settings of training; chosen by cross-validation on the corpus. */
export const SETTINGS = {
  variants: 2,
  seed: 20_261_123,
  least: 2,
  mix: 0.5,
  fit: { epochs: 16, rate: 0.35, decay: 0.0004, drop: 0.3 },
} as const;

/** The result of calibration. */
export interface Calibration {
  readonly temperature: number;
  readonly askBelow: number;
}

/** The samples of a corpus and the classes they belong to. */
export interface Prepared {
  readonly pairs: readonly PairClass[];
  readonly samples: readonly Sample[];
}

/** Turns corpus lines into samples. */
export function prepare(lines: readonly CorpusLine[]): Prepared {
  const pairs = pairsOf(lines);
  return { pairs, samples: makeSamples(lines, pairs, SETTINGS) };
}

/** Trains both heads on the samples and packs them. The same samples give the same bytes. */
export function trainModel(
  { pairs, samples }: Prepared,
  { source, temperature, askBelow }: Calibration & { readonly source: string },
): ModelFile {
  const vocabulary = makeVocabulary(samples, SETTINGS.least);
  const rest = { source, pairs, temperature, askBelow, mix: SETTINGS.mix };
  const options = { ...SETTINGS.fit, features: vocabulary.size, seed: SETTINGS.seed };
  const head = (classes: number, label: 'category' | 'pair', more: Partial<FitOptions> = {}) =>
    fitHead(toPoints(samples, vocabulary, label), { ...options, ...more, classes });
  return packModel({
    vocabulary,
    categories: head(CATEGORIES.length, 'category'),
    pairs: head(pairs.length, 'pair'),
    rest,
  });
}

function toPoints(samples: readonly Sample[], vocabulary: Vocabulary, label: 'category' | 'pair'): Point[] {
  return samples.map((sample) => ({
    features: Int32Array.from([...sample.hashes].flatMap((hash) => vocabulary.get(hash) ?? [])),
    label: sample[label],
    weight: sample.weight,
  }));
}
