import { readFileSync } from 'node:fs';
import { type Likeness, type LikenessFile, unpackLikeness } from './likeness.ts';

/** Where the shipped weights lie. */
export const LIKENESS_URL = new URL('likeness.model.json', import.meta.url);

let shipped: Likeness | undefined;

/** The shipped weights; read from disk once, at the first message without a red word. */
export function loadLikeness(): Likeness {
  shipped ??= unpackLikeness(JSON.parse(readFileSync(LIKENESS_URL, 'utf8')) as LikenessFile);
  return shipped;
}
