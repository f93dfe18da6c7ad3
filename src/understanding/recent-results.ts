/** A small cache of the most recent results of a pure function. */

/** How results are remembered. */
export interface RecentResultsOptions<A, K, R> {
  /** At most so many results; the one unused for longest goes first. */
  readonly limit: number;
  /** Equal keys mean equal results. Null: compute, do not remember. */
  readonly keyOf: (input: A) => K | null;
  readonly compute: (input: A) => R;
}

/** Wraps a pure function so that asking again for a recent input returns the same result without computing it. */
export function rememberRecentResults<A, K, R>({ limit, keyOf, compute }: RecentResultsOptions<A, K, R>) {
  const results = new Map<K, R>();
  return (input: A): R => {
    const key = keyOf(input);
    if (key === null) return compute(input);
    const known = results.get(key);
    if (known !== undefined) {
      results.delete(key);
      results.set(key, known);
      return known;
    }
    const result = compute(input);
    results.set(key, result);
    if (results.size > limit) {
      const [oldest] = results.keys();
      if (oldest !== undefined) results.delete(oldest);
    }
    return result;
  };
}
