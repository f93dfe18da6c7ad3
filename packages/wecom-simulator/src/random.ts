/** A repeatable source of numbers 0 ≤ n < 1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Makes ids the way WeCom's look: a prefix and letters and digits that say nothing. */
export function createIds(random: () => number): (prefix: string, length?: number) => string {
  return (prefix, length = 24) => {
    let id = prefix;
    for (let i = 0; i < length; i += 1) id += LETTERS[Math.floor(random() * LETTERS.length)];
    return id;
  };
}
