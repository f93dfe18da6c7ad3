import { CATEGORIES, type Category } from '../shared/category.ts';
import { readCharacters, visitFeatures } from './model/features.ts';
import { lookUp } from './model/hash-table.ts';
import type { Model } from './model/model.ts';

const MOST_WORDS = 5;
/** A character counts when it carries at least this share of the strongest one. */
const SHARE = 0.35;

/** What a text was taken for. */
interface Decision {
  readonly category: Category;
  readonly topic: string | null;
}

/** The words of a normalised text that spoke most for the decision, strongest first. */
export function explain(model: Model, text: string, decision: Decision): string[] {
  const characters = readCharacters(text);
  const category = CATEGORIES.indexOf(decision.category);
  const pair = model.pairs.findIndex((one) => one.category === decision.category && one.topic === decision.topic);
  const weight = new Float64Array(characters.length);
  visitFeatures(characters, (hash, start, length) => {
    if (start < 0 || length < 2) return;
    const feature = lookUp(model.index, hash);
    if (feature < 0) return;
    const share = speaksFor(model, feature, { category, pair }) / length;
    for (let at = start; at < start + length; at++) weight[at]! += share;
  });
  return wordsOf(text, characters, weight);
}

function speaksFor(model: Model, feature: number, { category, pair }: { category: number; pair: number }): number {
  const { weights, offsets } = model;
  let at = offsets[feature]!;
  let sum = weights[at + category]!;
  const count = weights[at + CATEGORIES.length]!;
  at += CATEGORIES.length + 1;
  for (let entry = 0; entry < count; entry++, at += 2) if (weights[at] === pair) sum += weights[at + 1]!;
  return sum;
}

/** Runs of strong characters, as they stand in the text. Begin and end marks are left out. */
function wordsOf(text: string, { length, origin }: ReturnType<typeof readCharacters>, weight: Float64Array): string[] {
  let top = 0;
  for (const value of weight) if (value > top) top = value;
  if (top === 0) return [];
  const words: { text: string; weight: number }[] = [];
  for (let at = 1; at < length - 1; at++) {
    if (weight[at]! < top * SHARE) continue;
    const from = at;
    let sum = 0;
    while (at < length - 1 && weight[at]! >= top * SHARE) sum += weight[at++]!;
    const word = text.slice(origin[from]!, origin[at - 1]! + 1).trim();
    if (at - from >= 2 && word.length <= 16) words.push({ text: word, weight: sum });
  }
  words.sort((a, b) => b.weight - a.weight);
  return [...new Set(words.map((word) => word.text))].slice(0, MOST_WORDS);
}
