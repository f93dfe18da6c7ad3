import type { KfApi, SyncPage } from './api/kf.ts';
import { WecomError } from './errors.ts';
import { decodeKfMessage, type KfIncoming } from './kf-messages.ts';
import { formatPosition, type Position, parsePosition } from './kf-position.ts';
import { createOnePerKey } from './one-per-key.ts';

/** A pulled message, and whether it was sent before this service first served its account. */
export interface SyncedMessage {
  readonly message: KfIncoming;
  /** Record it, do not answer it (wecom-api.md 12.2). */
  readonly old: boolean;
}

/** Where the position of each account is kept, durably. The text is opaque: WeCom's cursor and when the account began. */
export interface KfCursorStore {
  read(openKfId: string): Promise<string | undefined | null>;
  write(openKfId: string, position: string): Promise<void>;
}

/** What asks for a pull: an account, and the one-shot token of the callback; a `KfSyncRequest` fits. */
export interface SyncRequest {
  readonly openKfId: string;
  readonly token?: string;
}

/** The log lines of the pull; `pino` fits. */
export interface SyncLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** What one pull did. */
export interface PullResult {
  readonly pages: number;
  readonly messages: number;
  /** True when the page limit ended the pull: pull again. */
  readonly more: boolean;
}

/** Pulls what is new at customer-service accounts, one pull at a time for each. */
export interface KfSync {
  /**
   * Pulls until nothing is left. A call during a pull of the same account makes one more pull, whatever the number of
   * calls. Rejects when WeCom or `store` fails; what was stored stays, the rest comes with the next pull.
   */
  pull(request: SyncRequest): Promise<PullResult>;
}

/** What a pull needs. */
export interface KfSyncOptions {
  readonly api: Pick<KfApi, 'syncMsg'>;
  readonly cursors: KfCursorStore;
  /** Stores a page; the cursor is written only after it resolved. Must bear seeing a message twice (by `msgId`). */
  readonly store: (messages: readonly SyncedMessage[]) => Promise<void>;
  readonly now: () => number;
  readonly log: SyncLog;
  /** When the service began, epoch milliseconds; default now. */
  readonly startedAt?: number;
  /** Messages this much older than the start are still answered at first; default one minute. */
  readonly graceMs?: number;
  /** Pages of one pull; default 1000. */
  readonly maxPages?: number;
  readonly pageSize?: number;
}

const TOKEN_EXPIRED = 95007;
/** Pages in a row that may leave the cursor where it is: an empty page is no end while `has_more` is 1 (wecom-api.md 12.3). */
const MOST_PAGES_WITHOUT_PROGRESS = 5;

/**
 * Fetches pages with the request's one-shot token, which lifts the frequency limit; once it has expired, without it: the
 * same page still comes (wecom-api.md 3.8, 95007).
 */
function createFetch({ api, log, pageSize = 1000 }: KfSyncOptions, { openKfId, token }: SyncRequest) {
  let liveToken = token;
  return async (cursor: string): Promise<SyncPage> => {
    const query = { openKfId, cursor, limit: pageSize };
    try {
      return await api.syncMsg({ ...query, token: liveToken });
    } catch (error) {
      const expired = error instanceof WecomError && error.errcode === TOKEN_EXPIRED;
      if (!expired || liveToken === undefined) throw error;
      log.info({ openKfId }, 'the sync token has expired; pulling without it');
      liveToken = undefined;
      return api.syncMsg(query);
    }
  };
}

/** Reads and moves the position of an account; a page is stored before its position. */
function createProgress({ cursors, store, log }: KfSyncOptions, answerFrom: number) {
  return {
    async start(openKfId: string): Promise<Position> {
      const kept = await cursors.read(openKfId);
      if (kept) return parsePosition(kept);
      const position = { answerFrom, cursor: '' };
      await cursors.write(openKfId, formatPosition(position));
      log.info({ openKfId, answerFrom }, 'first pull of this account: older messages are recorded, not answered');
      return position;
    },
    async keep(openKfId: string, position: Position, page: SyncPage): Promise<Position> {
      const messages = page.messages.map((raw) => {
        const message = decodeKfMessage(raw, { openKfId });
        return { message, old: message.sentAt < position.answerFrom };
      });
      if (messages.length > 0) await store(messages);
      if (page.nextCursor === '' || page.nextCursor === position.cursor) return position;
      const next = { ...position, cursor: page.nextCursor };
      await cursors.write(openKfId, formatPosition(next));
      return next;
    },
  };
}

/** A puller over `kf/sync_msg` (wecom-api.md 3.3). */
export function createKfSync(options: KfSyncOptions): KfSync {
  const { log, maxPages = 1000 } = options;
  const progress = createProgress(options, (options.startedAt ?? options.now()) - (options.graceMs ?? 60_000));

  async function pullAll(request: SyncRequest): Promise<PullResult> {
    const { openKfId } = request;
    const fetchPage = createFetch(options, request);
    let position = await progress.start(openKfId);
    let messages = 0;
    let withoutProgress = 0;
    for (let pages = 1; ; pages += 1) {
      const page = await fetchPage(position.cursor);
      const next = await progress.keep(openKfId, position, page);
      messages += page.messages.length;
      withoutProgress = next.cursor === position.cursor ? withoutProgress + 1 : 0;
      position = next;
      if (!page.hasMore) return { pages, messages, more: false };
      if (withoutProgress >= MOST_PAGES_WITHOUT_PROGRESS || pages >= maxPages) {
        log.warn({ openKfId, pages, withoutProgress }, 'the pull ended although WeCom says there is more');
        return { pages, messages, more: true };
      }
    }
  }

  const onePerAccount = createOnePerKey({
    key: (request: SyncRequest) => request.openKfId,
    run: pullAll,
    // The newest token lives longest.
    merge: (waiting, { openKfId, token }) => ({ openKfId, token: token ?? waiting.token }),
  });
  return { pull: onePerAccount };
}
