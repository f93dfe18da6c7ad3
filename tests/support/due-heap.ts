interface Entry {
  readonly at: number;
  readonly key: string;
}

const before = (a: Entry, b: Entry) => a.at < b.at || (a.at === b.at && a.key < b.key);

/** Keys by the time they are due, earliest first. A key may be put in again with another time; the reader tells stale ones. */
export function createDueHeap() {
  const heap: Entry[] = [];
  function push(entry: Entry): void {
    heap.push(entry);
    for (let index = heap.length - 1; index > 0; ) {
      const parent = (index - 1) >> 1;
      if (!before(heap[index]!, heap[parent]!)) return;
      [heap[index], heap[parent]] = [heap[parent]!, heap[index]!];
      index = parent;
    }
  }
  function pop(): Entry | undefined {
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    heap[0] = last;
    for (let index = 0; ; ) {
      const children = [2 * index + 1, 2 * index + 2].filter((child) => child < heap.length);
      const least = children.reduce((best, child) => (before(heap[child]!, heap[best]!) ? child : best), index);
      if (least === index) return top;
      [heap[index], heap[least]] = [heap[least]!, heap[index]!];
      index = least;
    }
  }
  return { push, pop, peek: () => heap[0] };
}
