/** Tells which characters occur in a text. */
/**
 * Tells which groups of characters stand in a text: bit `n` is set when any character of `groups[n]` occurs. One pass over the text,
 * so that the expressions of a rule run only where they could match. At most 31 groups.
 */
export function createCharacterPresence(groups: readonly string[]): (text: string) => number {
  if (groups.length > 31) throw new RangeError('presence: at most 31 groups of characters');
  const bits = new Int32Array(0x10000);
  groups.forEach((group, at) => {
    for (let index = 0; index < group.length; index += 1) {
      const code = group.charCodeAt(index);
      bits[code] = (bits[code] ?? 0) | (1 << at);
    }
  });
  return (text) => {
    let present = 0;
    for (let index = 0; index < text.length; index += 1) present |= bits[text.charCodeAt(index)] ?? 0;
    return present;
  };
}
