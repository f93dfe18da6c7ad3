import type { OutgoingMessage, OwnerContent } from '../delivery/index.ts';
import type { EffectContext, EffectHandlers, EffectOf } from '../effects/index.ts';
import { maskText } from '../language/index.ts';
import { format, wordsFor } from '../messages/index.ts';
import { deriveId, splitConversationKey } from '../shared/index.ts';
import { view } from './confidentiality.ts';
import type { TicketActions, TicketServiceDeps } from './service-interface.ts';
import { isRefusal } from './texts.ts';

/** The kinds of effects that this room executes. */
export type TicketEffectKind = 'ticket.open' | 'ticket.act' | 'owner.call';

/** Executes the effects about tickets. Executing one twice changes nothing. */
export function createTicketHandlers(
  { tickets, delivery, communities }: TicketServiceDeps,
  service: TicketActions,
): EffectHandlers<TicketEffectKind> {
  async function reply(
    contents: readonly OwnerContent[],
    { id, community }: EffectContext,
    about: { conversationId: string | null; purpose: 'answer' | 'promise' | 'emergency'; ticketId: string },
  ): Promise<void> {
    const { conversationId, purpose, ticketId } = about;
    if (conversationId === null) return;
    const address = splitConversationKey(conversationId);
    await delivery.enqueue(
      contents.map(
        (content, index): OutgoingMessage => ({
          id: deriveId(id, index),
          community,
          purpose,
          to: 'owner',
          ...address,
          content,
          ticketId,
        }),
      ),
    );
  }

  async function open({ id, draft, replies = [] }: EffectOf<'ticket.open'>, context: EffectContext): Promise<void> {
    const { ticket, promise } = await service.open(draft, id);
    const { departments } = communities.get(context.community);
    const department = departments.find((one) => one.id === ticket.department)?.name ?? '';
    const contents = replies.map((content) => fillContent(content, { number: ticket.number, promise, department }));
    const purpose = draft.danger === null ? 'promise' : 'emergency';
    await reply(contents, context, { conversationId: draft.reporter.conversationId, purpose, ticketId: ticket._id });
  }

  async function act(effect: EffectOf<'ticket.act'>, context: EffectContext): Promise<void> {
    const { ticketId, action, conversationId = null, replies = [] } = effect;
    const { id, community } = context;
    const actor =
      conversationId === null ? ({ kind: 'system' } as const) : ({ kind: 'owner', conversationId } as const);
    const result = await service.act({ community, ticketId, action, actor, id });
    const contents = isRefusal(result)
      ? [{ kind: 'text', text: result.text } as const]
      : replies.map((content) => fillContent(content, { number: result.ticket.number }));
    await reply(contents, context, { conversationId, purpose: 'answer', ticketId });
  }

  /** To the service desk's group; about what that group may not know of (R1), to the case owner alone. */
  async function call(effect: EffectOf<'owner.call'>, { community: communityId }: EffectContext): Promise<void> {
    const { messageId, ticketId, text: words, reason, urgent } = effect;
    const community = communities.get(communityId);
    const { messages, duty } = community;
    const ticket = ticketId === null ? null : await tickets.load(communityId, ticketId);
    const seen = ticket && view(ticket, { kind: 'group', department: duty.desk }, community);
    const text = format(messages.desk.phone, {
      number: ticket?.number ?? '',
      who: seen?.reporter?.name ?? '',
      reason: wordsFor(messages.desk.failures, reason),
      text: maskText(words ?? messages.desk.photo),
    });
    const content = { kind: 'text', text } as const;
    const message = {
      id: deriveId(messageId, 'phone'),
      community: communityId,
      purpose: urgent ? 'emergency' : 'task',
      ...(ticketId === null ? {} : { ticketId }),
    } as const;
    await delivery.enqueue([
      ticket !== null && seen === null
        ? { ...message, to: 'member', userid: ticket.keeper, content }
        : { ...message, to: 'group', department: duty.desk, content },
    ]);
  }

  return { 'ticket.open': open, 'ticket.act': act, 'owner.call': call };
}

/** Every text of a message filled in. */
function fillContent(content: OwnerContent, values: Readonly<Record<string, string>>): OwnerContent {
  const set = (text: string) => format(text, values);
  switch (content.kind) {
    case 'text':
      return { ...content, text: set(content.text) };
    case 'menu':
      return {
        ...content,
        head: set(content.head),
        items: content.items.map((item) => ({ ...item, text: set(item.text) })),
        ...(content.tail === undefined ? {} : { tail: set(content.tail) }),
      };
    default:
      return content;
  }
}
