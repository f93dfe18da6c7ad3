import type { GroupContent, MemberContent, OwnerContent, Purpose } from '../delivery/types.ts';
import type { ActionKind, TicketAction } from './action.ts';
import type { TicketDraft } from './draft.ts';

/** What a change of a ticket owes the world. Stored with the change in one write, carried out afterwards, idempotent by id. */
export type TicketEffect =
  /** To an owner in WeChat; `conversationId` is `${openKfId}/${externalUserid}`. */
  | {
      readonly kind: 'tell-owner';
      readonly conversationId: string;
      readonly content: OwnerContent;
      readonly purpose: Purpose;
    }
  | {
      readonly kind: 'tell-group';
      readonly department: string;
      readonly content: GroupContent;
      readonly purpose: Purpose;
      readonly alarm?: string;
    }
  /** `alarm`: delivery's outcome is wanted back as a `delivered` action with this id. */
  | {
      readonly kind: 'tell-member';
      readonly userid: string;
      readonly content: MemberContent;
      readonly purpose: Purpose;
      readonly alarm?: string;
    }
  /** The new truth on a card for everyone who holds it. */
  | {
      readonly kind: 'update-card';
      readonly cardId: string;
      readonly userids: readonly string[];
      readonly content: Extract<MemberContent, { kind: 'card' }>;
    }
  /** A price waits for the owner: becomes a `quote` event of his conversation. */
  | {
      readonly kind: 'ask-quote';
      readonly conversationId: string;
      readonly quoteId: string;
      readonly number: string;
      readonly amount: string;
      readonly item: string;
    }
  /** The owner's conversation should know the ticket's new state (a `ticket` event). */
  | { readonly kind: 'ticket-changed'; readonly conversationId: string; readonly action: ActionKind | 'open' }
  /** Follow-up: the closing visit now and the dated ones later (R21, R22). `kinds` are keys of follow-up.yaml. */
  | {
      readonly kind: 'start-visits';
      readonly kinds: readonly string[];
      readonly finishedAt: number;
      /** Named person of each visit (R23): keeper, and the leader for R3. */
      readonly keeper: string;
      readonly leader: string;
    }
  | { readonly kind: 'cancel-visits'; readonly reason: string }
  /** Something to do to another ticket. */
  | { readonly kind: 'act'; readonly ticketId: string; readonly action: TicketAction }
  /** A ticket to open (split, follow-up of a split). */
  | { readonly kind: 'open-ticket'; readonly id: string; readonly draft: TicketDraft };

/** An effect with the id under which it is carried out: derived from ticket, version and index. */
export interface OwedEffect {
  readonly id: string;
  readonly effect: TicketEffect;
}
