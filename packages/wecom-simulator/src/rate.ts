/** Counts per key in a sliding window. */
export interface Rate {
  /** True and counted when the key is still under the limit at `now`; false and not counted otherwise. */
  take(key: string, now: number): boolean;
  clear(): void;
}

/** At most `limit` per `windowMs` and key. */
export function createRate(limit: number, windowMs: number): Rate {
  const seen = new Map<string, number[]>();
  return {
    take(key, now) {
      const recent = (seen.get(key) ?? []).filter((at) => at > now - windowMs);
      const free = recent.length < limit;
      if (free) recent.push(now);
      seen.set(key, recent);
      return free;
    },
    clear: () => seen.clear(),
  };
}
