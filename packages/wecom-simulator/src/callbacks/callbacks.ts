import type { Envelope } from '@shouwen/wecom';
import type { CallLog } from '../call-log.ts';
import type { FaultQueue } from '../faults.ts';
import type { CallbackPolicy } from '../types.ts';
import { exchange, type Reply } from './http-exchange.ts';
import { createReordering } from './reordering.ts';
import {
  type CallbackCredentials,
  type CallbackTarget,
  createSealing,
  type HostilePost,
  type SealedCallback,
  type Sealing,
} from './sealing.ts';

/** How the bot answered, or null when no attempt got an HTTP 200. */
export interface CallbackAnswer {
  readonly status: number;
  readonly body: string;
  /** The nonce of the callback: a 智能机器人 reply must carry it again (wecom-api.md 6.1). */
  readonly nonce: string;
}

/** Carries callbacks to the bot, as WeCom does: encrypted, signed, retried (wecom-api.md 1.3–1.6). */
export interface Callbacks {
  send(target: CallbackTarget, plain: string): Promise<CallbackAnswer | null>;
  /** The GET that WeCom makes when the address is saved (wecom-api.md 1.2). */
  verify(target: CallbackTarget): Promise<{ ok: boolean; status: number; body: string }>;
  /** One POST, as it is, without retry; for hostile callers in tests. */
  post(target: CallbackTarget, hostile: HostilePost): Promise<{ status: number; body: string }>;
  envelope(target: CallbackTarget): Envelope;
  connect(botUrl: string): void;
  /** Resolves when no callback is on its way any more. */
  settled(): Promise<void>;
}

/** What callbacks are made from. `botUrl` is a base address, `callbackUrls` are whole ones and come first. */
export interface CallbacksOptions extends CallbackCredentials {
  readonly botUrl: string | null;
  readonly callbackUrls: { readonly app?: string; readonly bot?: string };
  readonly policy: CallbackPolicy;
  readonly faults: FaultQueue;
  readonly calls: CallLog;
  readonly now: () => number;
  readonly newId: (prefix: string, length?: number) => string;
  readonly changed: () => void;
}

type AddressOf = (target: CallbackTarget, query?: Readonly<Record<string, string>>) => URL;

function createAddresses({ botUrl, callbackUrls }: Pick<CallbacksOptions, 'botUrl' | 'callbackUrls'>) {
  let base = botUrl;
  function below(target: CallbackTarget): string {
    if (base === null) throw new Error('the simulator does not know the bot yet: give botUrl or call connect()');
    return `${base.replace(/\/$/, '')}/wecom/${target}`;
  }
  const addressOf: AddressOf = (target, query = {}) => {
    const url = new URL(callbackUrls[target] ?? below(target));
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  };
  return {
    addressOf,
    connect(url: string) {
      base = url;
    },
  };
}

interface Wire {
  readonly sealing: Sealing;
  readonly addressOf: AddressOf;
}

/** Sends a callback until the bot takes it or the retries are used up, and keeps a record of every attempt. */
function createDelivery(options: CallbacksOptions, { sealing, addressOf }: Wire) {
  const { policy, faults, calls, now, changed } = options;

  async function attempt(
    target: CallbackTarget,
    { plain, encrypt, query, n }: SealedCallback & { plain: string; n: number },
  ): Promise<Reply> {
    const record = calls.open({ at: now(), kind: 'callback', name: target, query, body: plain, attempt: n });
    const url = addressOf(target, query);
    const reply: Reply = faults.offline
      ? { outcome: 'lost', status: null, body: '' }
      : await exchange(url, { method: 'POST', ...sealing.wrap(target, encrypt), timeoutMs: policy.timeoutMs });
    Object.assign(record, { outcome: reply.outcome, status: reply.status, answer: reply.body });
    changed();
    return reply;
  }

  async function deliver(target: CallbackTarget, plain: string): Promise<CallbackAnswer | null> {
    const sealed = sealing.seal(target, plain);
    for (let n = 1; n <= policy.retries + 1; n += 1) {
      const reply = await attempt(target, { ...sealed, plain, n });
      if (reply.status === 200) return { status: 200, body: reply.body, nonce: sealed.query.nonce };
      if (n <= policy.retries) await new Promise((next) => setTimeout(next, policy.retryDelayMs).unref());
    }
    return null;
  }

  function lose(target: CallbackTarget, plain: string): null {
    const record = calls.open({ at: now(), kind: 'callback', name: target, query: {}, body: plain });
    record.outcome = 'lost';
    changed();
    return null;
  }

  return async (target: CallbackTarget, plain: string): Promise<CallbackAnswer | null> => {
    const fault = faults.takeCallback();
    if (fault === 'lose') return lose(target, plain);
    const [answer] = await Promise.all([deliver(target, plain), fault === 'duplicate' ? deliver(target, plain) : null]);
    return answer;
  };
}

/** The callbacks of one corp. Throws WecomCryptoError `bad-key` for a malformed AES key. */
export function createCallbacks(options: CallbacksOptions): Callbacks {
  const sealing = createSealing(options, options);
  const { addressOf, connect } = createAddresses(options);
  const deliver = createDelivery(options, { sealing, addressOf });
  const reordering = createReordering(() => options.faults.takeReorder());
  const running = new Set<Promise<unknown>>();

  return {
    envelope: sealing.envelope,
    connect,
    send(target, plain) {
      addressOf(target);
      const work = reordering.pass(() => deliver(target, plain));
      running.add(work);
      const done = () => running.delete(work);
      work.then(done, done);
      return work;
    },
    async verify(target) {
      const echo = options.newId('', 19);
      const { encrypt, query } = sealing.seal(target, echo);
      const url = addressOf(target, { ...query, echostr: encrypt });
      const reply = await exchange(url, { method: 'GET', body: '', type: 'text/plain', timeoutMs: 1000 });
      return { ok: reply.status === 200 && reply.body === echo, status: reply.status ?? 0, body: reply.body };
    },
    async post(target, hostile) {
      const { body, encrypt, query } = sealing.sealHostile(target, hostile);
      const { type } = sealing.wrap(target, encrypt);
      const { timeoutMs } = options.policy;
      const reply = await exchange(addressOf(target, query), { method: 'POST', body, type, timeoutMs });
      return { status: reply.status ?? 0, body: reply.body };
    },
    async settled() {
      while (running.size > 0) await Promise.allSettled([...running]);
    },
  };
}
