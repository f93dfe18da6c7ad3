import { type DeliveryDeps, idsOf, type Step } from './context.ts';
import { endEntries } from './end-entries.ts';
import { judge } from './judge.ts';
import { batchId, wireId } from './lane.ts';
import type { Lane, OutboxEntry } from './ports.ts';
import { SendError } from './send-error.ts';
import type { FailReason, OutgoingMessage } from './types.ts';

/** Why a piece may not go out now; nothing was sent. */
export type Refusal = { readonly until: number } | { readonly reason: FailReason };

/** Which piece, the id that WeCom may know it by, and whether it may be out already. */
export interface Piece {
  readonly index: number;
  readonly wireId: string;
  readonly again: boolean;
}

/** Entries that go out as one, in `count` pieces. */
export interface Batch {
  readonly entries: readonly [OutboxEntry, ...OutboxEntry[]];
  readonly count: number;
  /** Takes the budget of a piece; null when there is some. */
  readonly permit: (piece: Piece) => Promise<Refusal | null>;
  readonly send: (piece: Piece) => Promise<void>;
  /** Puts back what `permit` took, when the piece certainly did not go out. */
  readonly giveBack?: (piece: Piece) => Promise<void>;
  /** What becomes of entries that the budget refused. */
  readonly refused: (refusal: Refusal) => Promise<void>;
  /** Called before the entries fail for good; once or, after a crash, more often. */
  readonly beforeFailing?: () => Promise<void>;
}

/**
 * Sends a batch so that a crash between any two lines loses nothing: begun first, each piece noted, ended last. A batch found
 * begun is sent again as exactly the same messages under the same ids. Returns the lane's new state.
 */
export async function runBatch(step: Step, batch: Batch): Promise<Lane> {
  const { outbox } = step.deps;
  const [head] = batch.entries;
  const ids = idsOf(batch.entries);
  const { community } = step.key;
  const name = head.batch ?? batchId(ids);
  const wireIds = Array.from({ length: batch.count }, (_, index) => wireId(name, index));
  if (head.state !== 'sending') await outbox.begin({ community, ids, batch: name, wireIds });
  for (const [index, id] of wireIds.entries()) {
    if (index < head.parts) continue;
    const piece: Piece = { index, wireId: id, again: head.state === 'sending' && index === head.parts };
    const refusal = await batch.permit(piece);
    if (refusal !== null) {
      await batch.refused(refusal);
      return step.lane;
    }
    const blocked = await attempt(step, batch, piece);
    if (blocked !== null) return blocked;
    if (index < batch.count - 1) await outbox.partsSent({ community, ids, parts: index + 1 });
  }
  await endEntries(step.deps, batch.entries, { result: 'sent', at: step.deps.clock.now() });
  return { blockedUntil: 0, failures: 0 };
}

/** Sends one piece. Null when it is out, else the lane's new state. */
async function attempt(step: Step, batch: Batch, piece: Piece): Promise<Lane | null> {
  const { deps, lane, community } = step;
  const [head] = batch.entries;
  try {
    await batch.send(piece);
    return null;
  } catch (thrown) {
    const error = asSendError(thrown);
    const now = deps.clock.now();
    const judgement = judge(error, {
      to: head.message.to,
      now,
      inDoubt: piece.again,
      byCode: head.message.to === 'owner' && head.message.code !== undefined,
      failures: lane.failures,
      troubledSince: head.troubledSince,
      retry: community.delivery.retry,
      patience: community.delivery.patience,
      random: deps.random(),
    });
    if (judgement.kind === 'accepted') return null;
    if (!error.outcomeUnknown && !piece.again) await batch.giveBack?.(piece);
    if (judgement.kind === 'fail') {
      await batch.beforeFailing?.();
      await endFailed(deps, batch.entries, { reason: judgement.reason, errcode: error.errcode });
      return { blockedUntil: 0, failures: 0 };
    }
    deps.log.warn(
      { ...describe(head.message), class: error.class, errcode: error.errcode, error: error.message },
      'send failed, tried again later',
    );
    await deps.outbox.postpone({
      ...step.key,
      ids: idsOf(batch.entries),
      until: judgement.at,
      fresh: judgement.fresh && piece.index === 0,
      troubledSince: judgement.troubled ? (head.troubledSince ?? now) : null,
    });
    return judgement.alone ? lane : { blockedUntil: judgement.at, failures: lane.failures + 1 };
  }
}

/** Ends entries as failed and says so in the log. */
export async function endFailed(
  deps: DeliveryDeps,
  entries: readonly OutboxEntry[],
  { reason, errcode }: { reason: FailReason; errcode?: number | undefined },
): Promise<void> {
  if (entries.length === 0) return;
  for (const { message } of entries) deps.log.warn({ ...describe(message), reason, errcode }, 'message not sent');
  const outcome = {
    result: 'failed',
    at: deps.clock.now(),
    reason,
    ...(errcode === undefined ? {} : { errcode }),
  } as const;
  await endEntries(deps, entries, outcome);
}

/** What of a message may stand in a log: ids and kinds, nothing of its text or its reader. */
export function describe(message: OutgoingMessage): Record<string, unknown> {
  const { id, community, to, purpose, ticketId } = message;
  return { message: id, community, to, purpose, ...(ticketId === undefined ? {} : { ticketId }) };
}

/**
 * A RangeError is what the builders of messages throw for content that cannot be sent. A file that is not there is a picture
 * somebody has just sent and that is still being fetched from WeCom.
 */
function asSendError(thrown: unknown): SendError {
  if (thrown instanceof SendError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if ((thrown as { code?: unknown } | null)?.code === 'ENOENT') return new SendError({ class: 'not-ready', message });
  return new SendError({ class: thrown instanceof RangeError ? 'request-bug' : 'unknown', message });
}
