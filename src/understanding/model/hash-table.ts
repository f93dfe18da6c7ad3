/** An open-addressing hash table of 32-bit hashes. */
/** Numbers by their 32-bit hashes, without boxing: a Map would allocate an object for every hash. */
export interface HashTable {
  /** Two by two: a hash and one more than its number; 0 where the place is empty. Side by side, so that a look-up touches one line of the cache. */
  readonly slots: Int32Array;
  readonly mask: number;
}

/** A table of the hashes, each with its position among them. */
export function createHashTable(hashes: ArrayLike<number>): HashTable {
  let size = 16;
  while (size < hashes.length * 3) size *= 2;
  const slots = new Int32Array(size * 2);
  const mask = size - 1;
  for (let at = 0; at < hashes.length; at++) {
    const hash = (hashes[at] ?? 0) | 0;
    let place = (hash ^ (hash >>> 15)) & mask;
    while (slots[place * 2 + 1] !== 0) place = (place + 1) & mask;
    slots[place * 2] = hash;
    slots[place * 2 + 1] = at + 1;
  }
  return { slots, mask };
}

/** The number of a hash; -1 when it is not there. */
export function lookUp({ slots, mask }: HashTable, hash: number): number {
  let place = (hash ^ (hash >>> 15)) & mask;
  for (;;) {
    const value = slots[place * 2 + 1] ?? 0;
    if (value === 0) return -1;
    if (slots[place * 2] === hash) return value - 1;
    place = (place + 1) & mask;
  }
}
