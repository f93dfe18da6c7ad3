/** Counts what is set in motion, so that "nothing is under way any more" can be known. */
export interface Activity {
  /** Something was stored that somebody has to work on. */
  note(): void;
  readonly count: number;
}

/** A counter from 0. */
export function createActivity(): Activity {
  let count = 0;
  return {
    note() {
      count += 1;
    },
    get count() {
      return count;
    },
  };
}
