import { laneOf } from './lane.ts';
import type { OutboxEntry } from './ports.ts';
import type { OutgoingMessage } from './types.ts';

/** A message as it enters the outbox. */
export function newEntry(message: OutgoingMessage, { now, order }: { now: number; order: number }): OutboxEntry {
  return {
    id: message.id,
    community: message.community,
    recipient: laneOf(message),
    message,
    order,
    state: 'waiting',
    dueAt: Math.max(now, message.notBefore ?? now),
    held: false,
    batch: null,
    parts: 0,
    wireIds: [],
    troubledSince: null,
    outcome: null,
    reported: false,
  };
}
