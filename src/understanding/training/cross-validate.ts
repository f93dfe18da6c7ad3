import { CATEGORIES } from '../../shared/index.ts';
import { classify } from '../model/classify.ts';
import { unpackModel } from '../model/load-model.ts';
import { normalise } from '../text/normalise.ts';
import { createSeededRandom } from './seeded-random.ts';
import { type Prepared, SETTINGS, trainModel } from './train-model.ts';

/** One written line judged by a model that has not seen its group. */
export interface Trial {
  readonly text: string;
  readonly category: string;
  readonly topic: string | null;
  readonly answer: { readonly category: string; readonly topic: string | null };
  /** Uncalibrated probabilities, in the order of CATEGORIES. */
  readonly probabilities: readonly number[];
}

/** Every written line judged once, by a model trained on the other folds. Groups stay together. */
export function crossValidate(prepared: Prepared, folds: number): Trial[] {
  const fold = foldsOf(prepared, folds);
  const trials: Trial[] = [];
  for (let held = 0; held < folds; held++) {
    const samples = prepared.samples.filter(({ group }) => fold.get(group) !== held);
    const file = trainModel({ pairs: prepared.pairs, samples }, { source: '', temperature: 1, askBelow: 0 });
    const model = unpackModel(file);
    for (const sample of prepared.samples) {
      if (!sample.written || fold.get(sample.group) !== held) continue;
      const result = classify(model, normalise(sample.text));
      const category = result.categories[0]![0];
      trials.push({
        text: sample.text,
        category: CATEGORIES[sample.category]!,
        topic: prepared.pairs[sample.pair]!.topic,
        answer: { category, topic: result.topicOf(category) },
        probabilities: CATEGORIES.map((name) => result.categories.find(([other]) => other === name)![1]),
      });
    }
  }
  return trials;
}

function foldsOf({ samples }: Prepared, folds: number): ReadonlyMap<string, number> {
  const groups = [...new Set(samples.map(({ group }) => group))];
  const random = createSeededRandom(SETTINGS.seed);
  for (let at = groups.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [groups[at], groups[other]] = [groups[other]!, groups[at]!];
  }
  return new Map(groups.map((group, at) => [group, at % folds]));
}
