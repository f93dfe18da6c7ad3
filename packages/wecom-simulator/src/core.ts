import { type CallLog, createCallLog } from './call-log.ts';
import { type Callbacks, createCallbacks } from './callbacks.ts';
import { type Chat, type Chats, createChats } from './chats.ts';
import { systemClock } from './clock.ts';
import { createFaults, type FaultQueue } from './faults.ts';
import { createKfLog, type KfLog } from './kf-log.ts';
import { createMediaStore, type MediaStore } from './media.ts';
import { createIds, createRandom } from './random.ts';
import type { AdjustableClock, CallbackPolicy, Limits, SimulatorOptions } from './types.ts';

/** Everything the API, the driver and the page share. */
export interface Core {
  readonly corpId: string;
  readonly agentId: string;
  readonly secret: string;
  readonly options: SimulatorOptions;
  readonly limits: Limits;
  readonly clock: Pick<AdjustableClock, 'now' | 'after'> & Partial<AdjustableClock>;
  readonly random: () => number;
  readonly newId: (prefix: string, length?: number) => string;
  readonly chats: Chats;
  readonly media: MediaStore;
  readonly kfLog: KfLog;
  readonly faults: FaultQueue;
  readonly calls: CallLog;
  readonly callbacks: Callbacks;
  /** Says that something was changed; `chat` when a line of it was added or changed. */
  changed(chat?: Chat): void;
  /** Calls back on every change; the answer stops it. */
  onChange(listener: (chat: Chat | undefined) => void): () => void;
  /** Says that everything was forgotten. */
  wasReset(): void;
  onReset(listener: () => void): () => void;
  /** The address at which API, page and media are reached from outside; '' until it is known. */
  baseUrl: string;
  /** False plays a corp whose app has no callback address (43012). */
  hasCallbackUrl: boolean;
}

const HOUR = 3_600_000;

const LIMITS: Limits = {
  ownerMessages: 5,
  ownerWindowMs: 48 * HOUR,
  memberPerMinute: 30,
  memberPerHour: 1000,
  groupPerMinute: 20,
  tokenlessSyncPerMinute: 60,
  syncPage: 1000,
  emptyPageRate: 0.1,
  wrongSecretsBeforeBlock: Number.POSITIVE_INFINITY,
  repeatedMsgidErrcode: 95010,
};

const CALLBACK_POLICY: CallbackPolicy = { timeoutMs: 5000, retries: 3, retryDelayMs: 1000 };

function botCredentials({ botToken, botAesKey }: SimulatorOptions): { token: string; aesKey: string } | null {
  return botToken !== undefined && botAesKey !== undefined ? { token: botToken, aesKey: botAesKey } : null;
}

/** Puts the parts together. Throws WecomCryptoError `bad-key` when an AES key is malformed. */
export function createCore(options: SimulatorOptions): Core {
  const clock = options.clock ?? systemClock;
  // Seeded by the time unless told otherwise: ids that came back after a restart would be taken for repetitions.
  const random = options.random ?? createRandom(options.seed ?? Date.now());
  const newId = createIds(random);
  const now = () => clock.now();
  const listeners = new Set<(chat: Chat | undefined) => void>();
  const resetListeners = new Set<() => void>();
  const changed = (chat?: Chat) => {
    for (const listener of [...listeners]) listener(chat);
  };
  const faults = createFaults();
  const calls = createCallLog();
  const agentId = String(options.agentId);
  const callbacks = createCallbacks({
    credentials: { corpId: options.corpId, agentId, token: options.token, aesKey: options.aesKey },
    botCredentials: botCredentials(options),
    botUrl: options.botUrl ?? null,
    callbackUrls: options.callbackUrls ?? {},
    policy: { ...CALLBACK_POLICY, ...options.callback },
    faults,
    calls,
    now,
    newId,
    changed,
  });
  return {
    corpId: options.corpId,
    agentId,
    secret: options.secret,
    options,
    limits: { ...LIMITS, ...options.limits },
    clock,
    random,
    newId,
    chats: createChats(options.world),
    media: createMediaStore({ now, newId }),
    kfLog: createKfLog(now),
    faults,
    calls,
    callbacks,
    changed,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    wasReset() {
      for (const listener of resetListeners) listener();
    },
    onReset(listener) {
      resetListeners.add(listener);
      return () => void resetListeners.delete(listener);
    },
    baseUrl: '',
    hasCallbackUrl: true,
  };
}
