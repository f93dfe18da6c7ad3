/** Explains a classification: the words of the text that carried most weight for it. */
import { CATEGORIES, type Category } from '../../shared/index.ts';
import type { Features } from '../model/features.ts';
import { lookUpKnownFeatures } from '../model/known-features.ts';
import { type Model, ZERO } from '../model/model.ts';

const MAX_WORDS = 5;
const MAX_WORD_LENGTH = 16;
/** A character belongs to a word when it carries at least this share of the weight of the strongest one. */
const MIN_SHARE = 0.35;

/** The category and topic to explain. */
interface Decision {
  readonly category: Category;
  readonly topic: string | null;
}

/** Weight of each character of the text at hand; reused from call to call. */
let weights = new Float64Array(0);

/** The words of a normalised text with most weight for the decision, strongest first. */
export function explainCategory(model: Model, text: string, { category, topic }: Decision): string[] {
  const { features, rows } = lookUpKnownFeatures(model, text);
  const { starts, spans, count, length } = features;
  const categoryByte = CATEGORIES.indexOf(category);
  const pair = model.pairs.findIndex((one) => one.category === category && one.topic === topic);
  if (weights.length === 0) weights = new Float64Array(features.codes.length);
  weights.fill(0, 0, length);
  for (let at = 0; at < count; at++) {
    const span = spans[at] ?? 0;
    const row = rows[at] ?? -1;
    if (span < 2 || row < 0) continue;
    const weight = weightAt(model, row, categoryByte) + (pair < 0 ? 0 : weightAt(model, row, CATEGORIES.length + pair));
    addWeight(starts[at] ?? 0, span, weight / span);
  }
  return wordsOf(text, features);
}

function addWeight(start: number, span: number, share: number): void {
  for (let at = start; at < start + span; at++) weights[at] = (weights[at] ?? 0) + share;
}

function weightAt({ rows }: Model, row: number, byte: number): number {
  return (((rows[row + (byte >> 2)] ?? 0) >>> ((byte & 3) * 8)) & 0xff) - ZERO;
}

/** Runs of strong characters, as they stand in the text. The marks of begin and end are left out. */
function wordsOf(text: string, { length, origin }: Features): string[] {
  const top = strongest(length);
  if (top === 0) return [];
  const least = top * MIN_SHARE;
  const words: { text: string; weight: number }[] = [];
  for (let at = 1; at < length - 1; at++) {
    const from = at;
    let weight = 0;
    for (; at < length - 1 && (weights[at] ?? 0) >= least; at++) weight += weights[at] ?? 0;
    if (at - from < 2) continue;
    const word = text.slice(origin[from] ?? 0, (origin[at - 1] ?? 0) + 1).trim();
    if (word.length <= MAX_WORD_LENGTH) words.push({ text: word, weight });
  }
  words.sort((a, b) => b.weight - a.weight);
  return [...new Set(words.map((word) => word.text))].slice(0, MAX_WORDS);
}

function strongest(length: number): number {
  let top = 0;
  for (let at = 0; at < length; at++) top = Math.max(top, weights[at] ?? 0);
  return top;
}
