import { deriveId } from '../../shared/id.ts';
import type { MediaRef } from '../../tickets/draft.ts';
import { isRefusal } from '../../tickets/texts.ts';
import { LAST_TICKET_MS } from '../memory.ts';
import { type Answer, actorIn, type Context } from './context.ts';
import { loadFor } from './find-ticket.ts';

/**
 * An image that follows belongs to the ticket he last named. After 完成 or 回复 the first one also goes
 * to the owner; the others are kept, because an owner has five messages.
 */
export async function answerMedia(context: Context, media: MediaRef): Promise<Answer> {
  const { last } = context.memory;
  const what = context.tell(`media.${media.type}`);
  const recent = last !== null && context.now - last.at <= LAST_TICKET_MS ? last : null;
  const found = recent === null ? null : await loadFor(context, recent.community, recent.ticketId);
  if (found === null || recent === null) {
    return { lines: [context.tell('media.which', { what })] };
  }
  const { ticket, membership } = found;
  const toOwner = recent.toOwner === true && media.type === 'image';
  const outcome = await context.deps.desk.act({
    community: membership.community.id,
    ticketId: ticket._id,
    action: { kind: 'add-media', media: [media], toOwner },
    actor: actorIn(context, membership),
    now: context.now,
    id: deriveId(context.input.id, ticket._id, 'add-media'),
  });
  if (isRefusal(outcome)) return { lines: [outcome.text] };
  return {
    lines: [context.tell(toOwner ? 'media.sent' : 'media.kept', { what, number: ticket.number })],
    memory: { last: { ...recent, at: context.now, toOwner: recent.toOwner === true && !toOwner } },
  };
}
