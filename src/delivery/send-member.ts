import { idsOf, type StepOf } from './context.ts';
import { rateKey } from './lane.ts';
import type { Lane, OutboxEntry } from './ports.ts';
import { isPressing } from './purposes.ts';
import { takeSlot } from './rate.ts';
import { type CardContentOut, cardName, renderCard, renderMember, settledMessage, taskIdOf } from './render-member.ts';
import { type Piece, type Refusal, runBatch } from './run-batch.ts';
import { SendError } from './send-error.ts';

/** Entries of a member's lane. */
export type MemberEntry = OutboxEntry & { readonly message: Extract<OutboxEntry['message'], { to: 'member' }> };

/** A code changes a card for 72 hours (wecom-api.md 4.3); a minute is left for the way. */
const CODE_MS = 72 * 3_600_000 - 60_000;

/** Sends the next message of a member's lane: text, picture, a card, or the new state of a card he has. */
export async function sendToMember(step: StepOf<MemberEntry>): Promise<Lane> {
  const { deps, community, key, owed } = step;
  const [head] = owed;
  const { content, userid } = head.message;
  const pieces = content.kind === 'card' ? null : renderMember(content);
  const { perMinute, reserve } = community.delivery.member;
  const limit = isPressing(head) ? perMinute : Math.max(1, perMinute - reserve);
  return runBatch(step, {
    entries: [head],
    count: pieces?.length ?? 1,
    async permit() {
      const now = deps.clock.now();
      const { freeAt } = await takeSlot(deps.rates, {
        key: rateKey({ userid }),
        now,
        limit,
        keep: perMinute,
      });
      return freeAt === null ? null : { until: freeAt };
    },
    async send(piece) {
      if (content.kind === 'card') return sendCard(step, head, { content, piece });
      const part = pieces?.[piece.index];
      if (part === undefined) return;
      const message =
        'message' in part
          ? part.message
          : ({ msgtype: 'image', image: { media_id: await deps.sender.uploadMedia({ file: part.file }) } } as const);
      await deps.sender.sendMember({ userid, message, again: piece.again });
    },
    async refused(refusal: Refusal) {
      const until = 'until' in refusal ? refusal.until : step.now;
      const fresh = head.parts === 0 && head.state === 'waiting';
      await deps.outbox.postpone({ ...key, ids: [head.id], until, fresh });
      const waiting = isPressing(head) ? owed : owed.filter((entry) => !isPressing(entry));
      await deps.outbox.postpone({ ...key, ids: idsOf(waiting), until });
    },
  });
}

/**
 * A newer card replaces the older one of the same `cardId`. An `update` changes it in place; anything else is news, so the old
 * card is greyed and a new one sent. A card on which nothing can be pressed need not be sent to somebody who has none.
 */
async function sendCard(
  step: StepOf<MemberEntry>,
  { id, message }: MemberEntry,
  { content, piece }: { content: CardContentOut; piece: Piece },
): Promise<void> {
  const { deps, community, now } = step;
  const { userid, purpose } = message;
  const card = { community: community.id, userid, cardId: cardName(content.cardId) };
  const taskId = taskIdOf(content.cardId, id);
  const settled = content.state ?? community.messages.delivery.settled;
  const isUpdate = purpose === 'update';
  const inPlace = isUpdate && content.buttons.length > 0;
  const change = inPlace ? { card: renderCard(content, taskId) } : { replaceName: settled };
  const since = now - CODE_MS;
  for (let code = await deps.cards.take({ ...card, since }); code !== null; ) {
    if (await changed(step, { userid, responseCode: code, ...change })) {
      if (isUpdate) return;
      break;
    }
    code = await deps.cards.take({ ...card, since });
  }
  if (content.buttons.length === 0) {
    if (!isUpdate) await deps.sender.sendMember({ userid, message: settledMessage(content), again: piece.again });
    return;
  }
  const wire = { msgtype: 'template_card', template_card: renderCard(content, taskId) } as const;
  const sent = await deps.sender.sendMember({ userid, message: wire, again: piece.again });
  if (sent.responseCode !== null) await deps.cards.put({ ...card, responseCode: sent.responseCode, at: now });
}

type CardChange = Parameters<StepOf<MemberEntry>['deps']['sender']['updateCard']>[0];

/** False when the code was used or too old: then the card is as if he had none. */
async function changed({ deps }: StepOf<MemberEntry>, change: CardChange): Promise<boolean> {
  try {
    await deps.sender.updateCard(change);
    return true;
  } catch (thrown) {
    const used =
      thrown instanceof SendError && ['business', 'expired-handle', 'request-bug', 'unknown'].includes(thrown.class);
    if (!used) throw thrown;
    return false;
  }
}
