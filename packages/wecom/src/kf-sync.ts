import type { KfApi, SyncPage } from './api/kf.ts';
import { WecomError } from './errors.ts';
import { decodeKfMessage, type KfIncoming } from './kf-messages.ts';

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
  pull(doorbell: { openKfId: string; token?: string }): Promise<PullResult>;
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

/** `answerFrom` stays what it was at the account's first pull, so that a crash in the first drain changes nothing. */
interface Position {
  readonly answerFrom: number;
  readonly cursor: string;
}

function parsePosition(text: string): Position {
  const match = /^(\d+):(.*)$/s.exec(text);
  return match === null ? { answerFrom: 0, cursor: text } : { answerFrom: Number(match[1]), cursor: match[2]! };
}

const formatPosition = ({ answerFrom, cursor }: Position) => `${answerFrom}:${cursor}`;

const TOKEN_EXPIRED = 95007;
/** Pages in a row that may leave the cursor where it is: an empty page is no end while `has_more` is 1 (wecom-api.md 12.3). */
const MOST_STILL = 5;

interface Running {
  current: Promise<PullResult>;
  next?: { token?: string; promise: Promise<PullResult> };
}

/** A puller over `kf/sync_msg` (wecom-api.md 3.3). */
export function createKfSync(options: KfSyncOptions): KfSync {
  const { api, cursors, store, log, maxPages = 1000, pageSize = 1000 } = options;
  const firstAnswer = (options.startedAt ?? options.now()) - (options.graceMs ?? 60_000);
  const running = new Map<string, Running>();

  async function startPosition(openKfId: string): Promise<Position> {
    const kept = await cursors.read(openKfId);
    if (kept) return parsePosition(kept);
    const position = { answerFrom: firstAnswer, cursor: '' };
    await cursors.write(openKfId, formatPosition(position));
    log.info(
      { openKfId, answerFrom: firstAnswer },
      'first pull of this account: older messages are recorded, not answered',
    );
    return position;
  }

  /**
   * Fetches pages with the doorbell's one-shot token, which lifts the frequency limit; once it has expired, without it:
   * the same page still comes (wecom-api.md 3.8, 95007).
   */
  function createFetch({ openKfId, token }: { openKfId: string; token?: string }) {
    let liveToken = token;
    return async (cursor: string): Promise<SyncPage> => {
      const query = { openKfId, cursor, limit: pageSize };
      try {
        return await api.syncMsg({ ...query, token: liveToken });
      } catch (error) {
        const expired = error instanceof WecomError && error.errcode === TOKEN_EXPIRED;
        if (!expired || liveToken === undefined) throw error;
        log.info({ openKfId }, 'the doorbell token has expired; pulling without it');
        liveToken = undefined;
        return api.syncMsg(query);
      }
    };
  }

  async function keepPage(openKfId: string, position: Position, page: SyncPage): Promise<Position> {
    const messages = page.messages.map((raw) => {
      const message = decodeKfMessage(raw, { openKfId });
      return { message, old: message.sentAt < position.answerFrom };
    });
    if (messages.length > 0) await store(messages);
    if (page.nextCursor === '' || page.nextCursor === position.cursor) return position;
    const next = { ...position, cursor: page.nextCursor };
    await cursors.write(openKfId, formatPosition(next));
    return next;
  }

  async function pullAll({ openKfId, token }: { openKfId: string; token?: string }): Promise<PullResult> {
    const fetchPage = createFetch({ openKfId, token });
    let position = await startPosition(openKfId);
    let messages = 0;
    let still = 0;
    for (let pages = 1; ; pages += 1) {
      const page = await fetchPage(position.cursor);
      const next = await keepPage(openKfId, position, page);
      messages += page.messages.length;
      still = next.cursor === position.cursor ? still + 1 : 0;
      position = next;
      if (!page.hasMore) return { pages, messages, more: false };
      if (still >= MOST_STILL || pages >= maxPages) {
        log.warn({ openKfId, pages, still }, 'the pull ended although WeCom says there is more');
        return { pages, messages, more: true };
      }
    }
  }

  function begin(doorbell: { openKfId: string; token?: string }): Promise<PullResult> {
    const current = pullAll(doorbell);
    const entry: Running = { current };
    running.set(doorbell.openKfId, entry);
    const finish = () => {
      if (entry.next === undefined) running.delete(doorbell.openKfId);
    };
    current.then(finish, finish);
    return current;
  }

  return {
    pull({ openKfId, token }) {
      const entry = running.get(openKfId);
      if (entry === undefined) return begin({ openKfId, token });
      if (entry.next !== undefined) {
        entry.next.token = token ?? entry.next.token;
        return entry.next.promise;
      }
      const start = () => begin({ openKfId, token: entry.next?.token });
      entry.next = { token, promise: entry.current.then(start, start) };
      return entry.next.promise;
    },
  };
}
