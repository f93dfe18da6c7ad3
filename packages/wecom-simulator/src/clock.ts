import type { AdjustableClock, Clock } from './types.ts';

const LONGEST_TIMER_MS = 2_147_483_647;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, LONGEST_TIMER_MS));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly run: () => void;
}

function createTimers() {
  let timers: Timer[] = [];
  let order = 0;
  return {
    add(due: number, run: () => void): () => void {
      order += 1;
      const timer = { due, order, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    /** Takes out the first timer that is due at `until`, or returns undefined. */
    takeDue(until: number): Timer | undefined {
      const due = timers.filter((timer) => timer.due <= until);
      const [first] = due.sort((a, b) => a.due - b.due || a.order - b.order);
      if (first !== undefined) timers = timers.filter((timer) => timer !== first);
      return first;
    },
    nextDue: () => timers.reduce((least, timer) => Math.min(least, timer.due), Number.POSITIVE_INFINITY),
  };
}

/** A clock that stands still until it is advanced. For tests. `start` in epoch milliseconds. */
export function createManualClock(start: number): AdjustableClock {
  const timers = createTimers();
  let now = start;
  return {
    now: () => now,
    after: (ms, run) => timers.add(now + Math.max(0, ms), run),
    advance(ms) {
      const end = now + ms;
      for (let timer = timers.takeDue(end); timer !== undefined; timer = timers.takeDue(end)) {
        now = Math.max(now, timer.due);
        timer.run();
      }
      now = end;
    },
  };
}

/** The machine's clock plus what it was advanced by. For the demo, where a week must pass between two clicks. */
export function createForwardClock(): AdjustableClock {
  const timers = createTimers();
  let offset = 0;
  let alarm: NodeJS.Timeout | undefined;
  const now = () => Date.now() + offset;

  function runDue(until: number): void {
    for (let timer = timers.takeDue(until); timer !== undefined; timer = timers.takeDue(until)) timer.run();
    arm();
  }

  function arm(): void {
    clearTimeout(alarm);
    const due = timers.nextDue();
    if (due === Number.POSITIVE_INFINITY) return;
    alarm = setTimeout(() => runDue(now()), Math.min(Math.max(0, due - now()), LONGEST_TIMER_MS));
    alarm.unref();
  }

  return {
    now,
    after(ms, run) {
      const cancel = timers.add(now() + Math.max(0, ms), run);
      arm();
      return cancel;
    },
    advance(ms) {
      offset += ms;
      runDue(now());
    },
  };
}
