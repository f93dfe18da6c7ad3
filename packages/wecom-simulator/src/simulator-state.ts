import { type CallLog, createCallLog } from './call-log.ts';
import { type Callbacks, createCallbacks } from './callbacks/callbacks.ts';
import { type Changes, createChanges } from './changes.ts';
import { type Chats, createChats } from './chats.ts';
import { systemClock } from './clock.ts';
import { createFaults, type FaultQueue } from './faults.ts';
import { createKfLog, type KfLog } from './kf-log.ts';
import { createMediaStore, type MediaStore } from './media.ts';
import { createIds, createRandom } from './random.ts';
import type { AdjustableClock, CallbackPolicy, Limits, SimulatorOptions } from './types.ts';

/** Everything the API, the drivers and the page share. */
export interface SimulatorState extends Changes {
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
  /** The address at which API, page and media are reached from outside; '' until it is known. */
  baseUrl: string;
  /** False plays a corp whose app has no callback address (43012). */
  hasCallbackUrl: boolean;
}

const HOUR_MS = 3_600_000;

const LIMITS: Limits = {
  ownerMessages: 5,
  ownerWindowMs: 48 * HOUR_MS,
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
export function createSimulatorState(options: SimulatorOptions): SimulatorState {
  const clock = options.clock ?? systemClock;
  // Seeded by the time by default: an id that came again after a restart would be taken for a repetition.
  const random = options.random ?? createRandom(options.seed ?? Date.now());
  const newId = createIds(random);
  const now = () => clock.now();
  const changes = createChanges();
  const faults = createFaults();
  const calls = createCallLog();
  const { corpId, secret, token, aesKey } = options;
  const agentId = String(options.agentId);
  const callbacks = createCallbacks({
    credentials: { corpId, agentId, token, aesKey },
    botCredentials: botCredentials(options),
    botUrl: options.botUrl ?? null,
    callbackUrls: options.callbackUrls ?? {},
    policy: { ...CALLBACK_POLICY, ...options.callback },
    faults,
    calls,
    now,
    newId,
    changed: changes.changed,
  });
  const limits = { ...LIMITS, ...options.limits };
  const chats = createChats(options.world);
  const media = createMediaStore({ now, newId });
  const kfLog = createKfLog(now);
  const own = { corpId, agentId, secret, options, limits, clock, random, newId };
  const parts = { chats, media, kfLog, faults, calls, callbacks };
  return { ...changes, ...own, ...parts, baseUrl: '', hasCallbackUrl: true };
}
