/** A small seeded random generator for training. */
/** Pseudo-random numbers. */
export interface SeededRandom {
  /** From 0 up to but not including 1. */
  next(): number;
  /** A whole number from 0 up to but not including `limit`. */
  below(limit: number): number;
  /** One of the values. Throws RangeError when there are none. */
  pick<T extends NonNullable<unknown>>(values: readonly T[]): T;
}

/** Creates the generator (mulberry32): the same seed gives the same numbers on every machine. */
export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    pick(values) {
      const picked = values[below(values.length)];
      if (picked === undefined) throw new RangeError('pick: no values');
      return picked;
    },
  };
}
