/** What the measures work on. */
import type { Labelled } from './read-labelled-lines.ts';
import type { Prediction } from './to-prediction.ts';

/** A labelled line and its prediction. */
export interface EvaluatedLine {
  readonly label: Labelled;
  readonly prediction: Prediction;
}

/** `part / whole`; null when there is nothing to divide by. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
