import { byteLength, cutBytes } from '../bytes.ts';
import type { TemplateCard } from '../cards.ts';
import type { Caller } from './call.ts';
import { idsOf, optionalText, textOf } from './read.ts';

/** A message of the app to members, in the form of the wire (wecom-api.md 4.1). */
export type AppMessageOut =
  | { readonly msgtype: 'text'; readonly text: { readonly content: string } }
  | { readonly msgtype: 'markdown'; readonly markdown: { readonly content: string } }
  | { readonly msgtype: 'textcard'; readonly textcard: Readonly<Record<'title' | 'description' | 'url', string>> }
  | { readonly msgtype: 'image'; readonly image: { readonly media_id: string } }
  | { readonly msgtype: 'file'; readonly file: { readonly media_id: string } }
  | { readonly msgtype: 'template_card'; readonly template_card: TemplateCard };

/** Most bytes of a text or markdown to members; WeCom cuts the rest off without a word (wecom-api.md 4.1). */
export const APP_TEXT_BYTES = 2048;

/** A text to members, cut to 2048 bytes. */
export function appText(content: string): AppMessageOut {
  return { msgtype: 'text', text: { content: cutBytes(content, APP_TEXT_BYTES) } };
}

/** Markdown to members, cut to 2048 bytes. */
export function appMarkdown(content: string): AppMessageOut {
  return { msgtype: 'markdown', markdown: { content: cutBytes(content, APP_TEXT_BYTES) } };
}

/** A card that opens a page. The limits are characters; cutting by bytes stays under them (wecom-api.md 4.1). */
export function appTextCard(card: { title: string; description: string; url: string }): AppMessageOut {
  if (byteLength(card.url) > 2048) throw new RangeError('an address may have at most 2048 bytes');
  const textcard = { title: cutBytes(card.title, 128), description: cutBytes(card.description, 512), url: card.url };
  return { msgtype: 'textcard', textcard };
}

/** A card built by `buttonCard` or `noticeCard`. */
export function appCard(card: TemplateCard): AppMessageOut {
  return { msgtype: 'template_card', template_card: card };
}

/** Who gets an app message: userids, departments, tags; at least one. `['@all']` is everyone in the visible range. */
export interface AppRecipients {
  readonly users?: readonly string[];
  readonly parties?: readonly string[];
  readonly tags?: readonly string[];
}

/** What WeCom says about a message it took; members that do not exist are named in lower case (wecom-api.md 4.1). */
export interface AppSent {
  /** For `recall`. */
  readonly msgId: string;
  /** For `updateTemplateCard`; only with cards that call back. One use, 72 hours. */
  readonly responseCode?: string;
  readonly invalidUsers: readonly string[];
  readonly unlicensedUsers: readonly string[];
}

/** The calls for messages to members (wecom-api.md 4). All throw WecomError or WecomUnreachable. */
export interface AppApi {
  /**
   * Sends. With `duplicateCheckSeconds` (at most 14 400) an identical request in that time is not delivered again, so an
   * unknown outcome may be repeated. More than 30 a minute to one member are dropped by WeCom without an error.
   */
  send(send: { to: AppRecipients; message: AppMessageOut; duplicateCheckSeconds?: number }): Promise<AppSent>;
  /** Replaces a card, or greys its button with `replaceName` (wecom-api.md 4.3). A used code answers 60140, `business`. */
  updateTemplateCard(
    update: { responseCode: string; users?: readonly string[] } & ({ replaceName: string } | { card: TemplateCard }),
  ): Promise<{ invalidUsers: readonly string[] }>;
  /** Takes a message back within 24 hours (wecom-api.md 4.4). */
  recall(msgId: string): Promise<void>;
}

function recipients(to: AppRecipients): Record<string, string> {
  const named: Record<string, string> = {};
  if (to.users?.length) named.touser = to.users.join('|');
  if (to.parties?.length) named.toparty = to.parties.join('|');
  if (to.tags?.length) named.totag = to.tags.join('|');
  if (Object.keys(named).length === 0) throw new RangeError('an app message needs a recipient');
  if ((to.users?.length ?? 0) > 1000) throw new RangeError('an app message goes to at most 1000 members');
  return named;
}

function duplicateCheck(seconds: number | undefined): Record<string, number> {
  if (seconds === undefined) return {};
  return { enable_duplicate_check: 1, duplicate_check_interval: Math.min(Math.max(1, Math.round(seconds)), 14_400) };
}

/** The app calls over `caller`. */
export function createAppApi({ caller, agentId }: { caller: Caller; agentId: number }): AppApi {
  const post = async (name: string, json: unknown) =>
    (await caller.withToken({ path: `/cgi-bin/message/${name}`, json })).json;

  return {
    async send({ to, message, duplicateCheckSeconds }) {
      const check = duplicateCheck(duplicateCheckSeconds);
      const answer = await post('send', { ...recipients(to), agentid: agentId, ...message, ...check });
      return {
        msgId: textOf(answer, 'msgid'),
        responseCode: optionalText(answer, 'response_code'),
        invalidUsers: idsOf(answer, 'invaliduser'),
        unlicensedUsers: idsOf(answer, 'unlicenseduser'),
      };
    },
    async updateTemplateCard({ responseCode, users, ...change }) {
      const body = 'card' in change ? { template_card: change.card } : { button: { replace_name: change.replaceName } };
      const to = users === undefined ? {} : { userids: users };
      const answer = await post('update_template_card', {
        ...to,
        agentid: agentId,
        response_code: responseCode,
        ...body,
      });
      return { invalidUsers: idsOf(answer, 'invaliduser') };
    },
    async recall(msgId) {
      await post('recall', { msgid: msgId });
    },
  };
}
