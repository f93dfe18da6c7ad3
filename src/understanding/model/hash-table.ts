/** Numbers by 32-bit hashes, without boxing: a Map would make an object of every hash. */
export interface HashTable {
  readonly keys: Int32Array;
  /** One more than the number; 0 where the place is empty. */
  readonly values: Int32Array;
  readonly mask: number;
}

/** A table of the hashes, each with its position among them. */
export function createHashTable(hashes: ArrayLike<number>): HashTable {
  let size = 16;
  while (size < hashes.length * 3) size *= 2;
  const table = { keys: new Int32Array(size), values: new Int32Array(size), mask: size - 1 };
  for (let at = 0; at < hashes.length; at++) {
    const hash = hashes[at]! | 0;
    let place = (hash ^ (hash >>> 15)) & table.mask;
    while (table.values[place] !== 0) place = (place + 1) & table.mask;
    table.keys[place] = hash;
    table.values[place] = at + 1;
  }
  return table;
}

/** The number of a hash; -1 when it is not there. */
export function lookUp({ keys, values, mask }: HashTable, hash: number): number {
  let place = (hash ^ (hash >>> 15)) & mask;
  for (;;) {
    const value = values[place]!;
    if (value === 0) return -1;
    if (keys[place] === hash) return value - 1;
    place = (place + 1) & mask;
  }
}
