import { cutBytes } from '../bytes.ts';
import type { TemplateCard } from '../cards.ts';
import { createEnvelope } from '../crypto.ts';
import { type BotCallback, decodeBotJson, parseJson } from './bot-messages.ts';
import { bodyText } from './envelope-body.ts';
import { CallbackError } from './error.ts';
import { type CallbackQuery, openEcho, openPost } from './request.ts';

/** What the bot answers in place (wecom-api.md 6.1). Build it with the functions below. */
export type BotReply =
  | {
      readonly msgtype: 'stream';
      readonly stream: { readonly id: string; readonly finish: boolean; readonly content: string };
    }
  | { readonly msgtype: 'text'; readonly text: { readonly content: string } }
  | { readonly msgtype: 'template_card'; readonly template_card: TemplateCard }
  | {
      readonly response_type: 'update_template_card';
      readonly userids?: readonly string[];
      readonly template_card: TemplateCard;
    };

/** Most bytes of a stream's markdown (wecom-api.md 6.1). */
const BOT_STREAM_BYTES = 20_480;

/** A whole answer in markdown. Plain text is not allowed as an answer, so it is a stream that ends at once. */
export function botAnswer(id: string, content: string): BotReply {
  return { msgtype: 'stream', stream: { id, finish: true, content: cutBytes(content, BOT_STREAM_BYTES) } };
}

/** The welcome to `enter_chat`, the only place where plain text is accepted. */
export function botWelcome(content: string): BotReply {
  return { msgtype: 'text', text: { content: cutBytes(content, 2048) } };
}

/** Replaces the clicked card; it must keep its task_id, and be answered within 5 seconds. */
export function botCardUpdate(card: TemplateCard): BotReply {
  return { response_type: 'update_template_card', template_card: card };
}

/** The receiving end of `/wecom/bot`. Every method throws CallbackError or WecomCryptoError, both with a stable `code`. */
export interface BotCallbackDecoder {
  /** GET: the text to answer with, and nothing else. */
  verifyUrl(query: CallbackQuery): string;
  /** POST: verified, decrypted, decoded. `now` in epoch milliseconds. */
  decode(request: { query: CallbackQuery; body: string | Uint8Array; now: number }): BotCallback;
  /** The encrypted JSON body of an answer. `nonce` is the one of the callback's query (wecom-api.md 6.1). */
  encodeReply(reply: BotReply, options: { nonce: string; now: number; random?: Uint8Array }): string;
  /** Decrypts the bytes that a media address of the bot returned. */
  openFile(bytes: Uint8Array): Buffer;
}

function takeEncrypt(body: string | Uint8Array): string {
  const { encrypt } = parseJson(bodyText(body));
  if (typeof encrypt !== 'string') throw new CallbackError('no-encrypt', 'the bot callback has no "encrypt"');
  return encrypt;
}

/** Decoder for one 智能机器人; its receiver id is empty (wecom-api.md 1.4). */
export function createBotCallback(options: { token: string; aesKey: string }): BotCallbackDecoder {
  const envelope = createEnvelope({ token: options.token, aesKey: options.aesKey, receiveId: '' });
  return {
    verifyUrl: (query) => openEcho(envelope, query),
    decode: ({ query, body, now }) => decodeBotJson(openPost(envelope, { query, encrypt: takeEncrypt(body), now })),
    encodeReply(reply, { nonce, now, random }) {
      const seconds = Math.floor(now / 1000);
      const sealed = envelope.seal(JSON.stringify(reply), { timestamp: String(seconds), nonce, random });
      return JSON.stringify({ encrypt: sealed.encrypt, msgsignature: sealed.signature, timestamp: seconds, nonce });
    },
    openFile: envelope.openFile,
  };
}
