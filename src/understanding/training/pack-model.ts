/** Packs a trained model into the bytes of its file. */
import { CATEGORIES } from '../../shared/index.ts';
import type { ModelFile } from '../model/model.ts';
import type { Head } from './fit-head.ts';
import type { Vocabulary } from './make-vocabulary.ts';

/** Weights smaller than this, in steps, are left out of the pair head. */
const SMALLEST = 5;
const STEPS = 127;

interface Parts {
  readonly vocabulary: Vocabulary;
  readonly categories: Head;
  readonly pairs: Head;
  readonly rest: Omit<ModelFile, 'format' | 'scale' | 'biases' | 'features' | 'weights'>;
}

/** Packs both heads into a model file. Features whose weights are all small are left out. */
export function packModel({ vocabulary, categories, pairs, rest }: Parts): ModelFile {
  const scale = Math.max(largest(categories.weights), largest(pairs.weights)) / STEPS;
  const hashes = [...vocabulary.keys()].sort((a, b) => (a >>> 0) - (b >>> 0));
  const features: number[] = [];
  const bytes: number[] = [];
  for (const hash of hashes) {
    const record = recordOf(vocabulary.get(hash) ?? 0, { categories, pairs, scale });
    if (record === null) continue;
    features.push(hash >>> 0);
    bytes.push(...record);
  }
  const packed = Buffer.alloc(features.length * 4);
  for (const [at, hash] of features.entries()) packed.writeUInt32LE(hash, at * 4);
  const round = (values: Float64Array) => [...values].map((value) => Number(value.toFixed(4)));
  return {
    format: 1,
    ...rest,
    scale: Number(scale.toPrecision(6)),
    biases: { categories: round(categories.biases), pairs: round(pairs.biases) },
    features: packed.toString('base64'),
    weights: Buffer.from(Int8Array.from(bytes).buffer).toString('base64'),
  };
}

function largest(weights: Float32Array): number {
  let top = 0;
  for (const weight of weights) top = Math.max(top, Math.abs(weight));
  return top;
}

function recordOf(feature: number, heads: { categories: Head; pairs: Head; scale: number }): number[] | null {
  const seven = CATEGORIES.length;
  const step = (head: Head, at: number) => Math.round((head.weights[feature * head.classes + at] ?? 0) / heads.scale);
  const record = CATEGORIES.map((_, at) => step(heads.categories, at));
  const entries: number[] = [];
  for (let at = 0; at < heads.pairs.classes; at++) {
    const weight = step(heads.pairs, at);
    if (Math.abs(weight) >= SMALLEST) entries.push(at, weight);
  }
  if (entries.length === 0 && record.every((weight) => Math.abs(weight) < SMALLEST)) return null;
  return [...record.slice(0, seven), entries.length / 2, ...entries];
}
