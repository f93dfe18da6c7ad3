import { deriveId } from '../../shared/id.ts';
import type { MediaRef } from '../../tickets/draft.ts';
import { isRefusal } from '../../tickets/texts.ts';
import { type Answer, actorIn, type Context } from '../context.ts';
import { LAST_TICKET_MS } from '../memory.ts';
import { loadFor } from './find-ticket.ts';

/**
 * An image belongs to the ticket that the member last named. After 完成 or 回复 the first one also goes to the owner; the others
 * are only stored, because an owner has five messages.
 */
export async function answerMedia(context: Context, media: MediaRef): Promise<Answer> {
  const { memory, now, tell } = context;
  const what = tell(`media.${media.type}`);
  const last = memory.last !== null && now - memory.last.at <= LAST_TICKET_MS ? memory.last : null;
  const found = last === null ? null : await loadFor(context, last.community, last.ticketId);
  if (found === null || last === null) return { lines: [tell('media.which', { what })] };
  const { ticket, membership } = found;
  const toOwner = last.toOwner === true && media.type === 'image';
  const outcome = await context.deps.desk.act({
    community: membership.community.id,
    ticketId: ticket._id,
    action: { kind: 'add-media', media: [media], toOwner },
    actor: actorIn(context, membership),
    id: deriveId(context.input.id, ticket._id, 'add-media'),
  });
  if (isRefusal(outcome)) return { lines: [outcome.text] };
  return {
    lines: [tell(toOwner ? 'media.sent' : 'media.kept', { what, number: ticket.number })],
    memory: { last: { ...last, at: now, toOwner: last.toOwner === true && !toOwner } },
  };
}
