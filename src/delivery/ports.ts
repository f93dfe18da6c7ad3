import type { AppMessageOut, GroupMessage, KfMessage, TemplateCard } from '@shouwen/wecom';
import type { DueQuery } from '../effects/index.ts';
import type { Outcome, OutgoingMessage } from './types.ts';

/** Everything that goes to one recipient in one community goes through his lane, in order, one process at a time. */
export interface LaneKey {
  readonly community: string;
  /** `owner/<openKfId>/<externalUserid>`, `group/<department>` or `member/<userid>`. */
  readonly recipient: string;
}

/** A message owed, as it is stored. */
export interface OutboxEntry {
  /** The id of the message: owing it twice is owing it once. */
  readonly id: string;
  readonly community: string;
  readonly recipient: string;
  readonly message: OutgoingMessage;
  /** Orders a lane; ties are broken by id. */
  readonly order: number;
  /** `sending`: a batch was begun, and after a crash nobody knows whether it went out. */
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed';
  /** Epoch ms; not looked at before. */
  readonly dueAt: number;
  /** Waits for the owner's next message (see `OutboxRepository.hold`). */
  readonly held: boolean;
  /** Entries that go out as one message share a batch, also when it is sent again. */
  readonly batch: string | null;
  /** How many pieces of the batch are out. */
  readonly parts: number;
  /** Ids under which WeCom knows the pieces, to match `msg_send_fail` (wecom-api.md 3.3). */
  readonly wireIds: readonly string[];
  /** Since when sending has failed for want of a setting; null while it works. */
  readonly troubledSince: number | null;
  readonly outcome: Outcome | null;
  /** Whether whoever owes the message has been told the outcome. */
  readonly reported: boolean;
}

/** A lane under lease. */
export interface Lane {
  /** Epoch ms; nothing of the lane is sent before. */
  readonly blockedUntil: number;
  /** Failures in a row; sets the backoff. */
  readonly failures: number;
}

/** The outbox. Every call is for one community; `state` means `waiting` or `sending` wherever a method says "owed". */
export interface OutboxRepository {
  /** Stores what is new and ignores ids that are there already. Resolves when it is durable. */
  insertMany(entries: readonly OutboxEntry[]): Promise<void>;
  /** Lanes with messages that are due at `now`, of at most `limit` messages. */
  dueLanes(query: { communities: readonly string[]; now: number; limit: number }): Promise<LaneKey[]>;
  /** Takes or renews the lease of a lane (made when missing); null when another holds it at `now`. */
  claimLane(claim: LaneKey & { by: string; now: number; leaseMs: number }): Promise<Lane | null>;
  /** Gives the lease back, with the lane's new state. Does nothing when `by` no longer holds it. */
  releaseLane(release: LaneKey & { by: string; lane: Lane }): Promise<void>;
  /** What a lane owes with `dueAt` <= now, by `order`, then id. */
  owed(query: LaneKey & { now: number; limit: number }): Promise<OutboxEntry[]>;
  /** Marks entries that are in no batch as being sent in this one. */
  begin(mark: { community: string; ids: readonly string[]; batch: string; wireIds: readonly string[] }): Promise<void>;
  /** Notes that `parts` pieces of the batch are out. */
  partsSent(mark: { community: string; ids: readonly string[]; parts: number }): Promise<void>;
  /**
   * Ends entries with an outcome. Entries that have failed already stay as they are. `reported`: nobody has to know of it.
   * Resolves to how many have this outcome now.
   */
  finish(mark: { community: string; ids: readonly string[]; outcome: Outcome; reported: boolean }): Promise<number>;
  /**
   * Moves entries to a later time. Without `ids`: all of the lane that are owed and due earlier. `fresh`: they certainly did not
   * go out, so they are `waiting` again and leave their batch (id, wire ids and parts); else a batch stays a batch.
   */
  postpone(
    mark: LaneKey & { until: number; ids?: readonly string[]; fresh?: boolean; troubledSince?: number | null },
  ): Promise<void>;
  /** Takes entries out of their batch and keeps them until the owner writes, at the latest until `until`. */
  hold(mark: { community: string; ids: readonly string[]; until: number }): Promise<void>;
  /** Makes held entries of a lane due at `now` and no longer held. */
  release(lane: LaneKey & { now: number }): Promise<void>;
  /** Entries that went out under this id of WeCom. */
  byWireId(query: { community: string; wireId: string }): Promise<OutboxEntry[]>;
  /** Ended entries whose outcome is not reported yet, that ended at `now` or before, oldest first. */
  unreported(query: DueQuery): Promise<OutboxEntry[]>;
  /** Notes that the outcome was told; an entry that has another one by now stays untold. */
  reported(mark: { community: string; ids: readonly string[]; result: Outcome['result'] }): Promise<void>;
}

/** An owner as 微信客服 knows him. */
export interface OwnerAddress {
  readonly community: string;
  readonly openKfId: string;
  readonly externalUserid: string;
}

/** The window of an owner: his last own message, and what was sent since (wecom-api.md 3.4). */
export interface OwnerWindow {
  /** Epoch ms of his last message. */
  readonly openedAt: number;
  /** Ids of the messages that were sent since. */
  readonly used: readonly string[];
  /** Messages wait for the owner to write. */
  readonly held: boolean;
}

/** Budgets of owners. */
export interface OwnerWindows {
  /**
   * The owner wrote at `at`: a fresh budget. An older message than the known one, or one that is known already, changes nothing.
   * WeCom counts in seconds, so a second message of the same second is told by its id. Resolves to the window as it was before;
   * null when the owner had never written.
   */
  opened(owner: OwnerAddress, wrote: { readonly at: number; readonly messageId: string }): Promise<OwnerWindow | null>;
  /** Notes that messages wait for the owner to write; `opened` clears the note. */
  markHeld(owner: OwnerAddress): Promise<void>;
  /**
   * Takes one message of the budget, atomically; the same id twice takes one, whatever the limit. The window is shut from
   * `openedAt + windowMs` on.
   */
  take(
    owner: OwnerAddress,
    message: { id: string; now: number; limit: number; windowMs: number },
  ): Promise<'ok' | 'budget-used' | 'window-closed'>;
  /** Puts back what was taken for a message that WeCom refused. */
  giveBack(owner: OwnerAddress, id: string): Promise<void>;
  read(owner: OwnerAddress): Promise<OwnerWindow | null>;
}

/** Recent sends of a group webhook or a member, shared by all communities and processes because WeCom counts so. */
export interface RateWindows {
  /** Epoch ms of recent sends in ascending order, and a version for `save`; empty and 0 when nothing is known. */
  read(key: string): Promise<{ times: readonly number[]; version: number }>;
  /** Replaces the times if the version is still `expected`. False when it is not. */
  save(key: string, times: readonly number[], expected: number): Promise<boolean>;
}

/** Which card a member last saw, so that a newer one replaces it. A code works once and for 72 h (wecom-api.md 4.3). */
export interface CardHandles {
  /** Keeps a code that a send or a click brought. The same code twice is one. */
  put(handle: CardHandle): Promise<void>;
  /** Removes and returns the oldest code got after `since`; null when there is none. */
  take(card: Omit<CardHandle, 'responseCode' | 'at'> & { since: number }): Promise<string | null>;
}

/** A one-time code to change a card of a member. */
export interface CardHandle {
  readonly community: string;
  readonly userid: string;
  readonly cardId: string;
  readonly responseCode: string;
  /** Epoch ms when it was got. */
  readonly at: number;
}

/** What WeCom offers. Every method throws SendError. */
export interface Sender {
  /** `kf/send_msg`. A repeated `msgId` that is refused as repeated may be thrown as any error: it counts as accepted. */
  sendOwner(send: { openKfId: string; externalUserid: string; msgId: string; message: KfMessage }): Promise<void>;
  /** `kf/send_msg_on_event`. */
  sendOwnerByCode(send: { code: string; msgId: string; message: KfMessage }): Promise<void>;
  /** The group webhook. */
  sendGroup(send: { webhookKey: string; message: GroupMessage }): Promise<void>;
  /** `message/send` to one member, with WeCom's duplicate check on when `again`. */
  sendMember(send: {
    userid: string;
    message: AppMessageOut;
    again: boolean;
  }): Promise<{ responseCode: string | null }>;
  /** `message/update_template_card`: a new card, or its buttons greyed with a word. */
  updateCard(
    update: { userid: string; responseCode: string } & ({ card: TemplateCard } | { replaceName: string }),
  ): Promise<void>;
  /** Uploads a stored picture (path relative to DATA_DIR/media); the media id. */
  uploadMedia(media: { file: string }): Promise<string>;
}
