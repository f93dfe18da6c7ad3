/** Fits one linear head of the category model. */
import { softmax } from '../model/softmax.ts';
import { createSeededRandom } from './seeded-random.ts';
import { shuffle } from './shuffle.ts';

/** A text as numbers: the features it has and the class it belongs to. */
export interface Point {
  readonly features: Int32Array;
  readonly label: number;
  readonly weight: number;
}

/** How a head is trained. */
export interface FitOptions {
  readonly features: number;
  readonly classes: number;
  readonly epochs: number;
  readonly rate: number;
  /** Shrinks every weight that is touched, per step. */
  readonly decay: number;
  /** Share of a text's features left out at each step, so that no single word decides. */
  readonly drop: number;
  readonly seed: number;
}

/** A trained linear head: `weights[feature * classes + class]`. */
export interface Head {
  readonly classes: number;
  readonly weights: Float32Array;
  readonly biases: Float64Array;
}

/** Multinomial logistic regression by AdaGrad with feature drop-out; the weights of the second half of the epochs are averaged. Deterministic. */
export function fitHead(points: readonly Point[], options: FitOptions): Head {
  const { classes, epochs, seed } = options;
  const size = options.features * classes;
  const state = {
    weights: new Float32Array(size),
    squares: new Float32Array(size).fill(0.01),
    biases: new Float64Array(classes),
    scores: new Float64Array(classes),
  };
  const random = createSeededRandom(seed);
  const order = [...points];
  const mean = { weights: new Float32Array(size), biases: new Float64Array(classes) };
  const from = Math.floor(epochs / 2);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random.below);
    for (const point of order) step(state, point, { ...options, next: random.next });
    if (epoch < from) continue;
    addShare(mean.weights, state.weights, 1 / (epochs - from));
    addShare(mean.biases, state.biases, 1 / (epochs - from));
  }
  return { classes, ...mean };
}

function addShare<A extends Float32Array | Float64Array>(sum: A, values: A, share: number): void {
  for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (values[at] ?? 0) * share;
}

interface State {
  readonly weights: Float32Array;
  readonly squares: Float32Array;
  readonly biases: Float64Array;
  readonly scores: Float64Array;
}

/** One step down the error of one point. */
function step(state: State, point: Point, options: FitOptions & { next(): number }): void {
  const { scores, biases } = state;
  const kept = point.features.filter(() => options.next() >= options.drop);
  if (kept.length === 0) return;
  const value = 1 / Math.sqrt(kept.length);
  scores.set(biases);
  for (const feature of kept) addScores(state, feature * options.classes, value);
  softmax(scores, scores.length, 1);
  scores[point.label] = (scores[point.label] ?? 0) - 1;
  for (let at = 0; at < scores.length; at++) {
    const error = (scores[at] ?? 0) * point.weight;
    scores[at] = error;
    biases[at] = (biases[at] ?? 0) - options.rate * 0.1 * error;
  }
  for (const feature of kept) adjustWeights(state, feature * options.classes, { value, ...options });
}

function addScores({ weights, scores }: State, base: number, value: number): void {
  for (let at = 0; at < scores.length; at++) scores[at] = (scores[at] ?? 0) + (weights[base + at] ?? 0) * value;
}

interface Adjustment {
  readonly value: number;
  readonly rate: number;
  readonly decay: number;
}

function adjustWeights({ weights, squares, scores }: State, base: number, { value, rate, decay }: Adjustment): void {
  for (let at = 0; at < scores.length; at++) {
    const weight = weights[base + at] ?? 0;
    const slope = (scores[at] ?? 0) * value + decay * weight;
    const square = Math.fround((squares[base + at] ?? 0) + slope * slope);
    squares[base + at] = square;
    weights[base + at] = weight - (rate * slope) / Math.sqrt(square);
  }
}
