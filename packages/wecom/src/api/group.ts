import { createHash } from 'node:crypto';
import { cutBytes } from '../bytes.ts';
import type { TemplateCard } from '../cards.ts';
import type { Caller } from './call.ts';
import { type MediaFile, mediaForm } from './media-form.ts';
import { textOf } from './read.ts';

/** A push into a group, in the form of the wire (wecom-api.md 5.1). */
export type GroupMessage =
  | {
      readonly msgtype: 'text';
      readonly text: {
        readonly content: string;
        readonly mentioned_list?: readonly string[];
        readonly mentioned_mobile_list?: readonly string[];
      };
    }
  | { readonly msgtype: 'markdown'; readonly markdown: { readonly content: string } }
  | { readonly msgtype: 'image'; readonly image: { readonly base64: string; readonly md5: string } }
  | { readonly msgtype: 'file'; readonly file: { readonly media_id: string } }
  | { readonly msgtype: 'template_card'; readonly template_card: TemplateCard };

/** Most bytes of a pushed text (wecom-api.md 5.1). */
export const GROUP_TEXT_BYTES = 2048;
/** Most bytes of pushed markdown; one more is refused with 40058, not cut (wecom-api.md 5.1). */
export const GROUP_MARKDOWN_BYTES = 4096;
const IMAGE_BYTES = 2 * 1024 * 1024;

/** A text, cut to 2048 bytes; `mention` are userids, or `@all`. */
export function groupText(content: string, { mention = [] }: { mention?: readonly string[] } = {}): GroupMessage {
  const mentioned = mention.length === 0 ? {} : { mentioned_list: mention };
  return { msgtype: 'text', text: { content: cutBytes(content, GROUP_TEXT_BYTES), ...mentioned } };
}

/** Markdown, cut to 4096 bytes; `<@userid>` mentions a member. */
export function groupMarkdown(content: string): GroupMessage {
  return { msgtype: 'markdown', markdown: { content: cutBytes(content, GROUP_MARKDOWN_BYTES) } };
}

/** A PNG or JPG of at most 2 MB. Throws RangeError. */
export function groupImage(bytes: Uint8Array): GroupMessage {
  if (bytes.length > IMAGE_BYTES) throw new RangeError('a pushed picture may have at most 2 MB');
  const md5 = createHash('md5').update(bytes).digest('hex');
  return { msgtype: 'image', image: { base64: Buffer.from(bytes).toString('base64'), md5 } };
}

/** A card built by `noticeCard`; a group shows no buttons (wecom-api.md 5.1). Throws RangeError for another type. */
export function groupCard(card: TemplateCard): GroupMessage {
  if (card.card_type !== 'text_notice') throw new RangeError('a group shows only cards without buttons');
  return { msgtype: 'template_card', template_card: card };
}

/** The group push (wecom-api.md 5.1). The key is the secret; no token is needed. Throws WecomError or WecomUnreachable. */
export interface GroupApi {
  /** Pushes. At most 20 a minute and key; more answer 45009, `rate-limited`. */
  send(webhookKey: string, message: GroupMessage): Promise<void>;
  /** Uploads a file of at most 20 MB; its id serves only this key, for three days. */
  upload(webhookKey: string, file: MediaFile): Promise<{ mediaId: string }>;
}

/** The group push over `caller`. */
export function createGroupApi(caller: Caller): GroupApi {
  return {
    async send(webhookKey, message) {
      await caller.plain({ path: '/cgi-bin/webhook/send', query: { key: webhookKey }, json: message });
    },
    async upload(webhookKey, file) {
      const query = { key: webhookKey, type: 'file' };
      const path = '/cgi-bin/webhook/upload_media';
      const answer = await caller.plain({ path, query, form: mediaForm(file), repeatable: true });
      return { mediaId: textOf(answer.json, 'media_id') };
    },
  };
}
