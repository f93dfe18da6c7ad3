/** The category model: the file that training writes and the form in which it is used. */
import type { Category } from '../../shared/index.ts';
import type { HashTable } from './hash-table.ts';

/** One class the model can tell: a category and, unless nothing is asked for, a topic. */
export interface PairClass {
  readonly category: Category;
  /** Null: nothing is asked for (a greeting, an answer, an exclamation). */
  readonly topic: string | null;
}

/** What `npm run train` writes; read by `load-model.ts`. Arrays are base64. */
export interface ModelFile {
  readonly format: 1;
  /** SHA-256 of the corpus, the training code and the families of words: what this model was made from. */
  readonly source: string;
  readonly pairs: readonly PairClass[];
  /** Divides the log-probabilities so that 0.8 means right four times of five (cross-validation). */
  readonly temperature: number;
  /** Below this probability the bot asks (cross-validation). */
  readonly askBelow: number;
  /** Weight of the category head against the pair head. */
  readonly mix: number;
  /** One step of a stored weight. */
  readonly scale: number;
  readonly biases: { readonly categories: readonly number[]; readonly pairs: readonly number[] };
  /** Uint32 hashes of the features, ascending. */
  readonly features: string;
  /** Per feature: 7 Int8 weights of the categories, a count, then that many (class, Int8 weight). */
  readonly weights: string;
}

/** The model in memory. */
export interface Model extends Omit<ModelFile, 'features' | 'weights'> {
  readonly index: HashTable;
  /** Number of the category of each pair. */
  readonly pairCategories: Uint8Array;
  /** Used by `known-features.ts`: the serial number of the text in which a feature was last seen. */
  readonly stamps: Uint32Array;
  /** A row for each feature: a byte for each category, then one for each pair, each the weight plus `ZERO`; four to a word, lowest first. */
  readonly rows: Int32Array;
  /** Words in a row. */
  readonly width: number;
}

/** The byte that means weight 0 in a row, so that no byte has a sign. */
export const ZERO = 128;
