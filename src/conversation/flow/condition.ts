/** A `when` of a step: every name must have one of its values. `known` and `unknown` ask whether there is a value. */
export interface Condition {
  readonly terms: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** Whether the condition holds for what `value` knows (empty text = unknown). */
export function holds(condition: Condition | null, value: (name: string) => string): boolean {
  if (condition === null) return true;
  for (const term of condition.terms) {
    const actual = value(term.name);
    const fits = term.values.some((wanted) => {
      if (wanted === 'known') return actual !== '';
      if (wanted === 'unknown') return actual === '';
      return wanted === actual;
    });
    if (!fits) return false;
  }
  return true;
}
