/** Trains the danger classifier. */

import { normalise } from '../../text/normalise.ts';
import { shuffle } from '../../training/shuffle.ts';
import { BUCKETS, type DangerClassifierFile, dangerFeatures } from './danger-classifier.ts';

const ROUNDS = 12;
const RATE = 0.3;
const DECAY = 1e-4;
const BIAS_RATE = 0.1;
/** Weight of a missed danger against a false alarm. */
const MISSED_WEIGHT = 2;
const STEPS = 127;

interface Point {
  readonly features: readonly number[];
  readonly live: boolean;
}

/** The messages of an example file: one a line, `#` opens a remark or a section. */
export function readExamples(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

/** Trains by logistic regression over hashed characters, in a fixed order, so that the same lines give the same bytes. */
export function trainDangerClassifier(live: readonly string[], harmless: readonly string[]): DangerClassifierFile {
  const points = [...live.map((text) => pointOf(text, true)), ...harmless.map((text) => pointOf(text, false))];
  const weights = new Float64Array(BUCKETS);
  const random = createLinearRandom(7);
  let bias = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    shuffle(points, (limit) => Math.floor(random() * limit));
    const rate = RATE / (1 + round / 2);
    for (const point of points) bias += BIAS_RATE * learn(weights, bias, { point, rate });
  }
  return pack(weights, bias);
}

function pointOf(text: string, live: boolean): Point {
  return { features: dangerFeatures(normalise(text)), live };
}

/** One step down the error of one message; returns the step of the bias. */
function learn(weights: Float64Array, bias: number, { point, rate }: { point: Point; rate: number }): number {
  const { features, live } = point;
  const share = 1 / Math.sqrt(features.length || 1);
  let sum = bias;
  for (const feature of features) sum += (weights[feature] ?? 0) * share;
  const step = ((live ? 1 : 0) - 1 / (1 + Math.exp(-sum))) * rate * (live ? MISSED_WEIGHT : 1);
  for (const feature of features) weights[feature] = (weights[feature] ?? 0) * (1 - DECAY) + step * share;
  return step;
}

function pack(weights: Float64Array, bias: number): DangerClassifierFile {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const scale = Number((largest / STEPS).toPrecision(6)) || 1;
  const bytes = Int8Array.from(weights, (weight) => Math.max(-STEPS, Math.min(STEPS, Math.round(weight / scale))));
  return { format: 1, bias: Number(bias.toPrecision(6)), scale, weights: Buffer.from(bytes.buffer).toString('base64') };
}

/** A linear congruential generator: numbers from 0 up to but not including 1. */
function createLinearRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}
