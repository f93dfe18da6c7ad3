/** Loads the trained category model. */
import { readFileSync } from 'node:fs';
import { CATEGORIES } from '../../shared/index.ts';
import { createHashTable } from './hash-table.ts';
import { type Model, type ModelFile, ZERO } from './model.ts';

/** The file of the shipped model. */
export const MODEL_URL = new URL('understanding.model.json', import.meta.url);

/** Unpacks a model file. Throws when it was written in another format. */
export function unpackModel({ features, weights, ...file }: ModelFile): Model {
  if (file.format !== 1) throw new Error(`the model has format ${String(file.format)}, not 1; run npm run train`);
  const bytes = Buffer.from(features, 'base64');
  const count = bytes.length / 4;
  const hashes = Int32Array.from({ length: count }, (_, feature) => bytes.readInt32LE(feature * 4));
  const width = Math.ceil((CATEGORIES.length + file.pairs.length) / 4);
  return {
    ...file,
    index: createHashTable(hashes),
    pairCategories: Uint8Array.from(file.pairs, ({ category }) => CATEGORIES.indexOf(category)),
    stamps: new Uint32Array(count),
    rows: unpackRows(new Int8Array(Buffer.from(weights, 'base64')), count, width),
    width,
  };
}

/** Spreads the packed records (`ModelFile.weights`) over rows of equal width, four bytes to a word. */
function unpackRows(packed: Int8Array, count: number, width: number): Int32Array {
  const rows = new Int32Array(count * width);
  const row = new Uint8Array(width * 4);
  const words = new DataView(row.buffer);
  const seven = CATEGORIES.length;
  let at = 0;
  for (let feature = 0; feature < count; feature++) {
    row.fill(ZERO);
    for (let category = 0; category < seven; category++) row[category] = ZERO + (packed[at + category] ?? 0);
    const end = at + seven + 1 + 2 * (packed[at + seven] ?? 0);
    for (at += seven + 1; at < end; at += 2) row[seven + (packed[at] ?? 0)] = ZERO + (packed[at + 1] ?? 0);
    for (let word = 0; word < width; word++) rows[feature * width + word] = words.getInt32(word * 4, true);
  }
  return rows;
}

let shipped: Model | undefined;

/** The shipped model; read from disk once, at the first message. Throws when the file is missing or of another format. */
export function loadModel(): Model {
  shipped ??= unpackModel(JSON.parse(readFileSync(MODEL_URL, 'utf8')) as ModelFile);
  return shipped;
}
