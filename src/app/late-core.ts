import type { ConversationEffect } from '../conversation/types.ts';
import type { Logger } from '../observability/logger.ts';
import { openStore, type Store, StoreUnavailableError } from '../store/index.ts';
import type { Core } from './core.ts';
import type { QueueState } from './queue-state.ts';

/** Time between two attempts to reach MONGODB_URI. Real time, whatever the clock of a demo says. */
const RETRY_MS = 5_000;

/** The working part, as soon as its database can be had. */
export interface LateCore {
  core(): Core | null;
  /**
   * Opens the embedded store or rejects; for a MONGODB_URI that does not answer it resolves and goes on trying, because the
   * server may only be starting.
   */
  open(): Promise<void>;
  /** Null when the database answers, else what is wrong and what to do. */
  problem(): Promise<string | null>;
  close(): Promise<void>;
}

/** Opens the store and makes the core on it. `begin` is called once, with the core. */
export function createLateCore(options: {
  mongodbUri: string | null;
  dataDir: string;
  createCore(store: Store<QueueState, ConversationEffect>): Core;
  begin(core: Core): void;
  logger: Logger;
}): LateCore {
  let store: Store<QueueState, ConversationEffect> | null = null;
  let core: Core | null = null;
  let trouble = `${options.mongodbUri === null ? 'DATA_DIR' : 'MONGODB_URI'}: the database has not answered yet`;
  let timer: NodeJS.Timeout | undefined;
  let attempt: Promise<void> = Promise.resolve();
  let closed = false;

  async function connect(): Promise<void> {
    const opened = await openStore<QueueState, ConversationEffect>(options);
    if (closed) return opened.close();
    store = opened;
    core = options.createCore(opened);
    options.begin(core);
  }

  async function tryAgain(): Promise<void> {
    try {
      await connect();
      options.logger.info('the database answers');
    } catch (error) {
      later(error);
    }
  }

  function later(error: unknown): void {
    trouble = error instanceof Error ? error.message : String(error);
    options.logger.error({ error, retryInMs: RETRY_MS }, 'the database cannot be reached; tried again');
    if (closed) return;
    timer = setTimeout(() => {
      attempt = tryAgain();
    }, RETRY_MS);
  }

  return {
    core: () => core,
    async open() {
      try {
        await connect();
      } catch (error) {
        if (options.mongodbUri === null || !(error instanceof StoreUnavailableError)) throw error;
        later(error);
      }
    },
    problem: async () => (store === null ? trouble : store.problem()),
    async close() {
      closed = true;
      clearTimeout(timer);
      await attempt;
      await core?.stop();
      await store?.close();
    },
  };
}
