/** Turns the first `count` scores into probabilities, in place. A temperature above 1 makes them more even. */
export function softmax(scores: Float64Array, count: number, temperature: number): void {
  let top = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at++) {
    const score = scores[at] ?? 0;
    if (score > top) top = score;
  }
  let total = 0;
  for (let at = 0; at < count; at++) {
    const value = Math.exp(((scores[at] ?? 0) - top) / temperature);
    scores[at] = value;
    total += value;
  }
  for (let at = 0; at < count; at++) scores[at] = (scores[at] ?? 0) / total;
}
