import type { RateWindows } from './ports.ts';

/**
 * WeCom counts a minute by its own clock when a message arrives, we by ours before it leaves. The difference is at most how long
 * a call takes, so the minute is counted a little longer.
 */
export const RATE_WINDOW_MS = 65_000;

/** A slot asked for. `limit` is what this message may fill; `keep` how many times are worth keeping. */
export interface Slot {
  readonly key: string;
  readonly now: number;
  readonly limit: number;
  readonly keep: number;
  /** What was read just now; read again when another process has changed it since. */
  readonly known?: Awaited<ReturnType<RateWindows['read']>>;
}

/** The sends of the running minute. */
export function recentSends(times: readonly number[], now: number): number[] {
  return times.filter((time) => time > now - RATE_WINDOW_MS);
}

/** Takes a slot of the running minute, or says when one will be free. Taken before sending, so a crash never sends too much. */
export async function takeSlot(rates: RateWindows, slot: Slot): Promise<{ readonly freeAt: number | null }> {
  for (let known = slot.known; ; known = undefined) {
    const { times, version } = known ?? (await rates.read(slot.key));
    const recent = recentSends(times, slot.now);
    if (recent.length >= slot.limit) {
      return { freeAt: (recent[recent.length - slot.limit] ?? slot.now) + RATE_WINDOW_MS };
    }
    if (await rates.save(slot.key, [...recent, slot.now].slice(-slot.keep), version)) return { freeAt: null };
  }
}
