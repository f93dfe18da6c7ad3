import type { DeliveryFile } from './config/delivery.ts';
import type { OutboxEntry } from './ports.ts';
import { mayMerge, mayUseReserve } from './purposes.ts';
import { fitsOneMessage, joinOwner } from './render-owner.ts';
import type { OwnerContent } from './types.ts';

/** Entries of an owner's lane. */
export type OwnerEntry = OutboxEntry & { readonly message: Extract<OutboxEntry['message'], { to: 'owner' }> };

/**
 * The first entries of the lane that go out as one message: what was begun together before a crash, else as many texts as fit,
 * with the menu that follows them. An owner has five messages, so what can share one does.
 */
export function nextOwnerBatch(owed: readonly OwnerEntry[]): OwnerEntry[] {
  const head = owed[0];
  if (head === undefined) return [];
  if (head.batch !== null) return owed.filter((entry) => entry.batch === head.batch);
  const batch = [head];
  if (!isMergeableText(head)) return batch;
  for (const entry of owed.slice(1)) {
    if (entry.batch !== null || !mayFollow(entry)) break;
    if (!fitsOneMessage(contentOf([...batch, entry]))) break;
    batch.push(entry);
    if (entry.message.content.kind === 'menu') break;
  }
  return batch;
}

/** What a batch shows. */
export function contentOf(batch: readonly OwnerEntry[]): OwnerContent {
  return joinOwner(batch.map((entry) => entry.message.content));
}

/** How many messages of an owner's budget this batch may see used: progress leaves the reserve to answers, promises and the question at the end. */
export function budgetFor(batch: readonly OwnerEntry[], limits: DeliveryFile['owner']): number {
  return batch.some((entry) => mayUseReserve(entry.message.purpose))
    ? limits.messages
    : limits.messages - limits.reserve;
}

function isMergeableText({ message }: OwnerEntry): boolean {
  return message.content.kind === 'text' && message.code === undefined && mayMerge(message.purpose);
}

/** A menu may close a batch whatever it is for, except in danger, where one message says one thing. */
function mayFollow(entry: OwnerEntry): boolean {
  const { content, code, purpose } = entry.message;
  return isMergeableText(entry) || (content.kind === 'menu' && code === undefined && purpose !== 'emergency');
}
