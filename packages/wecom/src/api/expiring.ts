import { WecomError } from '../errors.ts';

/** A value with a lifetime: an access token or a JS ticket. */
export interface Expiring {
  /** The value; asked for at most once at a time, and again shortly before it expires. */
  get(): Promise<string>;
  /**
   * Says that `value` was refused. True: a fresh one may be tried once. False: fresh ones are refused too, so that asking
   * again now would only hammer the server.
   */
  refuse(value: string): boolean;
  /** Says whether the fresh value that was fetched after a refusal was taken. */
  settle(taken: boolean): void;
}

/** Refreshed this long before its end, the habit of the official SDKs (wecom-api.md 2). */
const MARGIN_MS = 200_000;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** A pause that doubles with every failure in a row: a wrong secret asked for in a loop blocks the address for an hour. */
function createPause(now: () => number) {
  let failures = 0;
  let until = 0;
  return {
    isOn: () => now() < until,
    start(leastMs = 0) {
      until = now() + Math.max(leastMs, Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS));
      failures += 1;
    },
    clear() {
      failures = 0;
      until = 0;
    },
  };
}

function isPermanent(error: unknown): error is WecomError {
  return error instanceof WecomError && (error.class === 'config' || error.class === 'rate-limited');
}

/** Keeps what `load` returns until it is about to expire. A permanent refusal is remembered and thrown again meanwhile. */
export function createExpiring(options: {
  load: () => Promise<{ value: string; expiresInMs: number }>;
  now: () => number;
}): Expiring {
  const failing = createPause(options.now);
  const refused = createPause(options.now);
  let current: { value: string; refreshAt: number } | undefined;
  let pending: Promise<string> | undefined;
  let failure: WecomError | undefined;

  async function load(): Promise<string> {
    try {
      const { value, expiresInMs } = await options.load();
      current = { value, refreshAt: options.now() + Math.max(expiresInMs - MARGIN_MS, expiresInMs / 2) };
      failing.clear();
      return value;
    } catch (error) {
      if (isPermanent(error)) {
        failure = error;
        failing.start(error.retryAfterMs);
      }
      throw error;
    }
  }

  return {
    async get() {
      if (current !== undefined && options.now() < current.refreshAt) return current.value;
      if (failure !== undefined && failing.isOn()) throw failure;
      pending ??= load().finally(() => {
        pending = undefined;
      });
      return pending;
    },
    refuse(value) {
      if (refused.isOn()) return false;
      if (current?.value === value) current = undefined;
      return true;
    },
    settle: (taken) => (taken ? refused.clear() : refused.start()),
  };
}
