import type { OwnerContent } from '../delivery/index.ts';
import type { TicketAction } from './action.ts';
import type { TicketDraft } from './draft.ts';

/** A ticket to open under a given id. */
export interface TicketToOpen {
  readonly id: string;
  readonly draft: TicketDraft;
  /** What the reporter reads once it is open; `{number}`, `{promise}` and `{department}` are filled in then. */
  readonly replies?: readonly OwnerContent[];
}

/** One action on one ticket. A refusal is an answer, not an error. */
export interface TicketAct {
  readonly ticketId: string;
  readonly action: TicketAction;
  /** The owner who acts, by conversation; absent: the program itself. */
  readonly conversationId?: string;
  /** What that owner reads when it was done; `{number}` is filled in. A refusal is read in any case. */
  readonly replies?: readonly OwnerContent[];
}

/** A message that an owner must not miss and WeChat did not carry: somebody calls them (design rule 6). */
export interface OwnerToCall {
  readonly messageId: string;
  readonly ticketId: string | null;
  /** The words that did not arrive; null for a picture. */
  readonly text: string | null;
  /** Delivery's reason. */
  readonly reason: string;
  readonly urgent: boolean;
}

declare module '../effects/effect.ts' {
  interface Effects {
    readonly 'ticket.open': TicketToOpen;
    readonly 'ticket.act': TicketAct;
    readonly 'owner.call': OwnerToCall;
  }
}
