import type { KfEvent, KfSyncRequest } from '@shouwen/wecom';
import { createKfSync, type KfSyncOptions, type SyncedMessage, type SyncLog } from '@shouwen/wecom';
import type { Community } from '../config/types.ts';
import { ownerInbound } from './owner-message.ts';
import type { Inbound, InboxRepository, KfAccountRepository } from './ports.ts';

/** What the intake of owner messages needs. */
export interface KfIntakeDeps {
  readonly api: KfSyncOptions['api'];
  readonly accounts: KfAccountRepository;
  readonly inbox: InboxRepository;
  /** Which community a 微信客服 account serves; null when no community.yaml names it. */
  communityOf(openKfId: string): Community | null;
  now(): number;
  /** True when a text must not wait for the end of a burst. */
  isPressing(text: string, community: Community): boolean;
  /** An owner wrote: his budget starts anew and his window is open (wecom-api.md 3.4). */
  ownerWrote(wrote: {
    community: string;
    openKfId: string;
    externalUserid: string;
    messageId: string;
    at: number;
  }): Promise<void>;
  /** The same, once his message is in the inbox: what is asked because he wrote comes after what he wrote. */
  ownerStored(wrote: Parameters<KfIntakeDeps['ownerWrote']>[0]): Promise<void>;
  /**
   * A person's talk with an owner has ended. True: its one-time code has been taken for a question of ours, so nobody else may
   * use it (wecom-api.md 3.5).
   */
  sessionEnded(ended: { community: string; conversationId: string; code: string }): Promise<boolean>;
  /** A message of ours turned out not to have arrived. */
  sendFailed(failed: Extract<KfEvent, { type: 'msg_send_fail' }> & { openKfId: string }): Promise<void>;
  /** New items wait for these conversations. */
  poke(community: string, key: string): void;
  /** New media wait to be fetched. */
  fetchMedia(community: string): void;
  readonly log: SyncLog & { error(fields: object, message: string): void };
}

/** Doorbells, pulls and what becomes of the messages. */
export interface KfIntake {
  /** Stores the doorbell, then starts the pull without waiting for it. */
  ring(doorbell: KfSyncRequest): Promise<void>;
  /** Pulls every account of the given communities: at start, and now and then because callbacks may be lost. */
  reconcile(communities: Iterable<Community>): Promise<void>;
  /** Pulls again where the last pull failed, or where a doorbell of a dead process was left unanswered. */
  retry(communities: Iterable<Community>): Promise<void>;
  /** Resolves when no pull is under way. */
  idle(): Promise<void>;
}

/** Wait after a failed pull; doubled with every further one, up to the last. */
const RETRY_MS = 10_000;
const LONGEST_RETRY_MS = 300_000;

/** The intake of owner messages (wecom-api.md 3.2, 3.3, 12.1–12.4). */
export function createKfIntake(deps: KfIntakeDeps): KfIntake {
  const pulls = new Set<Promise<void>>();

  async function keep(messages: readonly SyncedMessage[]): Promise<void> {
    const fresh: Inbound[] = [];
    const wrote: Parameters<KfIntakeDeps['ownerWrote']>[0][] = [];
    for (const { message, old } of messages) {
      const community = deps.communityOf(message.openKfId);
      if (community === null) continue;
      if (message.body.type === 'event' && message.body.event.type === 'msg_send_fail') {
        await deps.sendFailed({ ...message.body.event, openKfId: message.openKfId });
        continue;
      }
      if (old) continue;
      const item = ownerInbound(message, {
        community: community.id,
        timezone: community.timezone,
        receivedAt: deps.now(),
        isPressing: (text) => deps.isPressing(text, community),
      });
      if (item === null) continue;
      fresh.push(await withoutTakenCode(item));
      if (message.origin !== 'customer') continue;
      const { openKfId, externalUserid, msgId: messageId, sentAt: at } = message;
      wrote.push({ community: community.id, openKfId, externalUserid, messageId, at });
      await deps.ownerWrote(wrote.at(-1)!);
    }
    await deps.inbox.put(fresh);
    for (const owner of wrote) await deps.ownerStored(owner);
    for (const { community, key } of fresh) deps.poke(community, key);
    for (const community of new Set(fresh.filter(({ media }) => media).map((item) => item.community))) {
      deps.fetchMedia(community);
    }
  }

  async function withoutTakenCode(item: Inbound): Promise<Inbound> {
    const { event, community, key: conversationId } = item;
    if (event.kind !== 'session' || event.change !== 'ended' || event.code === null) return item;
    const taken = await deps.sessionEnded({ community, conversationId, code: event.code });
    return taken ? { ...item, event: { ...event, code: null } } : item;
  }

  const sync = createKfSync({
    api: deps.api,
    cursors: {
      async read(openKfId) {
        const community = deps.communityOf(openKfId);
        return community === null ? null : (await deps.accounts.read(community.id, openKfId))?.cursor;
      },
      async write(openKfId, cursor) {
        const community = deps.communityOf(openKfId);
        if (community !== null) await deps.accounts.saveCursor(community.id, openKfId, cursor);
      },
    },
    store: keep,
    now: deps.now,
    log: deps.log,
  });

  /** Failed pulls in a row, and when to try again, by account. */
  const troubles = new Map<string, { readonly count: number; readonly until: number }>();

  async function pull(community: Community, token?: string): Promise<void> {
    const { openKfId } = community;
    const at = deps.now();
    try {
      const { more } = await sync.pull({ openKfId, ...(token === undefined ? {} : { token }) });
      if (more) {
        troubles.set(openKfId, { count: 0, until: at + RETRY_MS });
        return;
      }
      await deps.accounts.answered(community.id, openKfId, at);
      troubles.delete(openKfId);
    } catch (error) {
      const count = (troubles.get(openKfId)?.count ?? 0) + 1;
      const wait = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** (count - 1));
      troubles.set(openKfId, { count, until: deps.now() + wait });
      deps.log.error({ openKfId, error, retryInMs: wait }, 'messages could not be pulled; tried again');
    }
  }

  function start(community: Community, token?: string): Promise<void> {
    const run = pull(community, token).finally(() => pulls.delete(run));
    pulls.add(run);
    return run;
  }

  /** A bell that nobody has answered for longer than a pull waits after a failure. */
  async function isOwed(community: Community, now: number): Promise<boolean> {
    const trouble = troubles.get(community.openKfId);
    if (trouble !== undefined) return trouble.until <= now;
    const account = await deps.accounts.read(community.id, community.openKfId);
    return account?.rung != null && account.rung.at <= now - RETRY_MS;
  }

  return {
    async ring({ openKfId, token, createdAt }) {
      const community = deps.communityOf(openKfId);
      if (community === null) {
        deps.log.warn({ openKfId }, 'no community.yaml names this openKfId; its messages are not read');
        return;
      }
      await deps.accounts.ring({ community: community.id, openKfId, at: Math.max(createdAt, deps.now()), token });
      void start(community, token);
    },

    async reconcile(communities) {
      await Promise.all([...communities].map((community) => start(community)));
    },

    async retry(communities) {
      if (pulls.size > 0) return;
      const now = deps.now();
      for (const community of communities) if (await isOwed(community, now)) void start(community);
    },

    async idle() {
      while (pulls.size > 0) await Promise.all(pulls);
    },
  };
}
