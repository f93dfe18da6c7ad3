import type { Delivery } from '../delivery/types.ts';
import type { OuterEffect, OwedFollowUp } from '../followup/effect.ts';
import { splitConversationKey } from '../intake/owner-message.ts';
import type { Inbound } from '../intake/ports.ts';
import type { TicketDraft } from '../tickets/draft.ts';
import type { SystemAct } from './ticketing.ts';

/** What carrying out follow-up's effects needs. */
export interface FollowUpEffectDeps {
  readonly delivery: Pick<Delivery, 'enqueue'>;
  /** Puts an event into the queue of a conversation. */
  tellConversation(item: Inbound): Promise<void>;
  act(request: SystemAct): Promise<unknown>;
  open(draft: TicketDraft, id: string): Promise<unknown>;
  /** Epoch ms. */
  now(): number;
}

type Effect<K extends OuterEffect['kind']> = Extract<OuterEffect, { kind: K }>;

/** Carries out what visits and notices owe outside their room; resolves to false for the rest. Twice is once, by id. */
export function createFollowUpEffects(deps: FollowUpEffectDeps) {
  async function ask(effect: Effect<'ask-in-chat'>, id: string, community: string): Promise<void> {
    const now = deps.now();
    // Too late to be said: follow-up takes the next way by itself.
    if (now > effect.expiresAt) return;
    const { ask: visit, code, expiresAt } = effect;
    await deps.tellConversation({
      _id: `visit/${id}`,
      community,
      key: effect.conversationId,
      sentAt: now,
      receivedAt: now,
      event: { kind: 'visit', visit: { ...visit, expiresAt }, ...(code === undefined ? {} : { code }) },
      now: true,
    });
  }

  return async (
    { id, effect }: OwedFollowUp,
    document: { readonly _id: string; readonly community: string },
  ): Promise<boolean> => {
    const { community } = document;
    // Delivery's word on every message must find its way back, to notices too.
    const common = { id, community, visitId: document._id };
    switch (effect.kind) {
      case 'ask-in-chat':
        await ask(effect, id, community);
        return true;
      case 'tell-owner': {
        const { purpose, content, conversationId } = effect;
        await deps.delivery.enqueue([
          { ...common, purpose, to: 'owner', ...splitConversationKey(conversationId), content },
        ]);
        return true;
      }
      case 'tell-group': {
        const { purpose, content, department } = effect;
        await deps.delivery.enqueue([{ ...common, purpose, to: 'group', department, content }]);
        return true;
      }
      case 'tell-member': {
        const { purpose, content, userid } = effect;
        await deps.delivery.enqueue([{ ...common, purpose, to: 'member', userid, content }]);
        return true;
      }
      case 'act-on-ticket':
        await deps.act({ community, ticketId: effect.ticketId, action: effect.action, id });
        return true;
      case 'open-ticket':
        await deps.open(effect.draft, effect.id);
        return true;
      default:
        return false;
    }
  };
}
