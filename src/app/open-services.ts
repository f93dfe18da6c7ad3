/** Opens the store and builds the services on it, as soon as the database can be had. */

import type { Dispatcher } from '../effects/index.ts';
import type { Logger } from '../observability/index.ts';
import { openStore, type Store, StoreUnavailableError } from '../store/index.ts';
import type { Services } from './services.ts';

/** Time between two attempts to reach MONGODB_URI. Real time, whatever the clock of a demo says. */
const RETRY_MS = 5_000;

/** The database could not be reached yet. WeCom repeats the callback, and what it gives up on is fetched later. */
export class NotReadyError extends Error {
  readonly code = 'NOT_READY';
  override readonly name = 'NotReadyError';
}

/** What opening needs. */
export interface OpenOptions {
  readonly mongodbUri: string | null;
  readonly dataDir: string;
  readonly effects: Dispatcher;
  readonly log: Logger;
  build(store: Store): Services;
  /** Called once, with the services. */
  begin(services: Services): void;
}

/** The services, once there is a database. */
export interface OpenServices {
  /** Null until the database has answered. */
  services(): Services | null;
  /** Throws NotReadyError until then. */
  ready(): Services;
  /**
   * Opens the embedded store or rejects; for a MONGODB_URI that does not answer it resolves and goes on trying, because the
   * server may only be starting.
   */
  open(): Promise<void>;
  /** Null when the database answers, else what is wrong and what to do. */
  problem(): Promise<string | null>;
  close(): Promise<void>;
}

/** Makes the opener. */
export function createOpenServices(options: OpenOptions): OpenServices {
  const { mongodbUri, log } = options;
  let store: Store | null = null;
  let services: Services | null = null;
  let trouble = `${mongodbUri === null ? 'DATA_DIR' : 'MONGODB_URI'}: the database has not answered yet`;
  let timer: NodeJS.Timeout | undefined;
  let attempt: Promise<void> = Promise.resolve();
  let closed = false;

  async function connect(): Promise<void> {
    const opened = await openStore(options);
    if (closed) return opened.close();
    store = opened;
    services = options.build(opened);
    options.begin(services);
  }

  function retryLater(error: unknown): void {
    trouble = error instanceof Error ? error.message : String(error);
    log.error({ error, retryInMs: RETRY_MS }, 'the database cannot be reached; will retry');
    if (closed) return;
    timer = setTimeout(() => {
      attempt = connect().then(() => log.info('the database answers'), retryLater);
    }, RETRY_MS);
  }

  return {
    services: () => services,
    ready() {
      if (services === null) throw new NotReadyError('the database does not answer yet; /readyz says why');
      return services;
    },
    async open() {
      try {
        await connect();
      } catch (error) {
        if (mongodbUri === null || !(error instanceof StoreUnavailableError)) throw error;
        retryLater(error);
      }
    },
    problem: async () => (store === null ? trouble : store.problem()),
    async close() {
      closed = true;
      clearTimeout(timer);
      await attempt;
      await services?.stop();
      await store?.close();
    },
  };
}
