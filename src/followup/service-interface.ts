/** What follow-up does for the rest of the program. */
import type { Ticket } from '../tickets/index.ts';
import type { HeardAnswer } from './answer.ts';
import type { VisitsToPlan } from './effects.ts';
import type { Figures } from './figures.ts';
import type { HeardCall, HeardOutcome } from './hear.ts';
import type { Visit } from './visit.ts';

type Named<T> = T & { readonly community: string };

/** Return visits as the rest of the program uses them. Every change is one atomic write of one document; ids make repeats harmless. */
export interface FollowUpActions {
  /** 下雨: visits that wait for rain become due (篇5 五.5). Resolves with how many. */
  rain(request: { community: string; by: string; at: number; id: string }): Promise<number>;
  /** A ticket is finished: plans its visits and puts the closing question (R21, R22). */
  planVisits(ticket: Ticket, order: VisitsToPlan): Promise<void>;
  cancelVisits(ticket: Ticket, reason: string): Promise<void>;
  /** An owner's answer, or a piece of one. */
  answer(heard: Named<Omit<HeardAnswer, 'praise'> & { visitId: string; praise?: boolean | null }>): Promise<void>;
  /** Delivery's word on a message of a visit or notice. */
  onDeliveryOutcome(heard: Named<HeardOutcome & { visitId: string }>): Promise<void>;
  /** The owner wrote: what waits for him is asked now; he may be in the sample of the periodic survey (篇5 一.5). */
  ownerWrote(owner: { community: string; conversationId: string; at: number }): Promise<void>;
  /** A person's talk with him has ended. True: a visit takes the one-time code, so nobody else may use it. */
  sessionEnded(owner: { community: string; conversationId: string; code: string }): Promise<boolean>;
  /** A visit made by telephone, by ticket or by visit. False: none is due. */
  recordVisit(
    call: Named<Omit<HeardCall, 'refused' | 'reasons' | 'praise'>> &
      Partial<Pick<HeardCall, 'refused' | 'reasons' | 'praise'>> &
      ({ ticketId: string } | { visitId: string }),
  ): Promise<boolean>;
  /** The answer that an opinion was owed (R25). False: there is none to answer. */
  answerOpinion(answer: { community: string; visitId: string; by: string; text: string }): Promise<boolean>;
  /** 收到 to the notices of a ticket. Resolves with how many were waiting for it. */
  acknowledge(request: { community: string; ticketId: string; by: string; at: number }): Promise<number>;
  /** A visit by id; one that another has taken over leads there. */
  visit(community: string, id: string): Promise<Visit | null>;
  /** The numbers of a span of time, from the raw records (R23). */
  figures(search: { community: string; from: number; to: number }): Promise<Figures>;
  /** Does what has fallen due by `now`; resolves with how many documents changed. */
  tick(now: number, limit?: number): Promise<number>;
}
