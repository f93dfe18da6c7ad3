import { deriveId } from '../../shared/id.ts';
import type { MediaRef } from '../../tickets/draft.ts';
import { isRefusal } from '../../tickets/texts.ts';
import { LAST_TICKET_MS } from '../memory.ts';
import { type Answer, actorIn, type Context } from './context.ts';
import { loadFor } from './find-ticket.ts';

const NAMES: Readonly<Record<MediaRef['type'], string>> = { image: '照片', voice: '语音', video: '视频', file: '文件' };

/**
 * An image that follows belongs to the ticket he last named (issue 8, "图片 follows"). After 完成 or 回复 the first one also goes
 * to the owner; the others are kept, because an owner has five messages.
 */
export async function answerMedia(context: Context, media: MediaRef): Promise<Answer> {
  const { last } = context.memory;
  const what = NAMES[media.type];
  const recent = last !== null && context.now - last.at <= LAST_TICKET_MS ? last : null;
  const found = recent === null ? null : await loadFor(context, recent.community, recent.ticketId);
  if (found === null || recent === null) {
    return { lines: [`${what}收到了，但还没说是哪一单。请先发单号（如“查 007”），再发一次${what}。`] };
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
  const sent = toOwner ? '，并发给了业主' : '';
  return {
    lines: [`${what}已存到 ${ticket.number}${sent}。`],
    memory: { last: { ...recent, at: context.now, toOwner: recent.toOwner === true && !toOwner } },
  };
}
