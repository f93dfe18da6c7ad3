import { CATEGORIES, type Category } from '../../shared/category.ts';
import { readCharacters, visitFeatures } from './features.ts';
import { lookUp } from './hash-table.ts';
import type { Model } from './model.ts';

/** What the model makes of a text. */
export interface Classified {
  /** All seven, most probable first; calibrated. */
  readonly categories: readonly (readonly [Category, number])[];
  /** The likeliest topics, most probable first; together with `nothing` they sum up to one. */
  readonly topics: readonly (readonly [string, number])[];
  /** How probable it is that nothing is asked for. */
  readonly nothing: number;
  /** The likeliest topic of a category. */
  topicOf(category: Category): string | null;
}

const SEVEN = CATEGORIES.length;
/** Marks the features of one call in `stamps`, so that no set has to be made for each message. */
let calls = 0;
/** A topic less probable than this is not told. */
const WORTH_TELLING = 0.01;

function softmax(scores: Float64Array, temperature: number): Float64Array {
  let top = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < scores.length; at++) if (scores[at]! > top) top = scores[at]!;
  let total = 0;
  const result = new Float64Array(scores.length);
  for (let at = 0; at < scores.length; at++) {
    result[at] = Math.exp((scores[at]! - top) / temperature);
    total += result[at]!;
  }
  for (let at = 0; at < result.length; at++) result[at]! /= total;
  return result;
}

/** The sums of the weights of both heads over the known features of a text, each feature once. */
function addUp(model: Model, text: string): { categories: Float64Array; pairs: Float64Array } {
  const { weights, offsets, biases, index, stamps } = model;
  const categories = new Float64Array(SEVEN);
  const pairs = new Float64Array(model.pairs.length);
  calls = calls === 0xffffffff ? 1 : calls + 1;
  let known = 0;
  visitFeatures(readCharacters(text), (hash) => {
    const feature = lookUp(index, hash);
    if (feature < 0 || stamps[feature] === calls) return;
    stamps[feature] = calls;
    known += 1;
    let at = offsets[feature]!;
    for (let category = 0; category < SEVEN; category++) categories[category]! += weights[at + category]!;
    const end = at + SEVEN + 1 + 2 * weights[at + SEVEN]!;
    for (at += SEVEN + 1; at < end; at += 2) pairs[weights[at]!]! += weights[at + 1]!;
  });
  const factor = model.scale / Math.sqrt(Math.max(1, known));
  for (let at = 0; at < SEVEN; at++) categories[at] = categories[at]! * factor + biases.categories[at]!;
  for (let at = 0; at < pairs.length; at++) pairs[at] = pairs[at]! * factor + biases.pairs[at]!;
  return { categories, pairs };
}

/** Log-probabilities of the categories before calibration: both heads, weighed. */
function joinHeads(model: Model, pairs: Float64Array, categories: Float64Array): Float64Array {
  const sums = new Float64Array(SEVEN);
  for (let at = 0; at < pairs.length; at++) sums[model.pairCategories[at]!]! += pairs[at]!;
  const scores = new Float64Array(SEVEN);
  for (let at = 0; at < SEVEN; at++) {
    scores[at] = model.mix * Math.log(categories[at]! + 1e-9) + (1 - model.mix) * Math.log(sums[at]! + 1e-9);
  }
  return scores;
}

/** Classifies a normalised text. Linear in its length, which is capped. */
export function classify(model: Model, text: string): Classified {
  const sums = addUp(model, text);
  const pairs = softmax(sums.pairs, 1);
  const joined = joinHeads(model, pairs, softmax(sums.categories, 1));
  const probabilities = softmax(joined, model.temperature);
  const categories = CATEGORIES.map((category, at) => [category, probabilities[at]!] as const);
  return { categories: categories.sort((a, b) => b[1] - a[1]), ...readPairs(model, pairs) };
}

function readPairs(model: Model, probabilities: Float64Array): Omit<Classified, 'categories'> {
  const topics: [string, number][] = [];
  let nothing = 0;
  for (let at = 0; at < probabilities.length; at++) {
    const { topic } = model.pairs[at]!;
    const probability = probabilities[at]!;
    if (topic === null) nothing += probability;
    else if (probability > WORTH_TELLING) addTopic(topics, topic, probability);
  }
  topics.sort((a, b) => b[1] - a[1]);
  return { topics, nothing, topicOf: (category) => topicOf(model, probabilities, category) };
}

function addTopic(topics: [string, number][], topic: string, probability: number): void {
  const known = topics.find(([name]) => name === topic);
  if (known === undefined) topics.push([topic, probability]);
  else known[1] += probability;
}

function topicOf(model: Model, probabilities: Float64Array, category: Category): string | null {
  let best: number | null = null;
  for (let at = 0; at < probabilities.length; at++) {
    const pair = model.pairs[at]!;
    if (pair.category !== category || pair.topic === null) continue;
    if (best === null || probabilities[at]! > probabilities[best]!) best = at;
  }
  return best === null ? null : model.pairs[best]!.topic;
}
