/** What an owner can be shown. A `menu` item tapped comes back with its `id`. */
export type OwnerContent =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'menu';
      readonly head: string;
      readonly items: readonly { readonly id: string; readonly text: string; readonly url?: string }[];
      readonly tail?: string;
    }
  | { readonly kind: 'image'; readonly file: string }
  | { readonly kind: 'link'; readonly title: string; readonly url: string; readonly description?: string };

/** What a group shows. `mention` are userids. Lines are already masked. */
export type GroupContent =
  | { readonly kind: 'text'; readonly text: string; readonly mention?: readonly string[] }
  | { readonly kind: 'markdown'; readonly markdown: string }
  | {
      /** One ticket in a line or a card; lines are what a digest is made of. */
      readonly kind: 'ticket';
      readonly title: string;
      readonly line: string;
      readonly fields: readonly { readonly name: string; readonly value: string }[];
      readonly text?: string;
      readonly mention?: readonly string[];
      readonly url?: string;
    };

/** What a member gets in the app chat. A `card` has buttons; a newer card with the same `cardId` replaces the older. */
export type MemberContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'markdown'; readonly markdown: string }
  | { readonly kind: 'image'; readonly file: string }
  | {
      readonly kind: 'card';
      readonly cardId: string;
      readonly title: string;
      readonly description?: string;
      readonly fields: readonly { readonly name: string; readonly value: string }[];
      /** `key` comes back with the click. An empty list shows the card as settled, with `state` on it. */
      readonly buttons: readonly { readonly key: string; readonly text: string; readonly style?: 1 | 2 | 3 | 4 }[];
      readonly state?: string;
    };

/** Where a message goes and what it shows. */
type Destination =
  | {
      readonly to: 'owner';
      readonly openKfId: string;
      readonly externalUserid: string;
      readonly content: OwnerContent;
      /** One-time code of an event (welcome, session end): 20 s or 48 h, see wecom-api.md 3.5. */
      readonly code?: string;
    }
  | { readonly to: 'group'; readonly department: string; readonly content: GroupContent }
  | { readonly to: 'member'; readonly userid: string; readonly content: MemberContent };

/** Why it is sent; decides order, quiet hours, budget reserve and merging. */
export type Purpose =
  | 'emergency'
  | 'answer'
  | 'promise'
  | 'progress'
  | 'survey'
  | 'reminder'
  | 'task'
  | 'alarm'
  | 'update'
  | 'report';

/** One message owed to a person. The id is derived from what owes it, so owing it twice is owing it once. */
export type OutgoingMessage = Destination & {
  readonly id: string;
  readonly community: string;
  readonly purpose: Purpose;
  readonly ticketId?: string;
  readonly visitId?: string;
  /** Names the alarm whose delivery the ticket waits to hear of. */
  readonly alarm?: string;
  /** Epoch ms; not before (quiet hours are added by delivery for what is not urgent). */
  readonly notBefore?: number;
  /** Epoch ms; after this it is not sent but recorded as expired. */
  readonly expiresAt?: number;
};

/** How a message ended. `unknown` fail reasons keep the errcode. */
export type Outcome =
  | { readonly result: 'sent'; readonly at: number }
  | { readonly result: 'failed'; readonly at: number; readonly reason: FailReason; readonly errcode?: number };

/** Why a message could not be sent (wecom-api.md 3.3 `msg_send_fail`, 3.8, 11). */
export type FailReason =
  | 'budget-used'
  | 'window-closed'
  | 'session-with-person'
  | 'owner-unreachable'
  | 'code-expired'
  | 'target-gone'
  | 'misconfigured'
  | 'expired'
  | 'refused';

/** The one door out. */
export interface Delivery {
  /** Stores what is owed; the same id twice is one message. Resolves when it is durable, not when it is sent. */
  enqueue(messages: readonly OutgoingMessage[]): Promise<void>;
  /** Whether an owner could be written to now, and how many messages are left of the budget. */
  budget(owner: {
    openKfId: string;
    externalUserid: string;
  }): Promise<{ open: boolean; left: number; closesAt: number | null }>;
}
