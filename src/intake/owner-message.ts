import type { KfBody, KfEvent, KfIncoming } from '@shouwen/wecom';
import type { OwnerPart } from '../conversation/index.ts';
import { conversationKey } from '../shared/index.ts';
import { mediaFile } from './media.ts';
import type { Inbound, InboundEvent } from './ports.ts';

/** Where a pulled message belongs and when it came. */
export interface OwnerArrival {
  readonly community: string;
  readonly timezone: string;
  readonly receivedAt: number;
  /** A danger word or the like in a text ends the wait for more of a burst. */
  isPressing(text: string): boolean;
}

function readable(body: KfBody): { type: string; text: string } {
  switch (body.type) {
    case 'link':
      return { type: 'link', text: [body.title, body.description].filter(Boolean).join('，') };
    case 'merged':
      return {
        type: 'merged',
        text: body.items
          .map(({ content }) => content)
          .filter(Boolean)
          .join('\n'),
      };
    case 'miniprogram':
      return { type: 'miniprogram', text: body.title };
    case 'channels':
      return { type: 'channels', text: body.title };
    case 'unknown':
      return { type: body.msgType || 'unknown', text: '' };
    default:
      return { type: body.type, text: '' };
  }
}

function partOf(message: KfIncoming, arrival: OwnerArrival): { part: OwnerPart; media?: Inbound['media'] } {
  const { body, msgId: id, sentAt: at } = message;
  switch (body.type) {
    case 'text':
      return {
        part: {
          kind: 'text',
          id,
          at,
          text: body.content,
          ...(body.menuId === undefined ? {} : { menuId: body.menuId }),
        },
      };
    case 'image':
    case 'voice':
    case 'video':
    case 'file': {
      const file = mediaFile({ ...arrival, messageId: `${message.openKfId}/${id}`, type: body.type, at });
      return {
        part: { kind: 'media', id, at, media: { file, type: body.type } },
        media: { mediaId: body.mediaId, file },
      };
    }
    case 'location':
      return { part: { kind: 'location', id, at, name: body.name, address: body.address } };
    default:
      return { part: { kind: 'other', id, at, ...readable(body) } };
  }
}

const SESSION_CHANGES: Partial<Record<string, 'taken' | 'transferred' | 'ended'>> = {
  'taken-from-pool': 'taken',
  transferred: 'transferred',
  ended: 'ended',
  reopened: 'taken',
};

function eventOf(event: KfEvent): InboundEvent | null {
  switch (event.type) {
    case 'enter_session':
      return {
        kind: 'enter',
        welcomeCode: event.welcomeCode ?? null,
        scene: event.scene || null,
        sceneParam: event.sceneParam || null,
      };
    case 'user_recall_msg':
      return { kind: 'recalled', messageId: event.recallMsgId };
    case 'session_status_change': {
      const change = SESSION_CHANGES[event.change];
      return change === undefined
        ? null
        : { kind: 'session', change, servicer: event.newServicerUserid ?? null, code: event.msgCode ?? null };
    }
    default:
      return null;
  }
}

/**
 * A pulled message as it waits in the inbox; null for what no talk has to hear of. Only the owner's own messages and the
 * events of his session count (wecom-api.md 12.10).
 */
export function ownerInbound(message: KfIncoming, arrival: OwnerArrival): Inbound | null {
  if (message.externalUserid === '') return null;
  const common = {
    _id: `kf/${message.openKfId}/${message.msgId}`,
    community: arrival.community,
    key: conversationKey(message.openKfId, message.externalUserid),
    sentAt: message.sentAt,
    receivedAt: arrival.receivedAt,
  };
  if (message.body.type === 'event') {
    const event = eventOf(message.body.event);
    return event === null ? null : { ...common, event, now: true };
  }
  if (message.origin !== 'customer') return null;
  const { part, media } = partOf(message, arrival);
  const pressing = part.kind === 'text' && (part.menuId !== undefined || arrival.isPressing(part.text));
  return { ...common, event: { kind: 'part', part }, now: pressing, ...(media === undefined ? {} : { media }) };
}
