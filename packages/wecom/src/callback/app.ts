import { createEnvelope } from '../crypto.ts';
import { decodeAppXml } from './decode.ts';
import { takeEncrypt } from './envelope-body.ts';
import type { AppCallback } from './messages.ts';
import { type CallbackQuery, openEcho, openPost } from './request.ts';

/** The receiving end of `/wecom/app`. Every method throws CallbackError or WecomCryptoError, both with a stable `code`. */
export interface AppCallbackDecoder {
  /** GET: the text to answer with, and nothing else (wecom-api.md 1.2). */
  verifyUrl(query: CallbackQuery): string;
  /** POST: verified, decrypted, decoded. `now` in epoch milliseconds. */
  decode(request: { query: CallbackQuery; body: string | Uint8Array; now: number }): AppCallback;
}

/** Decoder for one app: its callback Token and EncodingAESKey, and the corp it must be meant for. */
export function createAppCallback(options: { token: string; aesKey: string; corpId: string }): AppCallbackDecoder {
  const envelope = createEnvelope({ token: options.token, aesKey: options.aesKey, receiveId: options.corpId });
  return {
    verifyUrl: (query) => openEcho(envelope, query),
    decode: ({ query, body, now }) => decodeAppXml(openPost(envelope, { query, encrypt: takeEncrypt(body), now })),
  };
}
