/** The one door out (design rule 5): every message to a person waits in the outbox and goes out by its recipient's queue. */

import type { EffectHandlers, EffectOf } from '../effects/index.ts';
import { splitConversationKey } from '../shared/index.ts';
import type { DeliveryDeps } from './context.ts';
import { endEntries, outcomeSource } from './end-entries.ts';
import { newEntry } from './entry.ts';
import { reasonOfFailType } from './judge.ts';
import { ownerLane } from './lane.ts';
import type { OwnerAddress } from './ports.ts';
import { createRecipientQueues } from './recipient-queues.ts';
import { cardNameOf } from './render-member.ts';
import type { Delivery, OutgoingMessage } from './types.ts';

/** An owner who wrote less than this long ago was looked at then, milliseconds. */
const JUST_WROTE_MS = 600_000;

/** Delivery as the rest of the program uses it. */
export interface DeliveryService extends Delivery {
  /**
   * An owner wrote at `at` (WeCom's time): their budget is fresh and what waited for it goes out. `wasReachable`: they had written
   * a moment before and could have been written to since.
   */
  ownerWrote(
    owner: OwnerAddress,
    wrote: { at: number; messageId: string },
  ): Promise<{ readonly wasReachable: boolean }>;
  /** A member pressed a button: the code of the click can change their card (wecom-api.md 4.3). */
  cardClicked(click: { community: string; userid: string; taskId: string; responseCode: string }): Promise<void>;
  /** A `msg_send_fail` event (wecom-api.md 3.3): what was answered "sent" has failed. Unknown ids are ignored. */
  failed(event: { openKfId: string; failMsgId: string; failType: number }): Promise<void>;
  /** Sends what waits for this owner now, as far as it can be sent. */
  flushOwner(owner: OwnerAddress): Promise<void>;
  /** Sends everything that is due now; resolves when nothing is. */
  run(): Promise<void>;
  /** Sends what falls due from now on. */
  start(): void;
  /** Ends after the messages that are on their way. */
  stop(): Promise<void>;
  readonly handlers: EffectHandlers<'message.send'>;
}

/** Makes delivery. */
export function createDelivery(deps: DeliveryDeps): DeliveryService {
  const { outbox, windows, cards, communities, clock, effects } = deps;
  const queues = createRecipientQueues(deps);
  effects.attach(outcomeSource(outbox));
  let lastOrder = 0;
  /** Keeps the order of one process even when its clock stands still or jumps back. */
  const nextOrder = () => {
    lastOrder = Math.max(lastOrder + 1, clock.now() * 1_000);
    return lastOrder;
  };

  async function enqueue(messages: readonly OutgoingMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const now = clock.now();
    const entries = messages.map((message) => newEntry(message, { now, order: nextOrder() }));
    await outbox.insertMany(entries);
    for (const { community, recipient, dueAt } of entries) queues.wake({ community, recipient }, dueAt);
  }

  /** Pages of tickets are linked from the pushes about them. */
  function toOutgoing(
    effect: EffectOf<'message.send'>,
    { id, community }: { id: string; community: string },
  ): OutgoingMessage {
    const { kind: _, ...message } = effect;
    if (message.to === 'owner') {
      const { conversationId, ...rest } = message;
      return { ...rest, id, community, ...splitConversationKey(conversationId) };
    }
    if (message.to === 'member' || message.content.kind !== 'ticket' || message.ticketId === undefined) {
      return { ...message, id, community };
    }
    const url = `${deps.publicUrl}/h5/ticket/${community}/${message.ticketId}`;
    return { ...message, id, community, content: { ...message.content, url } };
  }

  return {
    enqueue,
    async budget({ openKfId, externalUserid }) {
      const community = communities.byOpenKfId(openKfId);
      const shut = { open: false, left: 0, closesAt: null };
      if (community === null) return shut;
      const known = await windows.read({ community: community.id, openKfId, externalUserid });
      if (known === null) return shut;
      const { messages, window } = community.delivery.owner;
      const closesAt = known.openedAt + window;
      const open = clock.now() < closesAt;
      return { open, left: open ? Math.max(0, messages - known.used.length) : 0, closesAt };
    },
    async ownerWrote(owner, wrote) {
      const before = await windows.opened(owner, wrote);
      const key = { community: owner.community, recipient: ownerLane(owner) };
      // Of an owner who had never written nothing could be noted as held.
      if (before === null || before.held) {
        await outbox.release({ ...key, now: clock.now() });
        queues.wake(key, clock.now());
      }
      const { messages, reserve } = communities.get(owner.community).delivery.owner;
      // The same message once more comes of a page that is read again: what it causes may not have been stored.
      const hadJustWritten =
        before !== null && wrote.at > before.openedAt && wrote.at - before.openedAt < JUST_WROTE_MS;
      return { wasReachable: hadJustWritten && before.used.length < messages - reserve };
    },
    async cardClicked({ community, userid, taskId, responseCode }) {
      await cards.put({ community, userid, cardId: cardNameOf(taskId), responseCode, at: clock.now() });
    },
    async failed({ openKfId, failMsgId, failType }) {
      const community = communities.byOpenKfId(openKfId);
      if (community === null) return;
      const entries = await outbox.byWireId({ community: community.id, wireId: failMsgId });
      const open = entries.filter(({ state }) => state !== 'failed');
      if (open.length > 0) {
        await endEntries(deps, open, { result: 'failed', at: clock.now(), reason: reasonOfFailType(failType) });
      }
    },
    flushOwner: (owner) => queues.flush({ community: owner.community, recipient: ownerLane(owner) }),
    run: queues.run,
    start: queues.start,
    stop: queues.stop,
    handlers: {
      'message.send': {
        executeAll: (executions) => enqueue(executions.map(({ effect, context }) => toOutgoing(effect, context))),
      },
    },
  };
}
