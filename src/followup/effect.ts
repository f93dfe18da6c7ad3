import type { VisitAsk } from '../conversation/types.ts';
import type { GroupContent, MemberContent, OwnerContent, Purpose } from '../delivery/types.ts';
import type { TicketAction } from '../tickets/action.ts';
import type { TicketDraft } from '../tickets/draft.ts';

/** What a visit or a notice owes the world; carried out by id, so twice is once. The first six leave the room. */
export type FollowUpEffect =
  /**
   * Becomes a `visit` event of the conversation. `code`: the one-time code of an ended session, then `expiresAt` is 20 s away.
   * What has not been said by `expiresAt` (epoch ms) must not be said any more.
   */
  | {
      readonly kind: 'ask-in-chat';
      readonly conversationId: string;
      readonly ask: VisitAsk;
      readonly code?: string;
      readonly expiresAt: number;
    }
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
    }
  | {
      readonly kind: 'tell-member';
      readonly userid: string;
      readonly content: MemberContent;
      readonly purpose: Purpose;
    }
  /** A refusal is an answer, not an error: the ticket has moved on. */
  | { readonly kind: 'act-on-ticket'; readonly ticketId: string; readonly action: TicketAction }
  | { readonly kind: 'open-ticket'; readonly id: string; readonly draft: TicketDraft }
  /** The rest is for `FollowUp.carryOut`. The finding goes to the ticket; whether it was the last visit is read then. */
  | { readonly kind: 'report-result'; readonly visitId: string }
  /** Another visit asks for this one (R21). */
  | { readonly kind: 'take-over'; readonly visitId: string; readonly by: string }
  | { readonly kind: 'issue-notice'; readonly visitId: string }
  /** The words of an answer may hold praise or a complaint: then a ticket is opened for it. */
  | { readonly kind: 'weigh-words'; readonly visitId: string }
  /** A later visit has looked at what earlier notices of the ticket asked for. */
  | { readonly kind: 'check-notices'; readonly ticketId: string; readonly visitId: string; readonly good: boolean };

/** Effects that leave the room: whoever wires the rooms carries them out. */
export const OUTER_EFFECTS = [
  'ask-in-chat',
  'tell-owner',
  'tell-group',
  'tell-member',
  'act-on-ticket',
  'open-ticket',
] as const;

/** An effect that leaves the room. */
export type OuterEffect = Extract<FollowUpEffect, { kind: (typeof OUTER_EFFECTS)[number] }>;

/** An effect with its id: `deriveId(document, version, index)`. */
export interface OwedFollowUp {
  readonly id: string;
  readonly effect: FollowUpEffect;
}
