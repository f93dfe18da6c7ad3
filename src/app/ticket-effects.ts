import type { Community } from '../config/types.ts';
import type { Delivery, OutgoingMessage } from '../delivery/types.ts';
import { splitConversationKey } from '../intake/owner-message.ts';
import type { Inbound } from '../intake/ports.ts';
import { deriveId } from '../shared/id.ts';
import type { TicketDraft } from '../tickets/draft.ts';
import type { OwedEffect, TicketEffect } from '../tickets/effect.ts';
import type { Ticket } from '../tickets/types.ts';
import type { SystemAct } from './ticketing.ts';

type Effect<K extends TicketEffect['kind']> = Extract<TicketEffect, { kind: K }>;

/** What carrying out a ticket's effects needs. */
export interface TicketEffectDeps {
  readonly delivery: Pick<Delivery, 'enqueue'>;
  /** Puts an event into the queue of a conversation. */
  readonly tellConversation: (item: Inbound) => Promise<void>;
  act(request: SystemAct): Promise<unknown>;
  open(draft: TicketDraft, id: string): Promise<unknown>;
  readonly startVisits: (ticket: Ticket, effect: Effect<'start-visits'>, id: string) => Promise<void>;
  readonly cancelVisits: (ticket: Ticket, effect: Effect<'cancel-visits'>, id: string) => Promise<void>;
  /** The page of a ticket, for whoever may see it. */
  page(ticket: Pick<Ticket, '_id' | 'community'>): string;
  /** Notices follow their ticket. */
  readonly ticketChanged: (ticket: Ticket) => Promise<void>;
  readonly now: () => number;
}

/** Carries out what a change of a ticket owes. Doing it twice under the same id changes nothing. */
export function createTicketEffects(deps: TicketEffectDeps) {
  const send = (message: OutgoingMessage) => deps.delivery.enqueue([message]);
  const alarmOf = ({ alarm }: { alarm?: string }) => (alarm === undefined ? {} : { alarm });

  function updateCard(effect: Effect<'update-card'>, id: string, ticket: Ticket): Promise<void> {
    return deps.delivery.enqueue(
      effect.userids.map((userid) => ({
        id: deriveId(id, userid),
        community: ticket.community,
        purpose: 'update',
        to: 'member',
        userid,
        content: effect.content,
        ticketId: ticket._id,
      })),
    );
  }

  function askQuote(effect: Effect<'ask-quote'>, id: string, ticket: Ticket): Promise<void> {
    const { conversationId, quoteId, number, amount, item } = effect;
    return deps.tellConversation({
      _id: `ticket/${id}`,
      community: ticket.community,
      key: conversationId,
      sentAt: deps.now(),
      receivedAt: deps.now(),
      event: { kind: 'quote', ticketId: ticket._id, number, quoteId, amount, item },
      now: true,
    });
  }

  return async ({ id, effect }: OwedEffect, ticket: Ticket, community: Community): Promise<void> => {
    const common = { id, community: community.id, ticketId: ticket._id };
    switch (effect.kind) {
      case 'tell-owner': {
        const { purpose, content } = effect;
        return send({ ...common, purpose, to: 'owner', ...splitConversationKey(effect.conversationId), content });
      }
      case 'tell-group': {
        const { purpose, department } = effect;
        const content =
          effect.content.kind === 'ticket' ? { ...effect.content, url: deps.page(ticket) } : effect.content;
        return send({ ...common, purpose, to: 'group', department, content, ...alarmOf(effect) });
      }
      case 'tell-member': {
        const { purpose, userid, content } = effect;
        return send({ ...common, purpose, to: 'member', userid, content, ...alarmOf(effect) });
      }
      case 'update-card':
        return updateCard(effect, id, ticket);
      case 'ask-quote':
        return askQuote(effect, id, ticket);
      case 'ticket-changed':
        return deps.ticketChanged(ticket);
      case 'start-visits':
        return deps.startVisits(ticket, effect, id);
      case 'cancel-visits':
        return deps.cancelVisits(ticket, effect, id);
      case 'act':
        await deps.act({ community: community.id, ticketId: effect.ticketId, action: effect.action, id });
        return;
      case 'open-ticket':
        await deps.open(effect.draft, effect.id);
    }
  };
}
