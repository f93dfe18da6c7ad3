import type { Prediction } from './predict.ts';
import type { Labelled } from './read-labelled.ts';

/** A labelled line and what the program made of it. */
export interface Judged {
  readonly label: Labelled;
  readonly prediction: Prediction;
}

/** `part / whole`; null when there is nothing to divide by. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
