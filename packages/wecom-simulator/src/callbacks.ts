import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createEnvelope, type Envelope } from '@shouwen/wecom';
import type { CallLog } from './call-log.ts';
import type { FaultQueue } from './faults.ts';
import type { CallbackPolicy, CallRecord } from './types.ts';
import { toXml } from './values.ts';

/** Which of the bot's two doors a callback goes through. */
export type Door = 'app' | 'bot';

/** How the bot answered, or null when no attempt got an HTTP 200. */
export interface CallbackAnswer {
  readonly status: number;
  readonly body: string;
  /** The nonce of the callback: a 智能机器人 reply must carry it again (wecom-api.md 6.1). */
  readonly nonce: string;
}

/** Carries callbacks to the bot, as WeCom does: encrypted, signed, retried (wecom-api.md 1.3–1.6). */
export interface Callbacks {
  send(door: Door, plain: string): Promise<CallbackAnswer | null>;
  /** The GET that WeCom makes when the address is saved (1.2). */
  verify(door: Door): Promise<{ ok: boolean; status: number; body: string }>;
  /** One POST, as it is, without retry; for hostile callers in tests. */
  post(door: Door, hostile: HostilePost): Promise<{ status: number; body: string }>;
  envelope(door: Door): Envelope;
  connect(botUrl: string): void;
  /** Resolves when no callback is on its way any more. */
  settled(): Promise<void>;
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

interface Deps {
  readonly credentials: { corpId: string; agentId: string; token: string; aesKey: string };
  readonly botCredentials: { token: string; aesKey: string } | null;
  readonly botUrl: string | null;
  readonly callbackUrls: { readonly app?: string; readonly bot?: string };
  readonly policy: CallbackPolicy;
  readonly faults: FaultQueue;
  readonly calls: CallLog;
  readonly now: () => number;
  readonly newId: (prefix: string, length?: number) => string;
  readonly changed: () => void;
}

interface Reply {
  readonly outcome: CallRecord['outcome'];
  readonly status: number | null;
  readonly body: string;
}

function exchange(url: URL, options: { method: string; body: string; type: string; timeoutMs: number }) {
  return new Promise<Reply>((resolve) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const headers = { 'content-type': options.type, 'content-length': Buffer.byteLength(options.body) };
    // No kept connection: a bot that was killed and started again must not be met through a dead socket.
    const outgoing = send(url, { method: options.method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        finish({ outcome: 'answered', status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
      });
      incoming.on('error', () => finish({ outcome: 'unreachable', status: null, body: '' }));
    });
    const timer = setTimeout(() => {
      finish({ outcome: 'timeout', status: null, body: '' });
      outgoing.destroy();
    }, options.timeoutMs);
    const finish = (reply: Reply) => {
      clearTimeout(timer);
      resolve(reply);
    };
    outgoing.on('error', () => finish({ outcome: 'unreachable', status: null, body: '' }));
    outgoing.end(options.body);
  });
}

/** The callbacks of one corp. Throws WecomCryptoError `bad-key` for a malformed AES key. */
export function createCallbacks(deps: Deps): Callbacks {
  const { credentials, botCredentials, policy, faults, calls, now, newId, changed } = deps;
  const app = createEnvelope({ token: credentials.token, aesKey: credentials.aesKey, receiveId: credentials.corpId });
  const bot = botCredentials === null ? null : createEnvelope({ ...botCredentials, receiveId: '' });
  const running = new Set<Promise<unknown>>();
  let held: (() => Promise<void>)[] = [];
  let toHold = 0;
  let botUrl = deps.botUrl;

  function envelope(door: Door): Envelope {
    if (door === 'app') return app;
    if (bot === null) throw new Error('the simulator was made without botToken and botAesKey');
    return bot;
  }

  function address(door: Door, query: Record<string, string>): URL {
    const url = new URL(deps.callbackUrls[door] ?? below(botUrl, door));
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  function below(base: string | null, door: Door): string {
    if (base === null) throw new Error('the simulator does not know the bot yet: give botUrl or call connect()');
    return `${base.replace(/\/$/, '')}/wecom/${door}`;
  }

  function wrap(door: Door, encrypt: string): { body: string; type: string } {
    if (door === 'bot') return { body: JSON.stringify({ encrypt }), type: 'application/json' };
    const fields = { ToUserName: credentials.corpId, AgentID: credentials.agentId, Encrypt: encrypt };
    return { body: toXml(fields), type: 'text/xml' };
  }

  function sealed(door: Door, plain: string) {
    const parts = { timestamp: String(Math.floor(now() / 1000)), nonce: newId('', 10) };
    const { encrypt, signature } = envelope(door).seal(plain, parts);
    return { encrypt, query: { msg_signature: signature, ...parts } };
  }

  async function attempt(
    door: Door,
    plain: string,
    letter: { query: Record<string, string>; encrypt: string; n: number },
  ) {
    const { body, type } = wrap(door, letter.encrypt);
    const record = calls.open({
      at: now(),
      kind: 'callback',
      name: door,
      query: letter.query,
      body: plain,
      attempt: letter.n,
    });
    const url = address(door, letter.query);
    const reply: Reply = faults.offline
      ? { outcome: 'lost', status: null, body: '' }
      : await exchange(url, { method: 'POST', body, type, timeoutMs: policy.timeoutMs });
    record.outcome = reply.outcome;
    record.status = reply.status;
    record.answer = reply.body;
    changed();
    return reply;
  }

  async function deliver(door: Door, plain: string): Promise<CallbackAnswer | null> {
    const { encrypt, query } = sealed(door, plain);
    for (let n = 1; n <= policy.retries + 1; n += 1) {
      const reply = await attempt(door, plain, { query, encrypt, n });
      if (reply.status === 200) return { status: 200, body: reply.body, nonce: query.nonce };
      if (n <= policy.retries) await new Promise((next) => setTimeout(next, policy.retryDelayMs).unref());
    }
    return null;
  }

  function lose(door: Door, plain: string): null {
    const record = calls.open({ at: now(), kind: 'callback', name: door, query: {}, body: plain });
    record.outcome = 'lost';
    changed();
    return null;
  }

  async function send(door: Door, plain: string): Promise<CallbackAnswer | null> {
    const fault = faults.takeCallback();
    if (fault === 'lose') return lose(door, plain);
    const [answer] = await Promise.all([deliver(door, plain), fault === 'duplicate' ? deliver(door, plain) : null]);
    return answer;
  }

  /** Puts a callback aside; the last of the group sends all of them, the newest first. */
  function hold(door: Door, plain: string): Promise<CallbackAnswer | null> {
    return new Promise((resolve) => {
      held.push(async () => resolve(await send(door, plain)));
      if (held.length < toHold) return;
      const group = held.reverse();
      held = [];
      toHold = 0;
      void (async () => {
        for (const release of group) await release();
      })();
    });
  }

  function track<T>(work: Promise<T>): Promise<T> {
    running.add(work);
    const done = () => running.delete(work);
    work.then(done, done);
    return work;
  }

  return {
    envelope,
    connect(url) {
      botUrl = url;
    },
    send(door, plain) {
      address(door, {});
      if (toHold === 0) toHold = faults.takeReorder();
      return track(toHold > 0 ? hold(door, plain) : send(door, plain));
    },
    async verify(door) {
      const echo = newId('', 19);
      const { encrypt, query } = sealed(door, echo);
      const url = address(door, { ...query, echostr: encrypt });
      const reply = await exchange(url, { method: 'GET', body: '', type: 'text/plain', timeoutMs: 1000 });
      return { ok: reply.status === 200 && reply.body === echo, status: reply.status ?? 0, body: reply.body };
    },
    async post(door, hostile) {
      const keys = door === 'app' ? credentials : { ...credentials, ...botCredentials };
      const receiveId = hostile.receiveId ?? (door === 'app' ? credentials.corpId : '');
      const parts = {
        timestamp: String(hostile.timestamp ?? Math.floor(now() / 1000)),
        nonce: hostile.nonce ?? newId('', 10),
      };
      const token = hostile.token ?? keys.token;
      const letter = createEnvelope({ token, aesKey: keys.aesKey, receiveId }).seal(
        hostile.plain ?? '<xml></xml>',
        parts,
      );
      const { body, type } = wrap(door, letter.encrypt);
      const url = address(door, { msg_signature: hostile.signature ?? letter.signature, ...parts });
      const options = { method: 'POST', body: hostile.body ?? body, type, timeoutMs: policy.timeoutMs };
      const reply = await exchange(url, options);
      return { status: reply.status ?? 0, body: reply.body };
    },
    async settled() {
      while (running.size > 0) await Promise.allSettled([...running]);
    },
  };
}
