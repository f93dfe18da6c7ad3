/** Chances of a play, from a seed: the same seed gives the same throws. */
export interface Dice {
  /** 0 ≤ x < 1. */
  roll(): number;
  chance(share: number): boolean;
  between(from: number, to: number): number;
  /** Waiting times with this mean. */
  exponential(mean: number): number;
  /** One of several, by weight. */
  pick<T>(weighted: readonly (readonly [T, number])[]): T;
  /** A score as owners give them. */
  score(): 1 | 2 | 3 | 4 | 5;
}

const SCORES = [
  [5, 62],
  [4, 27],
  [3, 6],
  [2, 3],
  [1, 2],
] as const;

/** mulberry32. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  function pick<T>(weighted: readonly (readonly [T, number])[]): T {
    const sum = weighted.reduce((total, [, weight]) => total + weight, 0);
    let left = roll() * sum;
    for (const [value, weight] of weighted) {
      left -= weight;
      if (left < 0) return value;
    }
    return weighted.at(-1)![0];
  }
  return {
    roll,
    chance: (share) => roll() < share,
    between: (from, to) => from + roll() * (to - from),
    exponential: (mean) => -Math.log(1 - roll()) * mean,
    pick,
    score: () => pick(SCORES),
  };
}
