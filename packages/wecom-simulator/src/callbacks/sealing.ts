import { createEnvelope, type Envelope, type Sealed } from '@shouwen/wecom';
import { toXml } from '../values.ts';

/** Which of the bot's two addresses a callback goes to: the app's or that of the 智能机器人. */
export type CallbackTarget = 'app' | 'bot';

/** The credentials of both callback addresses; null where there is no 智能机器人. */
export interface CallbackCredentials {
  readonly credentials: { corpId: string; agentId: string; token: string; aesKey: string };
  readonly botCredentials: { token: string; aesKey: string } | null;
}

/** A callback that is wrong in the way the test wants. What is left out is right. */
export interface HostilePost {
  readonly plain?: string;
  readonly timestamp?: number;
  readonly nonce?: string;
  readonly token?: string;
  readonly receiveId?: string;
  readonly signature?: string;
  /** The whole body, instead of the encrypted `plain`. */
  readonly body?: string;
}

/** A callback ready for the wire: the query it is signed by, and what is encrypted. */
export interface SealedCallback {
  readonly encrypt: string;
  readonly query: { readonly msg_signature: string; readonly timestamp: string; readonly nonce: string };
}

/** Signs and encrypts callbacks (wecom-api.md 1.3–1.5). */
export interface Sealing {
  /** Throws Error for `bot` when the simulator was made without its credentials. */
  envelope(target: CallbackTarget): Envelope;
  seal(target: CallbackTarget, plain: string): SealedCallback;
  /** A callback that is wrong in a chosen way, with its body. */
  sealHostile(target: CallbackTarget, hostile: HostilePost): SealedCallback & { readonly body: string };
  /** The request body that carries the encrypted text, and its content type. */
  wrap(target: CallbackTarget, encrypt: string): { body: string; type: string };
}

const toQuery = ({ signature, timestamp, nonce }: Sealed) => ({ msg_signature: signature, timestamp, nonce });

/** Throws WecomCryptoError `bad-key` for a malformed AES key. */
export function createSealing(
  { credentials, botCredentials }: CallbackCredentials,
  { now, newId }: { now: () => number; newId: (prefix: string, length?: number) => string },
): Sealing {
  const app = createEnvelope({ token: credentials.token, aesKey: credentials.aesKey, receiveId: credentials.corpId });
  const bot = botCredentials === null ? null : createEnvelope({ ...botCredentials, receiveId: '' });
  const newParts = () => ({ timestamp: String(Math.floor(now() / 1000)), nonce: newId('', 10) });

  function envelope(target: CallbackTarget): Envelope {
    if (target === 'app') return app;
    if (bot === null) throw new Error('the simulator was made without botToken and botAesKey');
    return bot;
  }

  function wrap(target: CallbackTarget, encrypt: string): { body: string; type: string } {
    if (target === 'bot') return { body: JSON.stringify({ encrypt }), type: 'application/json' };
    const fields = { ToUserName: credentials.corpId, AgentID: credentials.agentId, Encrypt: encrypt };
    return { body: toXml(fields), type: 'text/xml' };
  }

  return {
    envelope,
    wrap,
    seal(target, plain) {
      const sealed = envelope(target).seal(plain, newParts());
      return { encrypt: sealed.encrypt, query: toQuery(sealed) };
    },
    sealHostile(target, { plain = '<xml></xml>', body, signature, timestamp, nonce, ...keys }) {
      const right = target === 'app' ? credentials : { ...credentials, ...botCredentials };
      const receiveId = keys.receiveId ?? (target === 'app' ? credentials.corpId : '');
      const usual = newParts();
      const parts = {
        timestamp: timestamp === undefined ? usual.timestamp : String(timestamp),
        nonce: nonce ?? usual.nonce,
      };
      const forged = createEnvelope({ token: keys.token ?? right.token, aesKey: right.aesKey, receiveId });
      const sealed = forged.seal(plain, parts);
      const query = { ...toQuery(sealed), msg_signature: signature ?? sealed.signature };
      return { encrypt: sealed.encrypt, query, body: body ?? wrap(target, sealed.encrypt).body };
    },
  };
}
