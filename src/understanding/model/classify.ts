import { CATEGORIES, type Category } from '../../shared/category.ts';
import { readCharacters, visitFeatures } from './features.ts';
import type { Model } from './model.ts';

/** What the model makes of a text. */
export interface Classified {
  /** All seven, most probable first; calibrated. */
  readonly categories: readonly (readonly [Category, number])[];
  /** The likeliest topics, most probable first; together with `nothing` they sum up to one. */
  readonly topics: readonly (readonly [string, number])[];
  /** How probable it is that nothing is asked for. */
  readonly nothing: number;
  /** The topics of a category alone. */
  topicOf(category: Category): string | null;
}

const SEVEN = CATEGORIES.length;

function softmax(scores: Float64Array, temperature: number): Float64Array {
  let top = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > top) top = score;
  let total = 0;
  const result = new Float64Array(scores.length);
  for (let at = 0; at < scores.length; at++) {
    result[at] = Math.exp((scores[at]! - top) / temperature);
    total += result[at]!;
  }
  for (let at = 0; at < result.length; at++) result[at]! /= total;
  return result;
}

/** The features of a text that the model knows, each once. */
export function knownFeatures(model: Model, text: string): number[] {
  const found = new Set<number>();
  visitFeatures(readCharacters(text), (hash) => {
    const feature = model.index.get(hash);
    if (feature !== undefined) found.add(feature);
  });
  return [...found];
}

function addUp(model: Model, features: readonly number[]): { categories: Float64Array; pairs: Float64Array } {
  const { weights, offsets, biases, scale } = model;
  const categories = new Float64Array(SEVEN);
  const pairs = new Float64Array(model.pairs.length);
  for (const feature of features) {
    let at = offsets[feature]!;
    for (let category = 0; category < SEVEN; category++) categories[category]! += weights[at + category]!;
    const count = weights[at + SEVEN]!;
    at += SEVEN + 1;
    for (let entry = 0; entry < count; entry++, at += 2) pairs[weights[at]!]! += weights[at + 1]!;
  }
  const factor = scale / Math.sqrt(Math.max(1, features.length));
  for (let at = 0; at < SEVEN; at++) categories[at] = categories[at]! * factor + biases.categories[at]!;
  for (let at = 0; at < pairs.length; at++) pairs[at] = pairs[at]! * factor + biases.pairs[at]!;
  return { categories, pairs };
}

/** Log-probabilities of the categories before calibration: both heads, weighed. */
export function categoryScores(model: Model, pairs: Float64Array, categories: Float64Array): Float64Array {
  const bySum = new Float64Array(SEVEN);
  for (const [at, pair] of model.pairs.entries()) bySum[CATEGORIES.indexOf(pair.category)]! += pairs[at]!;
  return bySum.map(
    (sum, at) => model.mix * Math.log(categories[at]! + 1e-9) + (1 - model.mix) * Math.log(sum + 1e-9),
  );
}

/** Classifies a normalised text. Linear in its length, which is capped. */
export function classify(model: Model, text: string): Classified {
  const sums = addUp(model, knownFeatures(model, text));
  const pairs = softmax(sums.pairs, 1);
  const scores = categoryScores(model, pairs, softmax(sums.categories, 1));
  const categories = softmax(scores, model.temperature);
  const ranked = CATEGORIES.map((category, at) => [category, categories[at]!] as const).sort((a, b) => b[1] - a[1]);
  return { categories: ranked, ...readPairs(model, pairs) };
}

function readPairs(model: Model, pairs: Float64Array): Omit<Classified, 'categories'> {
  const topics = new Map<string, number>();
  let nothing = 0;
  for (const [at, { topic }] of model.pairs.entries()) {
    if (topic === null) nothing += pairs[at]!;
    else if (pairs[at]! > 0.01) topics.set(topic, (topics.get(topic) ?? 0) + pairs[at]!);
  }
  return {
    topics: [...topics].sort((a, b) => b[1] - a[1]),
    nothing,
    topicOf(category) {
      let best = -1;
      for (const [at, pair] of model.pairs.entries()) {
        if (pair.category === category && pair.topic !== null && (best < 0 || pairs[at]! > pairs[best]!)) best = at;
      }
      return best < 0 ? null : model.pairs[best]!.topic;
    },
  };
}
