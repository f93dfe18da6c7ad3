import type { ConversationEvent } from '../conversation/types.ts';

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
  done(community: string, ids: readonly string[], at: number): Promise<void>;
  /** Keys that have something waiting. */
  waitingKeys(community: string): Promise<string[]>;
  /** Media that still have to be fetched. */
  mediaOwed(community: string, limit: number): Promise<Inbound[]>;
  mediaFetched(community: string, id: string): Promise<void>;
}

/** An effect with the id under which it is carried out. */
export interface Owed<E> {
  readonly id: string;
  readonly effect: E;
}

/** The one document a turn writes. `S` is the pure state of the room that takes the turn, `E` what it can owe. */
export interface ConversationDocument<S, E> {
  readonly _id: string;
  readonly community: string;
  readonly version: number;
  readonly state: S | null;
  readonly owed: readonly Owed<E>[];
  /** Ids of the inbound items that made this version; a crash before `done` must not play them twice. */
  readonly handled: readonly string[];
  readonly wakeAt: number | null;
}

/** Conversations under lease: one process works on one owner at a time. */
export interface ConversationRepository<S, E> {
  /** Takes the lease and reads the document (made when missing); null when another holds it. */
  claim(claim: {
    community: string;
    id: string;
    by: string;
    now: number;
    leaseMs: number;
  }): Promise<ConversationDocument<S, E> | null>;
  /** The one atomic write of a turn. False when the version is no longer `expected`. */
  save(document: ConversationDocument<S, E>, expected: number): Promise<boolean>;
  /** Forgets what was owed at `version`, once it is carried out. */
  settled(community: string, id: string, version: number): Promise<void>;
  release(community: string, id: string, by: string): Promise<void>;
  /** Conversations whose clock has run out or that owe something. */
  due(community: string, now: number, limit: number): Promise<string[]>;
  read(community: string, id: string): Promise<ConversationDocument<S, E> | null>;
}

/** A 微信客服 account as this service reads it. */
export interface KfAccount {
  readonly _id: string;
  readonly community: string;
  readonly cursor: string | null;
  /** Set by the doorbell, cleared by the pull that answered it. */
  readonly rung: { readonly at: number; readonly token: string } | null;
}

/** Cursors and doorbells, one document per `open_kfid`. */
export interface KfAccountRepository {
  read(community: string, openKfId: string): Promise<KfAccount | null>;
  ring(ring: { community: string; openKfId: string; at: number; token: string }): Promise<void>;
  saveCursor(community: string, openKfId: string, cursor: string): Promise<void>;
  /** Clears the doorbell unless it rang again since `at`. */
  answered(community: string, openKfId: string, at: number): Promise<void>;
}
