import type { Clock } from '../../src/shared/clock.ts';

/** A clock that stands still until a test moves it. */
export interface TestClock extends Clock {
  /** Moves on and runs what falls due on the way, in order. */
  advance(ms: number): void;
}

/** Starts at Monday 2026-11-23 10:00 in Asia/Shanghai unless told otherwise. */
export function createTestClock(start = Date.UTC(2026, 10, 23, 2)): TestClock {
  let time = start;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => time,
    after(ms, run) {
      const timer = { at: time + Math.max(0, ms), run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(ms) {
      const end = time + ms;
      for (;;) {
        const due = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers = timers.filter((timer) => timer !== due);
        time = Math.max(time, due.at);
        due.run();
      }
      time = end;
    },
  };
}
