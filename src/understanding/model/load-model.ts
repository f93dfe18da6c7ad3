import { readFileSync } from 'node:fs';
import { CATEGORIES } from '../../shared/category.ts';
import { createHashTable } from './hash-table.ts';
import type { Model, ModelFile } from './model.ts';

/** Where the shipped model lies. */
export const MODEL_URL = new URL('understanding.model.json', import.meta.url);

/** Unpacks a model file. Throws when it was written in another format. */
export function unpackModel({ features, weights: packed, ...file }: ModelFile): Model {
  if (file.format !== 1) throw new Error(`the model has format ${String(file.format)}, not 1; run npm run train`);
  const bytes = Buffer.from(features, 'base64');
  const count = bytes.length / 4;
  const hashes = Int32Array.from({ length: count }, (_, feature) => bytes.readInt32LE(feature * 4));
  const weights = new Int8Array(Buffer.from(packed, 'base64'));
  const offsets = new Uint32Array(count);
  let at = 0;
  for (let feature = 0; feature < count; feature++) {
    offsets[feature] = at;
    at += CATEGORIES.length + 1 + 2 * weights[at + CATEGORIES.length]!;
  }
  const pairCategories = Uint8Array.from(file.pairs, ({ category }) => CATEGORIES.indexOf(category));
  return { ...file, index: createHashTable(hashes), pairCategories, stamps: new Uint32Array(count), offsets, weights };
}

let shipped: Model | undefined;

/** The shipped model; read from disk once, at the first message. */
export function loadModel(): Model {
  shipped ??= unpackModel(JSON.parse(readFileSync(MODEL_URL, 'utf8')) as ModelFile);
  return shipped;
}
