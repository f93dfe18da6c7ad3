import type { Measure, Reading } from './measure.ts';

/** A measure without the part that reads. */
type Rule = Omit<Measure, 'read'>;

/** The committed values by measure id; a measure that could not be counted yet has none. */
export type Baseline = Readonly<Record<string, number>>;

/** How today's value stands: against the aim and against the baseline. */
export type Verdict = 'met' | 'better' | 'same' | 'worse' | 'new' | 'not yet' | 'for information';

/** A measure with its value of today. `value` is rounded to the digits that count. */
export interface Judged {
  readonly measure: Rule;
  readonly reading: Reading;
  readonly value: number | null;
  readonly before: number | null;
  readonly verdict: Verdict;
  /** True when it fails the check. */
  readonly fails: boolean;
}

const rounded = (value: number, digits = 0) => Number(value.toFixed(digits));

const isWorse = ({ better, noise = 0 }: Rule, value: number, before: number) =>
  better === 'lower' ? value > before + noise : value < before - noise;

function verdictOf(rule: Rule, value: number | null, before: number | null): Verdict {
  if (value === null) return before === null ? 'not yet' : 'worse';
  if (before !== null && isWorse(rule, value, before)) return rule.informative ? 'for information' : 'worse';
  if (rule.aim?.meets(value)) return 'met';
  if (rule.informative) return 'for information';
  if (before === null) return 'new';
  return isWorse(rule, before, value) ? 'better' : 'same';
}

/**
 * Compares a reading with the committed value. A value worse than that fails, and so does one that could be counted
 * before and cannot now; informative measures never do.
 */
export function judge(measure: Rule, reading: Reading, baseline: Baseline): Judged {
  const value = reading.value === null ? null : rounded(reading.value, measure.digits);
  const before = baseline[measure.id] ?? null;
  const verdict = verdictOf(measure, value, before);
  return { measure, reading, value, before, verdict, fails: verdict === 'worse' && !measure.informative };
}

const isTaken = ({ measure, verdict }: Judged) => measure.informative || ['met', 'better', 'new'].includes(verdict);

/** The baseline with every better, new or informative value taken over; what is worse or only noise replaces nothing. */
export function accept(judged: readonly Judged[], baseline: Baseline): Baseline {
  const values = judged.map((one) => [one.measure.id, isTaken(one) ? one.value : one.before] as const);
  const known = values.filter((entry): entry is [string, number] => entry[1] !== null);
  return { ...baseline, ...Object.fromEntries(known) };
}
