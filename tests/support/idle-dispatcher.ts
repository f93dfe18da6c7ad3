import { createDispatcher, type Dispatcher } from '../../src/effects/index.ts';

/** A dispatcher without handlers: what is written keeps its pending effects, for a test to look at. */
export function idleDispatcher(): Dispatcher {
  return createDispatcher({ clock: { now: () => 0, after: () => () => {} }, log: { error: () => {} } });
}
