import type { AppCallback, AppMessage, CardClick } from '@shouwen/wecom';
import { type MediaType, mediaFile } from './media.ts';
import type { Inbound, MemberMessage } from './ports.ts';

/** Where and when a member's message arrived. */
export interface MemberArrival {
  readonly community: string;
  readonly timezone: string;
  readonly receivedAt: number;
}

/** The queue of a member: one message at a time, in order. */
export const memberKey = (userid: string) => `member/${userid}`;

const MEDIA: readonly string[] = ['image', 'voice', 'video', 'file'] satisfies MediaType[];

function bodyOf(callback: AppMessage, arrival: MemberArrival): { message: MemberMessage; media?: Inbound['media'] } {
  const { body } = callback;
  if (body.type === 'text') return { message: { kind: 'text', text: body.content } };
  if (MEDIA.includes(body.type) && 'mediaId' in body) {
    const type = body.type as MediaType;
    const file = mediaFile({ ...arrival, messageId: callback.dedupeKey, type, at: callback.createdAt });
    return { message: { kind: 'media', type, file }, media: { mediaId: body.mediaId, file } };
  }
  return { message: { kind: 'other', type: body.type } };
}

function clickOf(callback: CardClick): MemberMessage {
  const { eventKey, taskId, responseCode } = callback;
  return { kind: 'click', key: eventKey, taskId, responseCode };
}

/** What a member sent or clicked, as it waits in the inbox; null for events that nobody has to answer. */
export function memberInbound(callback: AppCallback, arrival: MemberArrival): Inbound | null {
  if (callback.kind !== 'app-message' && callback.kind !== 'card-click') return null;
  const { message, media } =
    callback.kind === 'card-click' ? { message: clickOf(callback), media: undefined } : bodyOf(callback, arrival);
  return {
    _id: `app/${callback.dedupeKey}`,
    community: arrival.community,
    key: memberKey(callback.from),
    sentAt: callback.createdAt,
    receivedAt: arrival.receivedAt,
    event: { kind: 'member', via: 'app', message },
    now: true,
    ...(media === undefined ? {} : { media }),
  };
}
