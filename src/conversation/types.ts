import type { OwnerContent } from '../delivery/index.ts';
import type { House } from '../language/index.ts';
import type { MediaRef, OwnerTicket, TicketDraft } from '../tickets/index.ts';
import type { UnderstandContext, Understanding } from '../understanding/index.ts';
import type { Community } from './community.ts';

/** One message of an owner inside a turn, in the order he sent them. */
export type OwnerPart =
  | { readonly kind: 'text'; readonly id: string; readonly at: number; readonly text: string; readonly menuId?: string }
  | { readonly kind: 'media'; readonly id: string; readonly at: number; readonly media: MediaRef }
  | {
      readonly kind: 'location';
      readonly id: string;
      readonly at: number;
      readonly name: string;
      readonly address: string;
    }
  /** Link, card, sticker, forwarded record, unknown: `text` is what can be read of it, possibly empty. */
  | { readonly kind: 'other'; readonly id: string; readonly at: number; readonly type: string; readonly text: string };

/** What can happen to a conversation. Each is stored before it is handled, with a primary key of its own. */
export type ConversationEvent =
  | { readonly kind: 'messages'; readonly parts: readonly OwnerPart[] }
  | {
      readonly kind: 'enter';
      readonly welcomeCode: string | null;
      readonly scene: string | null;
      readonly sceneParam: string | null;
    }
  | { readonly kind: 'recalled'; readonly messageId: string }
  /** The clock reached `state.wakeAt`. */
  | { readonly kind: 'wake' }
  /** A member took the talk, or it ended (kf session states). */
  | {
      readonly kind: 'session';
      readonly change: 'taken' | 'transferred' | 'ended';
      readonly servicer: string | null;
      readonly code: string | null;
    }
  /** Follow-up asks the owner about a finished ticket. `code`: the one-time code of a session that has just ended (20 s). */
  | { readonly kind: 'visit'; readonly visit: VisitAsk; readonly code?: string }
  /** A worker's price waits for the owner's consent (R17). */
  | {
      readonly kind: 'quote';
      readonly ticketId: string;
      readonly number: string;
      readonly quoteId: string;
      readonly amount: string;
      readonly item: string;
    }
  /** A ticket of the owner changed; keeps what the talk knows of it fresh and lets it react. */
  | { readonly kind: 'ticket'; readonly ticket: OwnerTicket };

/** What a return visit needs to name the matter (issue: place, date, worker). */
export interface VisitAsk {
  readonly visitId: string;
  readonly ticketId: string;
  readonly number: string;
  /** `closing`: solved? and 1–5 at once on 完成; `dated`: "still good?" (R21); `leader`: after an attitude complaint (R3); `survey`: the periodic one. */
  readonly type: 'closing' | 'dated' | 'leader' | 'survey';
  readonly matter: string;
  readonly place: string | null;
  readonly date: string;
  readonly worker: string | null;
  readonly reminder?: boolean;
  /** Epoch ms; not asked any more after this, because follow-up goes another way then. */
  readonly expiresAt?: number;
}

/** Everything the pure step needs besides state and event. */
export interface StepContext {
  /** Epoch ms. */
  readonly now: number;
  readonly community: Community;
  /** The owner's tickets: open ones and those closed within the repeat window, newest first. */
  readonly tickets: readonly OwnerTicket[];
  /** Names registered for a house (lower-case compare is the caller's), to fill in what the directory knows. */
  readonly understand: (text: string, context: UnderstandContext) => Understanding;
}

/** What a turn of the dialogue says and does, before it is put into effects that are executed (`to-effects.ts`). */
export type DialogueOutput =
  | {
      readonly kind: 'say';
      readonly messages: readonly OwnerContent[];
      readonly purpose: 'emergency' | 'answer' | 'promise' | 'survey' | 'reminder';
      /** One-time code for welcome or farewell. */
      readonly code?: string;
    }
  /**
   * Opens a ticket, then says `tell` with `{number}`, `{promise}` and `{department}` filled in. Effects of one turn may link:
   * `linkWith` are indexes of other open-ticket effects in the same turn.
   */
  | {
      readonly kind: 'open-ticket';
      readonly draft: TicketDraft;
      readonly tell: readonly OwnerContent[];
      readonly linkWith?: readonly number[];
    }
  | {
      readonly kind: 'add-to-ticket';
      readonly ticketId: string;
      readonly what:
        | 'note'
        | 'media'
        | 'urge'
        | 'cancel'
        | 'rework'
        | 'confidential'
        | 'appointment'
        | 'contact'
        | 'safety';
      readonly text: string;
      readonly media: readonly MediaRef[];
      readonly tell: readonly OwnerContent[];
    }
  | {
      readonly kind: 'answer-quote';
      readonly ticketId: string;
      readonly quoteId: string;
      readonly accepted: boolean;
      readonly text: string;
    }
  | {
      readonly kind: 'answer-visit';
      readonly visitId: string;
      readonly ticketId: string;
      readonly solved: boolean | null;
      readonly score: 1 | 2 | 3 | 4 | 5 | null;
      readonly reasons: readonly string[];
      readonly words: string;
      /** He agrees that his praise is recorded as 表扬; absent or null: not asked. */
      readonly praise?: boolean | null;
      /** More may follow (score after solved, words after score): the answer grows, it is never replaced. */
      readonly final: boolean;
    }
  | { readonly kind: 'hand-over'; readonly reason: HandOverReason; readonly summary: string; readonly urgent: boolean }
  /** Tells the service desk at once (doubtful danger, threat of media). Opens no ticket. */
  | {
      readonly kind: 'alert';
      readonly danger: string | null;
      readonly level: 'yes' | 'doubtful';
      readonly text: string;
      readonly house: House | null;
    }
  /** 转告 (R34). */
  | { readonly kind: 'relay'; readonly to: string; readonly text: string }
  /** 隐私 commands that change stored data; showing is a plain `say`. */
  | { readonly kind: 'privacy'; readonly request: 'delete' | 'correct'; readonly text: string };

/** Why a person is asked to take over (repair 10). */
export type HandOverReason =
  | 'asked'
  | 'anger'
  | 'threat'
  | 'not-understood'
  | 'unknown-question'
  | 'fees'
  | 'silence'
  | 'error'
  | 'privacy';

export type { OwnerTicket };
