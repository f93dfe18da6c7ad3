import type { Envelope } from '../crypto.ts';
import { CallbackError } from './error.ts';

/** Query parameters as a web framework gives them; a repeated one is an array and is refused. */
export type CallbackQuery = Readonly<Record<string, string | string[] | undefined>>;

/** Age at which a signed POST is taken for a replay. WeCom's own retries end within 20 seconds. */
const MAX_AGE_MS = 600_000;

function parameter(query: CallbackQuery, name: string): string {
  const value = query[name];
  if (typeof value !== 'string' || value === '') {
    throw new CallbackError('missing-parameter', `the callback needs exactly one query parameter ${name}`);
  }
  return value;
}

function signedBy(query: CallbackQuery) {
  const timestamp = parameter(query, 'timestamp');
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new CallbackError('missing-parameter', 'the query parameter timestamp must be seconds');
  }
  return { signature: parameter(query, 'msg_signature'), timestamp, nonce: parameter(query, 'nonce') };
}

/**
 * The plaintext to answer a GET verification with, as the whole body (wecom-api.md 1.2). The age is not checked: an
 * operator may press the button with any clock. Throws CallbackError or WecomCryptoError.
 */
export function openEcho(envelope: Envelope, query: CallbackQuery): string {
  // A sender that forgot to encode "+" makes it a space; the signature still decides.
  const encrypt = parameter(query, 'echostr').replaceAll(' ', '+');
  return envelope.open({ ...signedBy(query), encrypt });
}

/** Checks age and signature of a POST and decrypts it. `now` in epoch milliseconds. Throws CallbackError or WecomCryptoError. */
export function openPost(
  envelope: Envelope,
  { query, encrypt, now }: { query: CallbackQuery; encrypt: string; now: number },
): string {
  const signed = signedBy(query);
  if (now - Number(signed.timestamp) * 1000 > MAX_AGE_MS) {
    throw new CallbackError(
      'too-old',
      "the callback is older than 10 minutes; if it is not a replay, set this machine's clock",
    );
  }
  return envelope.open({ ...signed, encrypt });
}
