interface Running<I, O> {
  readonly current: Promise<O>;
  next?: { input: I; readonly promise: Promise<O> };
}

/**
 * Runs one piece of work at a time for each key. Calls during a run share one more run after it, whatever their number;
 * `merge` makes the input of that run from the waiting one and a newer one.
 */
export function createOnePerKey<I, O>(options: {
  key: (input: I) => string;
  run: (input: I) => Promise<O>;
  merge: (waiting: I, newer: I) => I;
}): (input: I) => Promise<O> {
  const running = new Map<string, Running<I, O>>();

  function begin(key: string, input: I): Promise<O> {
    const entry: Running<I, O> = { current: options.run(input) };
    running.set(key, entry);
    const finish = () => {
      if (entry.next === undefined) running.delete(key);
    };
    entry.current.then(finish, finish);
    return entry.current;
  }

  return (input) => {
    const key = options.key(input);
    const entry = running.get(key);
    if (entry === undefined) return begin(key, input);
    if (entry.next !== undefined) {
      entry.next.input = options.merge(entry.next.input, input);
      return entry.next.promise;
    }
    const start = () => begin(key, entry.next?.input ?? input);
    entry.next = { input, promise: entry.current.then(start, start) };
    return entry.next.promise;
  };
}
