import type { Json } from './types.ts';

/** One row of the history that `kf/sync_msg` hands out. */
export interface KfRow {
  readonly seq: number;
  readonly at: number;
  readonly message: Json;
}

/** What happened per account in the last three days (wecom-api.md 3.3). */
export interface KfLog {
  append(openKfId: string, message: Json): void;
  /** Rows after `seq` that are younger than three days, oldest first. */
  after(openKfId: string, seq: number): KfRow[];
  clear(): void;
}

const THREE_DAYS = 3 * 86_400_000;

function firstAfter(rows: readonly KfRow[], seq: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.seq ?? seq) > seq) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** An empty log. Row numbers go on rising over restarts, so that a stored cursor never points into the future. */
export function createKfLog(now: () => number): KfLog {
  const rows = new Map<string, KfRow[]>();
  let seq = now() * 1000;
  return {
    append(openKfId, message) {
      seq += 1;
      const account = rows.get(openKfId) ?? [];
      rows.set(openKfId, account);
      account.push({ seq, at: now(), message });
    },
    after(openKfId, from) {
      const account = rows.get(openKfId) ?? [];
      const oldest = now() - THREE_DAYS;
      return account.slice(firstAfter(account, from)).filter((row) => row.at >= oldest);
    },
    clear: () => rows.clear(),
  };
}
