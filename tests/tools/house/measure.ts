import type { House } from './house.ts';

/** One figure and how it is judged. `S` is what it is read from. */
export interface Measure<S = House> {
  /** Short and stable: the key in baseline.json and the word after `--show`. */
  readonly id: string;
  /** What is counted, in a few words. */
  readonly name: string;
  /** The value when the measure was introduced; null where nobody had counted. */
  readonly start: number | string | null;
  readonly aim: Aim | null;
  readonly better: 'lower' | 'higher';
  /** Digits after the point that count; finer changes are noise. */
  readonly digits?: number;
  /** A value that is worse than committed by no more than this is as good: what is measured while it runs varies. */
  readonly noise?: number;
  /** True for a figure that is shown and never fails the check. */
  readonly informative?: boolean;
  read(subject: S): Reading | Promise<Reading>;
}

/** What a measure should reach. */
export interface Aim {
  readonly text: string;
  meets(value: number): boolean;
}

/** Today's value; null when it cannot be counted yet, which `why` explains. */
export interface Reading {
  readonly value: number | null;
  readonly why?: string;
  /** Where it comes from, for `--show`: places, rooms or words, the most important first. */
  readonly places?: readonly string[];
}

/** At most `limit`. */
export const atMost = (limit: number): Aim => ({ text: `≤ ${limit}`, meets: (value) => value <= limit });
/** At least `limit`. */
export const atLeast = (limit: number): Aim => ({ text: `≥ ${limit}`, meets: (value) => value >= limit });
/** Exactly none. */
export const none: Aim = { text: '0', meets: (value) => value === 0 };
/** Exactly `count`. */
export const exactly = (count: number): Aim => ({ text: String(count), meets: (value) => value === count });
