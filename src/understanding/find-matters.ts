import type { Category } from '../shared/category.ts';
import { type Classified, classify } from './model/classify.ts';
import type { Model } from './model/model.ts';
import { type Piece, splitMatters } from './split-matters.ts';

/** One matter as it stands in the text. */
export interface FoundMatter {
  readonly from: number;
  readonly to: number;
  readonly read: Classified;
  readonly category: Category;
  readonly topic: string | null;
}

/** Said after 另外 and the like, a piece counts as a matter at this probability … */
const SURE_ANNOUNCED = 0.5;
/** … and without such a word only at this, and only when the whole is not as plain as WHOLE_PLAIN. */
const SURE_ALONE = 0.85;
const WHOLE_PLAIN = 0.95;
const MOST = 6;

/** Blame and its cause, a defect and its repair belong together: what is told of them is one matter. */
const KIN: ReadonlySet<Category> = new Set(['报修', '投诉', '售后']);

/**
 * The matters of a normalised text, in its order; one when it is about one thing. A piece becomes a matter of its own when it holds
 * a request, is sure of its category and speaks of something else than the matter before it. `whole`: what the text was taken for.
 */
export function findMatters(model: Model, text: string, whole: Classified): FoundMatter[] {
  const pieces = splitMatters(text);
  if (pieces.length === 1) return [];
  if (whole.categories[0]![1] > WHOLE_PLAIN && !pieces.some(({ announced }) => announced)) return [];
  const matters: FoundMatter[] = [];
  let open = 0;
  for (const piece of pieces) {
    const found = readPiece(model, text, piece);
    const before = matters.at(-1);
    if (before !== undefined && (found === null || !isAnother(before, found, piece)))
      matters[matters.length - 1] = { ...before, to: piece.to };
    else if (found !== null && matters.length < MOST) {
      matters.push({ ...found, from: open });
    }
    if (matters.length > 0) open = piece.to;
  }
  return matters.length > 1 ? matters : [];
}

function readPiece(model: Model, text: string, { from, to, announced }: Piece): FoundMatter | null {
  const read = classify(model, text.slice(from, to));
  const [category, probability] = read.categories[0]!;
  if (read.nothing > 0.4 || probability < (announced ? SURE_ANNOUNCED : SURE_ALONE)) return null;
  return { from, to, read, category, topic: read.topicOf(category) };
}

function isAnother(before: FoundMatter, found: FoundMatter, piece: Piece): boolean {
  if (before.topic === found.topic) return false;
  if (piece.announced) return true;
  if (before.category === found.category) return false;
  return !(KIN.has(before.category) && KIN.has(found.category));
}
