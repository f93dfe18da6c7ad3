/** Shuffles a list in place (Fisher-Yates). `below(n)` returns a whole number from 0 up to but not including `n`. */
export function shuffle<T extends NonNullable<unknown>>(items: T[], below: (limit: number) => number): void {
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = below(at + 1);
    const here = items[at];
    const there = items[other];
    if (here === undefined || there === undefined) continue;
    items[at] = there;
    items[other] = here;
  }
}
