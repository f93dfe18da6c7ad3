/** Reads what owners sent: sync requests from callbacks, pages of `kf/sync_msg`, and what becomes of each message. */
import { createKfSync, type KfSyncRequest, type SyncedMessage, type SyncLog, type WecomApi } from '@shouwen/wecom';
import type { Communities } from '../community/index.ts';
import type { Community } from '../conversation/index.ts';
import type { DeliveryService } from '../delivery/index.ts';
import type { FollowUp } from '../followup/index.ts';
import type { Clock } from '../shared/index.ts';
import { conversationKey } from '../shared/index.ts';
import type { UnderstandContext, Understanding } from '../understanding/index.ts';
import type { MediaFetcher } from './media.ts';
import { ownerInbound } from './owner-message.ts';
import type { Inbound, InboxRepository, SyncRequest, SyncRequestRepository } from './ports.ts';
import type { QueueWorker } from './queue-worker.ts';

/** What the intake of owner messages stands on. */
export interface KfIntakeDeps {
  readonly kf: WecomApi['kf'];
  readonly requests: SyncRequestRepository;
  readonly inbox: InboxRepository;
  readonly communities: Communities<Community>;
  readonly delivery: Pick<DeliveryService, 'ownerWrote' | 'failed'>;
  readonly followUp: Pick<FollowUp, 'ownerWrote' | 'sessionEnded'>;
  readonly understanding: { understand(text: string, context: UnderstandContext): Understanding };
  readonly queue: Pick<QueueWorker, 'wake'>;
  readonly media: Pick<MediaFetcher, 'run'>;
  readonly clock: Clock;
  readonly log: SyncLog & { error(fields: object, message: string): void };
}

/** Sync requests, reads and what becomes of the messages. */
export interface KfIntake {
  /** Stores that WeCom has news, then starts the read without waiting for it. */
  onSyncRequest(request: KfSyncRequest): Promise<void>;
  /** Reads every account: at start, and now and then because callbacks may be lost. */
  reconcile(): Promise<void>;
  /** Reads again where the last read failed, or where a dead process left a request. */
  retry(): Promise<void>;
  /** Resolves when no read is under way. */
  idle(): Promise<void>;
}

/** Wait after a failed read; doubled with every further one, up to the longest. */
const RETRY_MS = 10_000;
const LONGEST_RETRY_MS = 300_000;
/** Pages after which the cursor of a long read is stored. */
const PAGES_A_CURSOR = 10;

/** What an owner wrote, as far as budgets and visits have to know it. */
type Wrote = Parameters<DeliveryService['ownerWrote']>[0] & Parameters<DeliveryService['ownerWrote']>[1];

/** Cursors of accounts: read with the sync request, stored when a read ends. */
function createCursors(requests: SyncRequestRepository, communities: Communities) {
  const known = new Map<string, string | null>();
  const unsaved = new Map<string, { cursor: string; pages: number }>();
  return {
    remember({ _id, cursor }: SyncRequest): void {
      if (!unsaved.has(_id)) known.set(_id, cursor);
    },
    async read(openKfId: string): Promise<string | null> {
      const cursor = known.get(openKfId);
      if (cursor !== undefined) return cursor;
      const community = communities.byOpenKfId(openKfId);
      return community === null ? null : ((await requests.read(community.id, openKfId))?.cursor ?? null);
    },
    async write(openKfId: string, cursor: string): Promise<void> {
      const pages = (unsaved.get(openKfId)?.pages ?? 0) + 1;
      // The first one of an account says from when on messages are answered; it must survive a crash in the first read.
      const isFirst = (known.get(openKfId) ?? null) === null;
      known.set(openKfId, cursor);
      unsaved.set(openKfId, { cursor, pages });
      if (isFirst || pages >= PAGES_A_CURSOR) await this.save(openKfId, null);
    },
    /** Stores the last cursor. `answeredAt`: the read that began then has reached the end. */
    async save(openKfId: string, answeredAt: number | null): Promise<void> {
      const community = communities.byOpenKfId(openKfId);
      const cursor = unsaved.get(openKfId)?.cursor ?? known.get(openKfId) ?? null;
      unsaved.delete(openKfId);
      if (community === null || cursor === null) return;
      await requests.advance({ community: community.id, openKfId, cursor, answeredAt });
    },
    /** Another process may have gone on since. */
    forget(openKfId: string): void {
      known.delete(openKfId);
    },
  };
}

/** Stores a page of messages and tells delivery, follow-up and the queues what concerns them. */
function createPageStore(deps: KfIntakeDeps) {
  const { communities, delivery, followUp, inbox, understanding, clock } = deps;

  async function inboundOf({ message }: SyncedMessage, community: Community): Promise<Inbound | null> {
    const { id, timezone } = community;
    const item = ownerInbound(message, {
      community: id,
      timezone,
      receivedAt: clock.now(),
      isPressing: (text) => understanding.understand(text, { now: clock.now(), timezone }).danger.level !== 'no',
    });
    return item === null ? null : withoutTakenCode(item);
  }

  /** A return visit may use the one-time code of an ended session; then nobody else may (wecom-api.md 3.5). */
  async function withoutTakenCode(item: Inbound): Promise<Inbound> {
    const { event, community, key: conversationId } = item;
    if (event.kind !== 'session' || event.change !== 'ended' || event.code === null) return item;
    const taken = await followUp.sessionEnded({ community, conversationId, code: event.code });
    return taken ? { ...item, event: { ...event, code: null } } : item;
  }

  return async (messages: readonly SyncedMessage[]): Promise<void> => {
    const fresh: Inbound[] = [];
    const wrote: Wrote[] = [];
    for (const synced of messages) {
      const { message, old } = synced;
      const { openKfId, externalUserid, msgId: messageId, sentAt: at, body, origin } = message;
      const community = communities.byOpenKfId(openKfId);
      if (community === null) continue;
      if (body.type === 'event' && body.event.type === 'msg_send_fail') {
        await delivery.failed({ ...body.event, openKfId });
        continue;
      }
      const item = old ? null : await inboundOf(synced, community);
      if (item === null) continue;
      fresh.push(item);
      if (origin === 'customer') wrote.push({ community: community.id, openKfId, externalUserid, messageId, at });
    }
    await storePage(fresh, wrote);
  };

  async function storePage(fresh: readonly Inbound[], wrote: readonly Wrote[]): Promise<void> {
    const returned: Wrote[] = [];
    for (const owner of wrote) if (!(await delivery.ownerWrote(owner, owner)).wasReachable) returned.push(owner);
    await inbox.put(fresh);
    // What is asked because they wrote comes after what they wrote.
    for (const { community, openKfId, externalUserid, at } of returned) {
      await followUp.ownerWrote({ community, conversationId: conversationKey(openKfId, externalUserid), at });
    }
    for (const { community, key } of fresh) deps.queue.wake(community, key);
    if (fresh.some(({ media }) => media !== undefined)) void deps.media.run();
  }
}

/** Makes the intake (wecom-api.md 3.2, 3.3, 12.1–12.4). */
export function createKfIntake(deps: KfIntakeDeps): KfIntake {
  const { communities, requests, clock, log } = deps;
  const reads = new Set<Promise<void>>();
  const cursors = createCursors(requests, communities);
  const sync = createKfSync({ api: deps.kf, cursors, store: createPageStore(deps), now: clock.now, log });
  /** Failed reads in a row, and when to try again, by account. */
  const failures = new Map<string, { readonly count: number; readonly until: number }>();

  async function read({ openKfId }: Community, token?: string): Promise<void> {
    const at = clock.now();
    try {
      const { more } = await sync.pull({ openKfId, ...(token === undefined ? {} : { token }) });
      await cursors.save(openKfId, more ? null : at);
      if (more) failures.set(openKfId, { count: 0, until: at + RETRY_MS });
      else failures.delete(openKfId);
    } catch (error) {
      const count = (failures.get(openKfId)?.count ?? 0) + 1;
      const wait = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** (count - 1));
      failures.set(openKfId, { count, until: clock.now() + wait });
      log.error({ openKfId, error, retryInMs: wait }, 'messages could not be read; will retry');
      await cursors.save(openKfId, null).catch(() => {});
      cursors.forget(openKfId);
    }
  }

  function start(community: Community, token?: string): Promise<void> {
    const run = read(community, token).finally(() => reads.delete(run));
    reads.add(run);
    return run;
  }

  return {
    async onSyncRequest({ openKfId, token, createdAt }) {
      const community = communities.byOpenKfId(openKfId);
      if (community === null) {
        log.warn({ openKfId }, 'no community.yaml names this openKfId; its messages are not read');
        return;
      }
      const at = Math.max(createdAt, clock.now());
      cursors.remember(await requests.request({ community: community.id, openKfId, at }));
      void start(community, token);
    },

    async reconcile() {
      await Promise.all(
        communities.all().map((community) => {
          cursors.forget(community.openKfId);
          return start(community);
        }),
      );
    },

    async retry() {
      if (reads.size > 0) return;
      const now = clock.now();
      const waiting = await requests.waiting({
        communities: communities.all().map(({ id }) => id),
        before: now - RETRY_MS,
      });
      const due = new Set(waiting.map(({ _id }) => _id).filter((id) => (failures.get(id)?.until ?? now) <= now));
      for (const [openKfId, { until }] of failures) if (until <= now) due.add(openKfId);
      for (const openKfId of due) {
        const community = communities.byOpenKfId(openKfId);
        if (community !== null) void start(community);
      }
    },

    async idle() {
      while (reads.size > 0) await Promise.all(reads);
    },
  };
}
