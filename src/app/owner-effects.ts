import type { Community } from '../config/types.ts';
import type { ConversationEffect } from '../conversation/types.ts';
import type { Delivery, OutgoingMessage, OwnerContent, Purpose } from '../delivery/types.ts';
import type { FollowUp } from '../followup/follow-up.ts';
import { splitConversationKey } from '../intake/owner-message.ts';
import { formatHouse, type House } from '../language/house.ts';
import { maskName, maskText } from '../language/mask.ts';
import { format, wordsFor } from '../messages/index.ts';
import type { RelayBook } from '../records/registers/relay-book.ts';
import { deriveId } from '../shared/id.ts';
import { relayToMember } from '../staff/index.ts';
import type { Refusal, TicketAction } from '../tickets/action.ts';
import type { Opened } from '../tickets/desk.ts';
import type { Ticket } from '../tickets/types.ts';
import type { Facts, UnderstandContext, Understanding } from '../understanding/index.ts';
import { detailOf } from './added-facts.ts';
import { fillContent } from './fill.ts';

/** Who the effects belong to. `version` is the turn's; it makes the ids of linked tickets. */
export interface OwnerEffectContext {
  readonly community: Community;
  readonly conversationId: string;
  readonly version: number;
  /** What the talk knows of the owner, for the service desk. */
  readonly who: { readonly name: string | null; readonly house: House | null };
  /** The return visit that is being talked about: follow-up hears how its messages ended. */
  readonly visitId: string | null;
}

type Effect<K extends ConversationEffect['kind']> = Extract<ConversationEffect, { kind: K }>;

/** What carrying out an owner's effects needs. */
export interface OwnerEffectDeps {
  readonly delivery: Pick<Delivery, 'enqueue'> & {
    /** Sends what waits for this owner now, as far as it can be sent. */
    flushOwner(owner: { community: string; openKfId: string; externalUserid: string }): Promise<void>;
  };
  readonly relays: Pick<RelayBook, 'add'>;
  readonly understand: (text: string, context: UnderstandContext) => Understanding;
  /** Epoch ms. */
  readonly now: () => number;
  readonly openTicket: (draft: Effect<'open-ticket'>['draft'], id: string) => Promise<Opened>;
  readonly act: (request: {
    community: string;
    ticketId: string;
    action: TicketAction;
    conversationId: string;
    id: string;
  }) => Promise<{ ticket: Ticket } | Refusal>;
  readonly answerVisit: FollowUp['answer'];
  /** Moves the session to a person, or into the pool when nobody receives (wecom-api.md 3.6). */
  readonly handSession: (owner: { openKfId: string; externalUserid: string }) => Promise<void>;
}

function toAction(effect: Effect<'add-to-ticket'>, read: (text: string) => Facts): TicketAction {
  const { what, text, media } = effect;
  switch (what) {
    case 'note':
      return { kind: 'note', text };
    case 'media':
      return { kind: 'add-media', media, text };
    case 'urge':
      return { kind: 'urge', text };
    case 'cancel':
      return { kind: 'cancel', reason: text };
    case 'rework':
      return { kind: 'reopen', reason: text, unsolved: true };
    default:
      return detailOf(what, text, read(text));
  }
}

/** Carries out what a turn with an owner owes. Every id derives from the owed effect, so doing one twice changes nothing. */
export function createOwnerEffects(deps: OwnerEffectDeps) {
  const say = (
    context: OwnerEffectContext,
    said: { id: string; contents: readonly OwnerContent[]; purpose: Purpose; code?: string; ticketId?: string },
  ) =>
    deps.delivery.enqueue(
      said.contents.map(
        (content, index): OutgoingMessage => ({
          id: deriveId(said.id, index),
          community: context.community.id,
          purpose: said.purpose,
          to: 'owner',
          ...splitConversationKey(context.conversationId),
          content,
          ...(said.code === undefined || index > 0 ? {} : { code: said.code }),
          ...(said.ticketId === undefined ? {} : { ticketId: said.ticketId }),
          ...(said.purpose !== 'survey' || context.visitId === null ? {} : { visitId: context.visitId }),
        }),
      ),
    );

  const tellDesk = (context: OwnerEffectContext, told: { id: string; text: string; purpose: Purpose }) =>
    deps.delivery.enqueue([
      {
        id: deriveId(told.id, 'desk'),
        community: context.community.id,
        purpose: told.purpose,
        to: 'group',
        department: context.community.duty.desk,
        content: { kind: 'text', text: told.text },
      },
    ]);

  const placesOf = ({ who }: OwnerEffectContext) => ({
    who: maskName(who.name ?? ''),
    house: who.house === null ? '' : `（${formatHouse(who.house)}）`,
  });

  async function openTicket(effect: Effect<'open-ticket'>, id: string, context: OwnerEffectContext): Promise<void> {
    const links = (effect.linkWith ?? []).map((index) => deriveId(context.conversationId, context.version, index));
    const { ticket, promise } = await deps.openTicket(
      {
        ...effect.draft,
        reporter: { ...effect.draft.reporter, conversationId: context.conversationId },
        links: [...effect.draft.links, ...links],
      },
      id,
    );
    const { community } = context;
    const values = {
      number: ticket.number,
      promise,
      department: community.departments.find(({ id: known }) => known === ticket.department)?.name ?? '',
    };
    const contents = effect.tell.map((content) => fillContent(content, values));
    const purpose = effect.draft.danger === null ? 'promise' : 'emergency';
    await say(context, { id, contents, purpose, ticketId: ticket._id });
  }

  const readFacts = (text: string, { timezone }: Community) =>
    deps.understand(text, { now: deps.now(), timezone }).facts;

  async function addToTicket(effect: Effect<'add-to-ticket'>, id: string, context: OwnerEffectContext): Promise<void> {
    const { ticketId } = effect;
    const request = { community: context.community.id, ticketId, conversationId: context.conversationId, id };
    const result = await deps.act({
      ...request,
      action: toAction(effect, (text) => readFacts(text, context.community)),
    });
    const contents: readonly OwnerContent[] =
      'refused' in result
        ? [{ kind: 'text', text: result.text }]
        : effect.tell.map((content) => fillContent(content, { number: result.ticket.number }));
    await say(context, { id, contents, purpose: 'answer', ticketId });
  }

  async function answerQuote(effect: Effect<'answer-quote'>, id: string, context: OwnerEffectContext): Promise<void> {
    const { ticketId, quoteId, accepted, text } = effect;
    const request = { community: context.community.id, ticketId, conversationId: context.conversationId, id };
    const result = await deps.act({ ...request, action: { kind: 'answer-quote', quoteId, accepted, text } });
    if (!('refused' in result)) return;
    await say(context, { id, contents: [{ kind: 'text', text: result.text }], purpose: 'answer', ticketId });
  }

  async function handOver(effect: Effect<'hand-over'>, id: string, context: OwnerEffectContext): Promise<void> {
    const { desk } = context.community.messages;
    const reason = wordsFor(desk.reasons, effect.reason);
    const text = format(desk.handOver, { ...placesOf(context), reason, summary: maskText(effect.summary) });
    await tellDesk(context, { id, text, purpose: effect.urgent ? 'emergency' : 'task' });
    // What the bot has just said must go out first: once a person has the session, WeCom refuses it (wecom-api.md 3.4).
    const owner = splitConversationKey(context.conversationId);
    await deps.delivery.flushOwner({ community: context.community.id, ...owner });
    if (effect.reason !== 'silence') await deps.handSession(owner);
  }

  function answerVisit(effect: Effect<'answer-visit'>, id: string, { community }: OwnerEffectContext): Promise<void> {
    const { kind: _, ticketId: _ticket, ...answer } = effect;
    return deps.answerVisit({ community: community.id, ...answer, id, via: 'chat', by: 'owner' });
  }

  return async (effect: ConversationEffect, id: string, context: OwnerEffectContext): Promise<void> => {
    const { messages, routing } = context.community;
    switch (effect.kind) {
      case 'say':
        return say(context, {
          id,
          contents: effect.messages,
          purpose: effect.purpose,
          ...(effect.code === undefined ? {} : { code: effect.code }),
        });
      case 'open-ticket':
        return openTicket(effect, id, context);
      case 'add-to-ticket':
        return addToTicket(effect, id, context);
      case 'answer-quote':
        return answerQuote(effect, id, context);
      case 'answer-visit':
        return answerVisit(effect, id, context);
      case 'hand-over':
        return handOver(effect, id, context);
      case 'alert': {
        const danger = effect.danger === null ? '' : (routing.dangers[effect.danger]?.name ?? effect.danger);
        const house = effect.house === null ? placesOf(context).house : `（${formatHouse(effect.house)}）`;
        const text = format(messages.desk.alert, { danger, house, text: maskText(effect.text) });
        return tellDesk(context, { id, text, purpose: 'emergency' });
      }
      case 'relay':
        return relayToMember(
          { ...deps, clock: deps },
          { id, community: context.community, to: effect.to, text: effect.text, who: context.who },
        );
      case 'privacy': {
        const reason = wordsFor(messages.desk.reasons, effect.request);
        const text = format(messages.desk.privacy, { ...placesOf(context), reason, text: maskText(effect.text) });
        return tellDesk(context, { id, text, purpose: 'task' });
      }
    }
  };
}
