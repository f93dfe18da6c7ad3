import { isNumber, toDouble } from '../bson/numbers.ts';
import type { CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';

/** How long one command may hold the event loop before others get their turn, in ms. */
const turn = 8;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A check to be called now and then in long work: throws 50 once `maxTimeMS` has passed, 237 when the client has gone. */
export function deadline(cx: CommandContext): () => void {
  const given = cx.command.get('maxTimeMS');
  const ms = isNumber(given) ? toDouble(given) : 0;
  const end = ms > 0 ? performance.now() + ms : Number.POSITIVE_INFINITY;
  return () => {
    if (performance.now() > end) fail(50, 'operation exceeded time limit');
    if (cx.connection.closed) fail(237, 'client has gone');
  };
}

/** Reads a generator, letting other work in between when it has run for long. */
export function pausing<X>(items: Iterator<X>, check: () => void): { next(): Promise<X | undefined> | X | undefined } {
  let since = performance.now();
  let calls = 0;
  const step = (): X | undefined => {
    const r = items.next();
    return r.done ? undefined : r.value;
  };
  return {
    next: () => {
      if (++calls % 32 !== 0 || performance.now() - since < turn) return step();
      check();
      return nextTurn().then(() => {
        since = performance.now();
        return step();
      });
    },
  };
}
