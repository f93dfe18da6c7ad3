import { defined } from '../shared/index.ts';
import type { StepOf } from './context.ts';
import { budgetFor, contentOf, nextOwnerBatch, type OwnerEntry } from './plan-owner.ts';
import type { Lane, OwnerAddress } from './ports.ts';
import { type OwnerPiece, renderOwner } from './render-owner.ts';
import { describe, endFailed, type Piece, type Refusal, runBatch } from './run-batch.ts';

/** Sends the next message of an owner's lane. */
export async function sendToOwner(step: StepOf<OwnerEntry>): Promise<Lane> {
  const rendered = renderBatch(nextOwnerBatch(step.owed)) ?? renderBatch(step.owed.slice(0, 1));
  if (rendered === null) return refuseToBuild(step);
  const { entries, pieces } = rendered;
  const [head] = entries;
  const owner = addressOf(head);
  const { windows } = step.deps;
  const limits = step.community.delivery.owner;
  // A one-time code is its own permission (wecom-api.md 3.5).
  const byCode = head.message.code !== undefined;
  return runBatch(step, {
    entries,
    count: pieces.length,
    async permit({ wireId }) {
      if (byCode) return null;
      const message = { id: wireId, now: step.now, limit: budgetFor(entries, limits), windowMs: limits.window };
      const answer = await windows.take(owner, message);
      return answer === 'ok' ? null : { reason: answer };
    },
    send: (piece) => sendPiece(step, head, { piece, content: defined(pieces[piece.index]) }),
    giveBack: async ({ wireId }) => windows.giveBack(owner, wireId),
    refused: (refusal) => shut(step, entries, refusal),
  });
}

type Entries = readonly [OwnerEntry, ...OwnerEntry[]];

/** Null when WeCom would not take what is in it, such as a menu id with a bad character. */
function renderBatch(batch: readonly OwnerEntry[]): { entries: Entries; pieces: OwnerPiece[] } | null {
  try {
    return { entries: batch as Entries, pieces: renderOwner(contentOf(batch)) };
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}

async function refuseToBuild({ deps, lane, owed }: StepOf<OwnerEntry>): Promise<Lane> {
  deps.log.error(describe(owed[0].message), 'message breaks a limit of wecom-api.md 3.4 and cannot be built');
  await endFailed(deps, [owed[0]], { reason: 'refused' });
  return lane;
}

async function sendPiece(
  { deps }: StepOf<OwnerEntry>,
  { message }: OwnerEntry,
  { piece, content }: { piece: Piece; content: OwnerPiece },
): Promise<void> {
  const wire =
    'message' in content
      ? content.message
      : ({ msgtype: 'image', image: { media_id: await deps.sender.uploadMedia({ file: content.file }) } } as const);
  const msgId = piece.wireId;
  if (message.code !== undefined) return deps.sender.sendOwnerByCode({ code: message.code, msgId, message: wire });
  return deps.sender.sendOwner({
    openKfId: message.openKfId,
    externalUserid: message.externalUserid,
    msgId,
    message: wire,
  });
}

/** The window is shut: what can wait does until the owner writes, once; the rest fails, so that a person takes over (design rule 6). */
async function shut(step: StepOf<OwnerEntry>, entries: Entries, refusal: Refusal): Promise<void> {
  const { wait } = step.community.delivery.owner;
  const waits = (entry: OwnerEntry) => wait.includes(entry.message.purpose) && !entry.held && entry.parts === 0;
  const kept = entries.filter(waits);
  if (kept.length > 0) await keepUntilTheyWrite(step, addressOf(entries[0]), kept);
  const reason = 'reason' in refusal ? refusal.reason : 'window-closed';
  await endFailed(
    step.deps,
    entries.filter((entry) => !waits(entry)),
    { reason },
  );
}

/** Noted before it is done, because what is held without the note is not released; released at once when they wrote meanwhile. */
async function keepUntilTheyWrite(
  { deps, key, community, now }: StepOf<OwnerEntry>,
  owner: OwnerAddress,
  kept: readonly OwnerEntry[],
): Promise<void> {
  const { windows, outbox, clock } = deps;
  const { waitFor } = community.delivery.owner;
  await windows.markHeld(owner);
  for (const { id, message } of kept) {
    const until = Math.min(message.expiresAt ?? Number.POSITIVE_INFINITY, now + waitFor);
    await outbox.hold({ community: community.id, ids: [id], until });
  }
  const window = await windows.read(owner);
  if (window !== null && !window.held) await outbox.release({ ...key, now: clock.now() });
}

function addressOf({ community, message }: OwnerEntry): OwnerAddress {
  return { community, openKfId: message.openKfId, externalUserid: message.externalUserid };
}
