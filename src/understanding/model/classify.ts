import { CATEGORIES, type Category } from '../../shared/category.ts';
import { knowFeatures } from './know-features.ts';
import { type Model, ZERO } from './model.ts';

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
/** A topic less probable than this is not told. */
const WORTH_TELLING = 0.01;
/** So many bytes can be added up before one overflows into its neighbour sixteen bits further. */
const CHUNK = 256;
/** More classes than a model file can number. */
const MOST = SEVEN + 0x80 + 4;

/* Scratch of one call. */
const sums = new Int32Array(MOST);
const categoryScores = new Float64Array(SEVEN);
const pairScores = new Float64Array(MOST);
const pairSums = new Float64Array(SEVEN);
const joined = new Float64Array(SEVEN);

/** Turns the first `count` scores into probabilities. */
function softmax(scores: Float64Array, count: number, temperature: number): void {
  let top = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at++) if (scores[at]! > top) top = scores[at]!;
  let total = 0;
  for (let at = 0; at < count; at++) {
    const value = Math.exp((scores[at]! - top) / temperature);
    scores[at] = value;
    total += value;
  }
  for (let at = 0; at < count; at++) scores[at]! /= total;
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
        const word = rows[distinct[at]! + column]!;
        even = (even + (word & 0xff00ff)) | 0;
        odd = (odd + ((word >>> 8) & 0xff00ff)) | 0;
      }
      const first = column * 4;
      sums[first]! += even & 0xffff;
      sums[first + 1]! += odd & 0xffff;
      sums[first + 2]! += even >>> 16;
      sums[first + 3]! += odd >>> 16;
    }
  }
}

/** The scores of both heads over the known features of a text, each feature once. */
function score(model: Model, text: string): void {
  const { distinct, known } = knowFeatures(model, text);
  const { biases } = model;
  const count = model.pairs.length;
  addRows(model, distinct, known);
  const factor = model.scale / Math.sqrt(Math.max(1, known));
  for (let at = 0; at < SEVEN; at++) categoryScores[at] = sums[at]! * factor + biases.categories[at]!;
  for (let at = 0; at < count; at++) pairScores[at] = sums[SEVEN + at]! * factor + biases.pairs[at]!;
}

/** Log-probabilities of the categories before calibration: both heads, weighed. */
function joinHeads({ pairs, pairCategories, mix }: Model): void {
  pairSums.fill(0);
  for (let at = 0; at < pairs.length; at++) pairSums[pairCategories[at]!]! += pairScores[at]!;
  for (let at = 0; at < SEVEN; at++) {
    joined[at] = mix * Math.log(categoryScores[at]! + 1e-9) + (1 - mix) * Math.log(pairSums[at]! + 1e-9);
  }
}

/** Classifies a normalised text. Linear in its length, which is capped. */
export function classify(model: Model, text: string): Classified {
  score(model, text);
  softmax(pairScores, model.pairs.length, 1);
  softmax(categoryScores, SEVEN, 1);
  joinHeads(model);
  softmax(joined, SEVEN, model.temperature);
  const categories: (readonly [Category, number])[] = [];
  for (let at = 0; at < SEVEN; at++) insert(categories, CATEGORIES[at]!, joined[at]!);
  return { categories, ...readPairs(model) };
}

/** Puts a category behind those at least as probable. */
function insert(categories: (readonly [Category, number])[], category: Category, probability: number): void {
  let place = categories.length;
  for (; place > 0 && categories[place - 1]![1] < probability; place--) categories[place] = categories[place - 1]!;
  categories[place] = [category, probability];
}

function readPairs({ pairs, pairCategories }: Model): Omit<Classified, 'categories'> {
  const topics: [string, number][] = [];
  const best = new Array<number>(SEVEN).fill(-1);
  let nothing = 0;
  for (let at = 0; at < pairs.length; at++) {
    const { topic } = pairs[at]!;
    const probability = pairScores[at]!;
    if (topic === null) {
      nothing += probability;
      continue;
    }
    const category = pairCategories[at]!;
    if (best[category] === -1 || probability > pairScores[best[category]!]!) best[category] = at;
    if (probability > WORTH_TELLING) addTopic(topics, topic, probability);
  }
  topics.sort((a, b) => b[1] - a[1]);
  return {
    topics,
    nothing,
    topicOf(category) {
      return pairs[best[CATEGORIES.indexOf(category)]!]?.topic ?? null;
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
