/** Holds sends back and releases a group of them in reverse order. */
export interface Reordering {
  /** Sends now, or with the last of a group that is being held back. */
  pass<T>(send: () => Promise<T>): Promise<T>;
}

/** `takeReorder` answers how many sends the next group holds back; 0 holds none. */
export function createReordering(takeReorder: () => number): Reordering {
  let held: (() => Promise<void>)[] = [];
  let groupSize = 0;

  async function release(group: readonly (() => Promise<void>)[]): Promise<void> {
    for (const send of group) await send();
  }

  return {
    pass(send) {
      if (groupSize === 0) groupSize = takeReorder();
      if (groupSize === 0) return send();
      return new Promise((resolve, reject) => {
        held.push(() => send().then(resolve, reject));
        if (held.length < groupSize) return;
        const group = held.reverse();
        held = [];
        groupSize = 0;
        void release(group);
      });
    },
  };
}
