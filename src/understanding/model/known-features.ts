/** Looks up the features of a text in a model. */
import { type Features, readFeatures } from './features.ts';
import { lookUp } from './hash-table.ts';
import type { Model } from './model.ts';

/** The features of a text that a model knows. The arrays are reused for the next text. */
export interface KnownFeatures {
  readonly features: Features;
  /** For each hash of `features`: where its row begins, or -1. */
  readonly rows: Int32Array;
  /** The rows of the known, each once. */
  readonly distinct: Int32Array;
  /** How many in `distinct`. */
  readonly known: number;
}

let last: { readonly model: Model; readonly serial: number; readonly found: KnownFeatures } | undefined;

/** Looks up the features of a normalised text. The same text twice in a row, as when it is classified and then explained, is looked up once. */
export function lookUpKnownFeatures(model: Model, text: string): KnownFeatures {
  const features = readFeatures(text);
  if (last !== undefined && last.serial === features.serial && last.model === model) return last.found;
  const rows = last?.found.rows ?? new Int32Array(features.hashes.length);
  const distinct = last?.found.distinct ?? new Int32Array(features.hashes.length);
  const found = { features, rows, distinct, known: fill(model, features, { rows, distinct }) };
  last = { model, serial: features.serial, found };
  return found;
}

function fill(model: Model, features: Features, into: { rows: Int32Array; distinct: Int32Array }): number {
  const { index, stamps, width } = model;
  const { hashes, count, serial } = features;
  const { rows, distinct } = into;
  let known = 0;
  for (let at = 0; at < count; at++) {
    const feature = lookUp(index, hashes[at] ?? 0);
    const row = feature < 0 ? -1 : feature * width;
    rows[at] = row;
    if (feature < 0 || stamps[feature] === serial) continue;
    stamps[feature] = serial;
    distinct[known++] = row;
  }
  return known;
}
