import { createSeededRandom } from './seeded-random.ts';

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
  const order = points.map((_, at) => at);
  const mean = new Float32Array(size);
  const meanBiases = new Float64Array(classes);
  const from = Math.floor(epochs / 2);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = random.below(at + 1);
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    for (const at of order) step(state, points[at]!, { ...options, next: random.next });
    if (epoch < from) continue;
    const share = 1 / (epochs - from);
    for (let at = 0; at < size; at++) mean[at]! += state.weights[at]! * share;
    for (let at = 0; at < classes; at++) meanBiases[at]! += state.biases[at]! * share;
  }
  return { classes, weights: mean, biases: meanBiases };
}

interface State {
  readonly weights: Float32Array;
  readonly squares: Float32Array;
  readonly biases: Float64Array;
  readonly scores: Float64Array;
}

function step(state: State, point: Point, options: FitOptions & { next(): number }): void {
  const { weights, squares, biases, scores } = state;
  const { classes, rate, decay, drop } = options;
  const kept = point.features.filter(() => options.next() >= drop);
  if (kept.length === 0) return;
  const value = 1 / Math.sqrt(kept.length);
  scores.set(biases);
  for (const feature of kept) {
    const base = feature * classes;
    for (let at = 0; at < classes; at++) scores[at]! += weights[base + at]! * value;
  }
  toProbabilities(scores);
  scores[point.label]! -= 1;
  for (let at = 0; at < classes; at++) {
    const error = scores[at]! * point.weight;
    scores[at] = error;
    biases[at]! -= rate * 0.1 * error;
  }
  for (const feature of kept) {
    const base = feature * classes;
    for (let at = 0; at < classes; at++) {
      const slope = scores[at]! * value + decay * weights[base + at]!;
      squares[base + at]! += slope * slope;
      weights[base + at]! -= (rate * slope) / Math.sqrt(squares[base + at]!);
    }
  }
}

/** Turns scores into probabilities in place. */
export function toProbabilities(scores: Float64Array): void {
  let top = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > top) top = score;
  let total = 0;
  for (let at = 0; at < scores.length; at++) {
    scores[at] = Math.exp(scores[at]! - top);
    total += scores[at]!;
  }
  for (let at = 0; at < scores.length; at++) scores[at]! /= total;
}
