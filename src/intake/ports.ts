import type { ConversationEvent, ConversationState } from '../conversation/index.ts';
import type { DueQuery, Leases, Versioned } from '../effects/index.ts';

/** Something that happened to a conversation or came from a member, stored once under its own primary key. */
export interface Inbound<E = InboundEvent> {
  /** From the platform's own id (wecom-api.md 1.6, 12), or derived from the effect that caused it. */
  readonly _id: string;
  readonly community: string;
  /** `${openKfId}/${externalUserid}` for owners, `member/${userid}` for staff. Handled one at a time, in order. */
  readonly key: string;
  /** Epoch ms, by the platform's clock; orders the queue. */
  readonly sentAt: number;
  readonly receivedAt: number;
  readonly event: E;
  /** Ends the wait for more of a burst (a danger word, a menu tap, an event). */
  readonly now: boolean;
  /** A picture or voice that still has to be fetched; the file name it will have. */
  readonly media?: { readonly mediaId: string; readonly file: string };
}

/** One owner message as it waits in the inbox; several become one `messages` event. */
export type InboundEvent =
  | Exclude<ConversationEvent, { kind: 'messages' } | { kind: 'wake' }>
  | { readonly kind: 'part'; readonly part: Extract<ConversationEvent, { kind: 'messages' }>['parts'][number] }
  | { readonly kind: 'member'; readonly via: 'app' | 'bot'; readonly message: MemberMessage };

/** What a member sent or tapped. */
export type MemberMessage =
  | { readonly kind: 'text'; readonly text: string; readonly chatId?: string; readonly responseUrl?: string }
  | { readonly kind: 'media'; readonly type: 'image' | 'voice' | 'video' | 'file'; readonly file: string }
  | { readonly kind: 'click'; readonly key: string; readonly taskId: string; readonly responseCode: string }
  | { readonly kind: 'other'; readonly type: string };

/** The inbox: stored before acknowledged, de-duplicated by primary key (design rule 1). */
export interface InboxRepository {
  /** Stores what is new and ignores what is there already. Resolves when it is durable. */
  put(items: readonly Inbound[]): Promise<void>;
  /** What waits for one key, oldest first. */
  pending(community: string, key: string): Promise<Inbound[]>;
  /** Marks items as handled. */
  done(items: readonly { readonly community: string; readonly id: string }[], at: number): Promise<void>;
  /** Queues that have something waiting. */
  waitingKeys(communities: readonly string[]): Promise<{ readonly community: string; readonly key: string }[]>;
  /** Media that still have to be fetched. */
  pendingMedia(communities: readonly string[], limit: number): Promise<Inbound[]>;
  mediaFetched(community: string, id: string): Promise<void>;
}

/** The one document a turn writes: an owner's conversation, or the queue of a member, which has no state. */
export interface ConversationDocument<S = ConversationState> extends Versioned {
  readonly state: S | null;
  /** Ids of inbound items that made recent versions and may not be marked as handled yet; they are not played twice. */
  readonly handled: readonly string[];
}

/** Conversations under lease: one process works on one owner at a time. */
export interface ConversationRepository<S = ConversationState> extends Leases<ConversationDocument<S>> {
  load(community: string, id: string): Promise<ConversationDocument<S> | null>;
  /** The one atomic write of a turn. False when the version is no longer `expectedVersion`. */
  save(document: ConversationDocument<S>, expectedVersion: number): Promise<boolean>;
  /** Removes executed effects and gives the lease back, in one write. */
  settle(document: ConversationDocument<S>, by: string): Promise<void>;
  /** Conversations whose clock has run out or that have pending effects, whatever the order. */
  due(query: DueQuery): Promise<{ readonly community: string; readonly _id: string }[]>;
}

/** A 微信客服 account as this service reads it, and the standing request to read it (wecom-api.md 3.3). */
export interface SyncRequest {
  readonly _id: string;
  readonly community: string;
  readonly cursor: string | null;
  /** Epoch ms of the last callback that no completed read has answered; null when there is none. */
  readonly syncRequestedAt: number | null;
}

/** Cursors and sync requests, one document per `open_kfid`. */
export interface SyncRequestRepository {
  /** Stores that WeCom has news of an account; resolves with the account. */
  request(of: { community: string; openKfId: string; at: number }): Promise<SyncRequest>;
  read(community: string, openKfId: string): Promise<SyncRequest | null>;
  /** Stores the cursor, and that requests up to `answeredAt` are answered; null: the read goes on. */
  advance(of: { community: string; openKfId: string; cursor: string; answeredAt: number | null }): Promise<void>;
  /** Requests that have waited since `before` or longer. */
  waiting(query: { communities: readonly string[]; before: number }): Promise<SyncRequest[]>;
}
