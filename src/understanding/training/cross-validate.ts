/** Cross-validation: every line of the corpus classified by a model that has not seen it. */
import { CATEGORIES } from '../../shared/index.ts';
import { classify, mostProbable } from '../model/classify.ts';
import { unpackModel } from '../model/load-model.ts';
import type { Model } from '../model/model.ts';
import { normalise } from '../text/normalise.ts';
import type { Sample } from './make-samples.ts';
import { createSeededRandom } from './seeded-random.ts';
import { shuffle } from './shuffle.ts';
import { type Prepared, SETTINGS, trainModel } from './train-model.ts';

/** One written line classified by a model that has not seen its group. */
export interface Trial {
  readonly text: string;
  readonly category: string;
  readonly topic: string | null;
  readonly answer: { readonly category: string; readonly topic: string | null };
  /** Uncalibrated probabilities, in the order of CATEGORIES. */
  readonly probabilities: readonly number[];
}

/** Every written line classified once, by a model trained on the other folds. Groups stay together. */
export function crossValidate(prepared: Prepared, folds: number): Trial[] {
  const foldOf = assignFolds(prepared, folds);
  const trials: Trial[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const samples = prepared.samples.filter(({ group }) => foldOf.get(group) !== fold);
    const file = trainModel({ pairs: prepared.pairs, samples }, { source: '', temperature: 1, askBelow: 0 });
    const model = unpackModel(file);
    const held = prepared.samples.filter(({ written, group }) => written && foldOf.get(group) === fold);
    trials.push(...held.map((sample) => tryOut(model, sample)));
  }
  return trials;
}

function tryOut(model: Model, { text, label }: Sample): Trial {
  const { categories, topicOf } = classify(model, normalise(text));
  const [category] = mostProbable(categories);
  const byCategory = new Map(categories);
  return {
    text,
    category: label.category,
    topic: label.topic,
    answer: { category, topic: topicOf(category) },
    probabilities: CATEGORIES.map((name) => byCategory.get(name) ?? 0),
  };
}

function assignFolds({ samples }: Prepared, folds: number): ReadonlyMap<string, number> {
  const groups = [...new Set(samples.map(({ group }) => group))];
  shuffle(groups, createSeededRandom(SETTINGS.seed).below);
  return new Map(groups.map((group, at) => [group, at % folds]));
}
