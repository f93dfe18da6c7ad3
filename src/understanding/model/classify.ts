/** Classifies a text: probabilities of the seven categories and of the topics, by two linear heads over the same features. */
import { CATEGORIES, type Category } from '../../shared/index.ts';
import type { CategoryProbability } from '../types.ts';
import { lookUpKnownFeatures } from './known-features.ts';
import { type Model, ZERO } from './model.ts';
import { softmax } from './softmax.ts';

/** What the model says of a text. */
export interface Classified {
  /** All seven, most probable first; calibrated. */
  readonly categories: readonly CategoryProbability[];
  /** The likeliest topics, most probable first; together with `noRequest` they sum up to one. */
  readonly topics: readonly (readonly [string, number])[];
  /** The probability that nothing is asked for. */
  readonly noRequest: number;
  /** The likeliest topic of a category. */
  topicOf(category: Category): string | null;
}

const SEVEN = CATEGORIES.length;
/** A topic less probable than this is left out. */
const MIN_TOPIC_PROBABILITY = 0.01;
/** So many bytes can be added up before one overflows into its neighbour sixteen bits further. */
const CHUNK = 256;
/** More classes than a model file can number. */
const MAX_CLASSES = SEVEN + 0x80 + 4;

// Buffers of one call, reused by the next.
const sums = new Int32Array(MAX_CLASSES);
const categoryScores = new Float64Array(SEVEN);
const pairScores = new Float64Array(MAX_CLASSES);
const pairSums = new Float64Array(SEVEN);
const joined = new Float64Array(SEVEN);

/** Classifies a normalised text. Linear in its length, which is capped. */
export function classify(model: Model, text: string): Classified {
  computeScores(model, text);
  softmax(pairScores, model.pairs.length, 1);
  softmax(categoryScores, SEVEN, 1);
  joinHeads(model);
  softmax(joined, SEVEN, model.temperature);
  return { categories: rankCategories(), ...readPairs(model) };
}

/** The first of ranked categories. */
export function mostProbable(ranked: readonly CategoryProbability[]): CategoryProbability {
  return ranked[0] ?? ['其它', 0];
}

/** The scores of both heads over the known features of a text, each feature once. */
function computeScores(model: Model, text: string): void {
  const { distinct, known } = lookUpKnownFeatures(model, text);
  const { categories, pairs } = model.biases;
  addRows(model, distinct, known);
  const factor = model.scale / Math.sqrt(Math.max(1, known));
  for (let at = 0; at < SEVEN; at++) categoryScores[at] = (sums[at] ?? 0) * factor + (categories[at] ?? 0);
  for (let at = 0; at < model.pairs.length; at++) pairScores[at] = (sums[SEVEN + at] ?? 0) * factor + (pairs[at] ?? 0);
}

/** Adds up the rows of a text: four weights at a time, two in each of two words. */
function addRows({ rows, width }: Model, distinct: Int32Array, known: number): void {
  sums.fill(-known * ZERO, 0, width * 4);
  for (let from = 0; from < known; from += CHUNK) {
    const end = Math.min(known, from + CHUNK);
    for (let column = 0; column < width; column++) {
      let even = 0;
      let odd = 0;
      for (let at = from; at < end; at++) {
        const word = rows[(distinct[at] ?? 0) + column] ?? 0;
        even = (even + (word & 0xff00ff)) | 0;
        odd = (odd + ((word >>> 8) & 0xff00ff)) | 0;
      }
      const first = column * 4;
      sums[first] = (sums[first] ?? 0) + (even & 0xffff);
      sums[first + 1] = (sums[first + 1] ?? 0) + (odd & 0xffff);
      sums[first + 2] = (sums[first + 2] ?? 0) + (even >>> 16);
      sums[first + 3] = (sums[first + 3] ?? 0) + (odd >>> 16);
    }
  }
}

/** Log-probabilities of the categories before calibration: the weighted mean of both heads. */
function joinHeads({ pairs, pairCategories, mix }: Model): void {
  pairSums.fill(0);
  for (let at = 0; at < pairs.length; at++) {
    const category = pairCategories[at] ?? 0;
    pairSums[category] = (pairSums[category] ?? 0) + (pairScores[at] ?? 0);
  }
  for (let at = 0; at < SEVEN; at++) {
    const byCategory = Math.log((categoryScores[at] ?? 0) + 1e-9);
    joined[at] = mix * byCategory + (1 - mix) * Math.log((pairSums[at] ?? 0) + 1e-9);
  }
}

/** The categories by their probability; equals stay in the order of CATEGORIES. */
function rankCategories(): CategoryProbability[] {
  const ranked: CategoryProbability[] = [];
  for (let at = 0; at < SEVEN; at++) insert(ranked, [CATEGORIES[at] ?? '其它', joined[at] ?? 0]);
  return ranked;
}

/** Puts an entry behind those at least as probable. */
function insert(ranked: CategoryProbability[], entry: CategoryProbability): void {
  let place = ranked.length;
  for (; place > 0; place--) {
    const before = ranked[place - 1];
    if (before === undefined || before[1] >= entry[1]) break;
    ranked[place] = before;
  }
  ranked[place] = entry;
}

function readPairs({ pairs, pairCategories }: Model): Omit<Classified, 'categories'> {
  const topics: [string, number][] = [];
  /** The best pair of each category so far. */
  const best = new Array<number>(SEVEN).fill(-1);
  let noRequest = 0;
  for (let at = 0; at < pairs.length; at++) {
    const topic = pairs[at]?.topic ?? null;
    const probability = pairScores[at] ?? 0;
    if (topic === null) {
      noRequest += probability;
      continue;
    }
    const category = pairCategories[at] ?? 0;
    const rival = best[category] ?? -1;
    if (rival === -1 || probability > (pairScores[rival] ?? 0)) best[category] = at;
    if (probability > MIN_TOPIC_PROBABILITY) addTopic(topics, topic, probability);
  }
  topics.sort((a, b) => b[1] - a[1]);
  return {
    topics,
    noRequest,
    // A method, not an arrow function: tsx names arrow functions at run time, which costs a tenth of a classification.
    topicOf(category) {
      return pairs[best[CATEGORIES.indexOf(category)] ?? -1]?.topic ?? null;
    },
  };
}

function addTopic(topics: [string, number][], topic: string, probability: number): void {
  for (const known of topics) {
    if (known[0] !== topic) continue;
    known[1] += probability;
    return;
  }
  topics.push([topic, probability]);
}
