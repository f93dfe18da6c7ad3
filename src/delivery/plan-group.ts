import type { GroupMessage } from '@shouwen/wecom';
import { defined } from '../shared/index.ts';
import type { DeliveryFile } from './config/delivery.ts';
import type { OutboxEntry } from './ports.ts';
import { isUrgent } from './purposes.ts';
import { RATE_WINDOW_MS, recentSends } from './rate.ts';
import { fitsDigest, renderDigest, renderGroup } from './render-group.ts';

/** Entries of a group's lane. */
export type GroupEntry = OutboxEntry & { readonly message: Extract<OutboxEntry['message'], { to: 'group' }> };

/** What a group's lane does next. `limit` is how full the minute may be before the send. */
export type GroupPlan =
  | {
      readonly kind: 'send';
      readonly entries: readonly GroupEntry[];
      readonly pieces: readonly GroupMessage[];
      readonly limit: number;
    }
  | { readonly kind: 'wait'; readonly until: number };

/** A lane, and what its webhook has sent already. */
export interface GroupLane {
  readonly owed: readonly [GroupEntry, ...GroupEntry[]];
  readonly times: readonly number[];
  readonly now: number;
  readonly limits: DeliveryFile['group'];
  /** Head of a digest, with `{count}`. */
  readonly digest: string;
}

/**
 * Single pushes while a minute holds few; above `digestAbove` digests, a few a minute so that each gathers what came in the
 * meantime; `reserve` stays free for emergencies and alarms. Every entry is in exactly one push.
 */
export function planGroup({ owed, times, now, limits, digest }: GroupLane): GroupPlan {
  const [head] = owed;
  const urgent = isUrgent(head.message.purpose);
  const limit = urgent ? limits.perMinute : limits.perMinute - limits.reserve;
  if (head.batch !== null) {
    const batch = owed.filter((entry) => entry.batch === head.batch);
    return { kind: 'send', entries: batch, pieces: piecesOf(batch, digest), limit };
  }
  const recent = recentSends(times, now);
  const crowded = recent.length + owed.length > limits.digestAbove;
  if (!crowded || !fitsDigest(head.message.content)) {
    return { kind: 'send', entries: [head], pieces: renderGroup(head.message.content), limit };
  }
  const until = (recent.at(-1) ?? 0) + spacing(limits);
  if (!urgent && recent.length >= limits.digestAbove && now < until) return { kind: 'wait', until };
  const entries = digestOf(owed, digest);
  return { kind: 'send', entries, pieces: piecesOf(entries, digest), limit };
}

/** Shares what is left of a minute among the digests. */
function spacing({ perMinute, digestAbove, reserve }: DeliveryFile['group']): number {
  return Math.ceil(RATE_WINDOW_MS / (perMinute - digestAbove - reserve));
}

function digestOf(owed: readonly GroupEntry[], digest: string): GroupEntry[] {
  const entries: GroupEntry[] = [];
  for (const entry of owed) {
    if (entry.batch !== null || !fitsDigest(entry.message.content)) break;
    if (entries.length > 0 && renderDigest(digest, contentsOf([...entries, entry])) === null) break;
    entries.push(entry);
  }
  return entries;
}

function piecesOf(entries: readonly GroupEntry[], digest: string): readonly GroupMessage[] {
  if (entries.length === 1) return renderGroup(defined(entries[0]).message.content);
  const page = renderDigest(digest, contentsOf(entries));
  // Only when the head of the digest grew longer between a crash and now.
  return page === null ? entries.flatMap((entry) => renderGroup(entry.message.content)) : [page];
}

function contentsOf(entries: readonly GroupEntry[]) {
  return entries.map((entry) => entry.message.content);
}
