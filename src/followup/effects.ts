import type { Outcome, Purpose } from '../delivery/index.ts';

/** Visits to plan after a 完成 (R21, R22). */
export interface VisitsToPlan {
  readonly ticketId: string;
  /** Keys of `visits` in follow-up.yaml. */
  readonly kinds: readonly string[];
  /** Epoch ms. */
  readonly finishedAt: number;
  /** Named person of each visit (R23): case owner, and the leader for R3. */
  readonly keeper: string;
  readonly leader: string;
}

/** An owner's answer to a visit, or a piece of one. */
export interface VisitAnswerGiven {
  readonly visitId: string;
  readonly solved: boolean | null;
  readonly score: 1 | 2 | 3 | 4 | 5 | null;
  readonly reasons: readonly string[];
  readonly words: string;
  readonly praise?: boolean | null;
  readonly final: boolean;
}

/** How a message of a visit or notice ended. */
export interface VisitMessageOutcome {
  readonly visitId: string;
  readonly messageId: string;
  readonly to: 'owner' | 'group' | 'member';
  readonly purpose: Purpose;
  readonly outcome: Outcome;
}

declare module '../effects/effect.ts' {
  interface Effects {
    readonly 'visit.plan': VisitsToPlan;
    readonly 'visit.cancel': { readonly ticketId: string; readonly reason: string };
    readonly 'visit.answer': VisitAnswerGiven;
    readonly 'visit.outcome': VisitMessageOutcome;
    /** The ticket learns what the visit found; whether it was the last visit is read then. */
    readonly 'visit.report': { readonly visitId: string };
    /** Another visit asks for this one (R21). */
    readonly 'visit.merge': { readonly visitId: string; readonly by: string };
    /** The words of an answer may hold praise or a complaint: then a ticket is opened for it. */
    readonly 'visit.weigh-words': { readonly visitId: string };
    /** An owner has written: what waits for that is asked now. */
    readonly 'visit.owner-wrote': { readonly conversationId: string; readonly at: number };
    readonly 'notice.issue': { readonly visitId: string };
    /** A later visit has looked at what earlier notices of the ticket asked for. */
    readonly 'notice.check': { readonly ticketId: string; readonly visitId: string; readonly good: boolean };
    /** Notices follow their ticket, which was reopened and has changed. */
    readonly 'notice.follow': { readonly ticketId: string };
  }
}
