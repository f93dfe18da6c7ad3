import type { OutboxEntry } from './ports.ts';
import type { Purpose } from './types.ts';

/**
 * May fill the last places of every budget: people in danger, what an owner was told to expect, and the question at 完成, which
 * comes after every step of the work (R21); follow-up keeps the reserve for it when it plans its other questions.
 */
const FIRST: ReadonlySet<Purpose> = new Set(['emergency', 'answer', 'promise', 'survey']);
/** Texts that lose nothing when they share a message. */
const MERGED: ReadonlySet<Purpose> = new Set(['answer', 'promise', 'progress', 'update']);

/** True when the purpose may take what `reserve` keeps back of an owner's budget. */
export function mayUseReserve(purpose: Purpose): boolean {
  return FIRST.has(purpose);
}

/** True when texts of this purpose may be joined with others to the same owner. */
export function mayMerge(purpose: Purpose): boolean {
  return MERGED.has(purpose);
}

/** True for what a group must hear at once, whatever its budget is kept for. */
export function isUrgent(purpose: Purpose): boolean {
  return purpose === 'emergency' || purpose === 'alarm';
}

/**
 * True for what a member must not wait for behind a crowd of tasks: danger, an alarm, the answer to what he has just asked.
 * Cards keep their order, or an older state would be shown last.
 */
export function isPressing({ message }: OutboxEntry): boolean {
  const { purpose, to, content } = message;
  return isUrgent(purpose) || (to === 'member' && purpose === 'answer' && content.kind !== 'card');
}

function rank(entry: OutboxEntry): number {
  const { purpose, to } = entry.message;
  if (purpose === 'emergency') return 0;
  return to === 'member' && isPressing(entry) ? 1 : 2;
}

/** Emergencies first, for a member then what presses, else as they were owed. */
export function inSendingOrder(entries: readonly OutboxEntry[]): OutboxEntry[] {
  return [...entries].sort((a, b) => rank(a) - rank(b) || a.order - b.order || (a.id < b.id ? -1 : 1));
}
