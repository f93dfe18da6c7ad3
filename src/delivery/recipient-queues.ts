/** Makes delivery go: every recipient's queue runs by itself, so a slow one delays nobody else. */
import type { Cancel } from '../shared/index.ts';
import type { DeliveryDeps } from './context.ts';
import type { LaneKey } from './ports.ts';
import { runLane } from './run-lane.ts';

/** Queues that run at the same time. */
const PARALLEL = 64;
/** Messages looked at by one search for due queues. */
const SEARCH_LIMIT = 500;
/** Between two searches for what other processes have stored or left, milliseconds. */
const POLL_MS = 2_000;

/** The queues of all recipients. */
export interface RecipientQueues {
  /** Something is due for a recipient at `at` (epoch ms). */
  wake(key: LaneKey, at: number): void;
  /** Sends what is due for one recipient; resolves when that is done. */
  flush(key: LaneKey): Promise<void>;
  /** Sends everything that is due now; resolves when nothing is. */
  run(): Promise<void>;
  /** Sends what falls due from now on. */
  start(): void;
  /** Ends after the messages that are on their way. */
  stop(): Promise<void>;
}

const nameOf = ({ community, recipient }: LaneKey) => `${community}/${recipient}`;

/** Makes the queues. They stand still until `start`, but for `run` and `flush`. */
export function createRecipientQueues(deps: DeliveryDeps): RecipientQueues {
  const { outbox, communities, clock, log } = deps;
  const running = new Map<string, Promise<boolean>>();
  const woken = new Set<string>();
  const waiting = new Map<string, LaneKey>();
  const timers = new Map<string, Cancel>();
  let cancelPoll: Cancel = () => {};
  let started = false;
  let stopped = false;

  /** Runs one queue, or lets the run that is under way go on. True when there was something to do. */
  function runQueue(key: LaneKey): Promise<boolean> {
    const name = nameOf(key);
    const current = running.get(name);
    if (current !== undefined) {
      woken.add(name);
      return current;
    }
    const control = { stopped: () => stopped, isWoken: () => woken.delete(name) };
    const run = runLane(deps, key, control)
      .catch((error: unknown) => {
        log.error({ error: messageOf(error) }, 'a recipient queue could not be worked on; will retry');
        return false;
      })
      .finally(() => {
        running.delete(name);
        if (woken.delete(name) && !stopped) void runQueue(key);
        startWaiting();
      });
    running.set(name, run);
    return run;
  }

  function startWaiting(): void {
    for (const [name, key] of waiting) {
      if (running.size >= PARALLEL) return;
      waiting.delete(name);
      void runQueue(key);
    }
  }

  function wakeNow(key: LaneKey): void {
    if (stopped) return;
    if (running.size >= PARALLEL && !running.has(nameOf(key))) waiting.set(nameOf(key), key);
    else void runQueue(key);
  }

  async function dueQueues(): Promise<LaneKey[]> {
    const ids = communities.all().map(({ id }) => id);
    return outbox.dueLanes({ communities: ids, now: clock.now(), limit: SEARCH_LIMIT });
  }

  async function poll(): Promise<void> {
    try {
      for (const key of await dueQueues()) wakeNow(key);
    } catch (error) {
      log.error({ error: messageOf(error) }, 'the outbox cannot be read; will retry');
    }
    if (!stopped) cancelPoll = clock.after(POLL_MS, () => void poll());
  }

  async function settled(): Promise<void> {
    while (running.size > 0) await Promise.all(running.values());
  }

  return {
    wake(key, at) {
      if (!started || stopped) return;
      const name = nameOf(key);
      const now = clock.now();
      if (at <= now) return wakeNow(key);
      timers.get(name)?.();
      const cancel = clock.after(at - now, () => {
        timers.delete(name);
        wakeNow(key);
      });
      timers.set(name, cancel);
    },
    async flush(key) {
      while (running.has(nameOf(key))) await running.get(nameOf(key));
      await runQueue(key);
    },
    async run() {
      for (let worked = true; worked && !stopped; ) {
        await settled();
        const results = await Promise.all((await dueQueues()).map(runQueue));
        worked = results.includes(true);
      }
      await settled();
    },
    start() {
      started = true;
      void poll();
    },
    async stop() {
      stopped = true;
      cancelPoll();
      for (const cancel of timers.values()) cancel();
      await settled();
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
