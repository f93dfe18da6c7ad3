/** What an owner or a desk member answered to a visit. */
export interface VisitAnswer {
  readonly solved: boolean | null;
  readonly score: 1 | 2 | 3 | 4 | 5 | null;
  readonly reasons: readonly string[];
  readonly words: string;
}
