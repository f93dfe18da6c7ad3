import { hash } from 'node:crypto';
import { asObject, listOf, numberOf, objectOf, optionalText, textOf } from './api/read.ts';
import { decodeKfEvent, type KfEvent } from './kf-events.ts';

/** Who a pulled message comes from. Only `customer` is answered (wecom-api.md 12.10). */
export type KfOrigin = 'customer' | 'system' | 'servicer' | 'unknown';

/** Kinds of media that have only an id, valid three days. */
type MediaType = 'image' | 'voice' | 'video' | 'file';

/** What a pulled message says (wecom-api.md 3.3). */
export type KfBody =
  | { readonly type: 'text'; readonly content: string /** Of the tapped menu entry. */; readonly menuId?: string }
  | { readonly type: MediaType; readonly mediaId: string }
  | {
      readonly type: 'location';
      readonly latitude: number;
      readonly longitude: number;
      readonly name: string;
      readonly address: string;
    }
  | {
      readonly type: 'link';
      readonly title: string;
      readonly description: string;
      readonly url: string;
      readonly picUrl: string;
    }
  | { readonly type: 'business_card'; readonly userid: string }
  | { readonly type: 'miniprogram'; readonly title: string; readonly appid: string; readonly pagePath: string }
  | { readonly type: 'merged'; readonly title: string; readonly items: readonly KfMergedItem[] }
  | { readonly type: 'channels'; readonly nickname: string; readonly title: string }
  | { readonly type: 'event'; readonly event: KfEvent }
  /** A type without a body, or one this program does not know; `raw` is what came. */
  | { readonly type: 'unknown'; readonly msgType: string; readonly raw: Readonly<Record<string, unknown>> };

/** One message inside forwarded ones. `content` is its text where it has one. */
export interface KfMergedItem {
  readonly sender: string;
  readonly sentAt: number;
  readonly msgType: string;
  readonly content: string;
}

/** One message of `kf/sync_msg`. */
export interface KfIncoming {
  /** Primary key under which it is stored once. */
  readonly msgId: string;
  readonly openKfId: string;
  /** Empty for events that concern no customer. */
  readonly externalUserid: string;
  /** Epoch milliseconds. */
  readonly sentAt: number;
  readonly origin: KfOrigin;
  /** Only for origin `servicer`, or inside events. */
  readonly servicerUserid?: string;
  readonly body: KfBody;
}

const ORIGINS: Readonly<Record<number, KfOrigin>> = { 3: 'customer', 4: 'system', 5: 'servicer' };

function mergedText(raw: Record<string, unknown>): string {
  try {
    const content = asObject(JSON.parse(textOf(raw, 'msg_content')));
    return textOf(objectOf(content, 'text'), 'content');
  } catch {
    return '';
  }
}

function decodeMerged(part: Record<string, unknown>): KfBody {
  const items = listOf(part, 'item').map((item) => ({
    sender: textOf(item, 'sender_name'),
    sentAt: numberOf(item, 'send_time') * 1000,
    msgType: textOf(item, 'msgtype'),
    content: mergedText(item),
  }));
  return { type: 'merged', title: textOf(part, 'title'), items };
}

function decodeBody(msgType: string, raw: Record<string, unknown>): KfBody {
  const part = objectOf(raw, msgType);
  const text = (name: string) => textOf(part, name);
  switch (msgType) {
    case 'text':
      return { type: 'text', content: text('content'), menuId: optionalText(part, 'menu_id') };
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
      return { type: msgType, mediaId: text('media_id') };
    case 'location': {
      const [latitude, longitude] = [numberOf(part, 'latitude'), numberOf(part, 'longitude')];
      return { type: 'location', latitude, longitude, name: text('name'), address: text('address') };
    }
    case 'link':
      return {
        type: 'link',
        title: text('title'),
        description: text('desc'),
        url: text('url'),
        picUrl: text('pic_url'),
      };
    case 'business_card':
      return { type: 'business_card', userid: text('userid') };
    case 'miniprogram':
      return { type: 'miniprogram', title: text('title'), appid: text('appid'), pagePath: text('pagepath') };
    case 'merged_msg':
      return decodeMerged(part);
    case 'channels':
      return { type: 'channels', nickname: text('nickname'), title: text('title') };
    case 'event':
      return { type: 'event', event: decodeKfEvent(part) };
    default:
      return { type: 'unknown', msgType, raw };
  }
}

/**
 * One element of `msg_list` as a typed value. Never throws: an unknown type must not stop the pull (wecom-api.md 3.3).
 * `openKfId` is the account that was pulled, for messages that do not name theirs.
 */
export function decodeKfMessage(value: unknown, { openKfId }: { openKfId: string }): KfIncoming {
  const raw = asObject(value);
  const msgType = textOf(raw, 'msgtype');
  // Events carry these three inside `event`, not at the top (wecom-api.md 12.9).
  const inner = objectOf(raw, 'event');
  const named = (name: string) => textOf(raw, name) || textOf(inner, name);
  return {
    msgId: textOf(raw, 'msgid') || hash('sha1', JSON.stringify(value) ?? '', 'hex').slice(0, 32),
    openKfId: named('open_kfid') || openKfId,
    externalUserid: named('external_userid'),
    sentAt: numberOf(raw, 'send_time') * 1000,
    origin: ORIGINS[numberOf(raw, 'origin')] ?? 'unknown',
    servicerUserid: named('servicer_userid') || undefined,
    body: decodeBody(msgType, raw),
  };
}
