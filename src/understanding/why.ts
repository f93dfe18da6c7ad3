import { CATEGORIES, type Category } from '../shared/category.ts';
import type { Features } from './model/features.ts';
import { knowFeatures } from './model/know-features.ts';
import { type Model, ZERO } from './model/model.ts';

const MOST_WORDS = 5;
/** A character counts when it carries at least this share of the strongest one. */
const SHARE = 0.35;

/** What a text was taken for. */
interface Decision {
  readonly category: Category;
  readonly topic: string | null;
}

/** Scratch of one call: what each character carries. */
let weight = new Float64Array(0);

/** The words of a normalised text that spoke most for the decision, strongest first. */
export function explain(model: Model, text: string, decision: Decision): string[] {
  const { features, rows } = knowFeatures(model, text);
  const { starts, spans, count, length } = features;
  const category = CATEGORIES.indexOf(decision.category);
  const pair = model.pairs.findIndex((one) => one.category === decision.category && one.topic === decision.topic);
  if (weight.length === 0) weight = new Float64Array(features.codes.length);
  weight.fill(0, 0, length);
  for (let at = 0; at < count; at++) {
    const span = spans[at]!;
    const row = rows[at]!;
    if (span < 2 || row < 0) continue;
    const start = starts[at]!;
    const said = weightAt(model, row, category) + (pair < 0 ? 0 : weightAt(model, row, CATEGORIES.length + pair));
    const share = said / span;
    for (let inner = start; inner < start + span; inner++) weight[inner]! += share;
  }
  return wordsOf(text, features);
}

function weightAt({ rows }: Model, row: number, byte: number): number {
  return ((rows[row + (byte >> 2)]! >>> ((byte & 3) * 8)) & 0xff) - ZERO;
}

/** Runs of strong characters, as they stand in the text. Begin and end marks are left out. */
function wordsOf(text: string, { length, origin }: Features): string[] {
  let top = 0;
  for (let at = 0; at < length; at++) if (weight[at]! > top) top = weight[at]!;
  if (top === 0) return [];
  const least = top * SHARE;
  const words: { text: string; weight: number }[] = [];
  for (let at = 1; at < length - 1; at++) {
    if (weight[at]! < least) continue;
    const from = at;
    let sum = 0;
    while (at < length - 1 && weight[at]! >= least) sum += weight[at++]!;
    const word = text.slice(origin[from]!, origin[at - 1]! + 1).trim();
    if (at - from >= 2 && word.length <= 16) words.push({ text: word, weight: sum });
  }
  words.sort((a, b) => b.weight - a.weight);
  return [...new Set(words.map((word) => word.text))].slice(0, MOST_WORDS);
}
