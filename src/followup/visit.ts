import type { FailReason } from '../delivery/index.ts';
import type { PendingEffect } from '../effects/index.ts';
import type { Category } from '../shared/index.ts';

/** `closing`: at once on 完成; `dated`: 篇5 五; `leader`: after an attitude complaint (R3); `survey`: 篇5 一.5. */
export const VISIT_TYPES = ['closing', 'dated', 'leader', 'survey'] as const;

/** One of `VISIT_TYPES`. */
export type VisitType = (typeof VISIT_TYPES)[number];

/** `asked`: in chat, waiting; `reminded`: once more; `phone`: a person has the task to call; `ended`: has an outcome. */
export const VISIT_STATES = ['planned', 'asked', 'reminded', 'phone', 'ended'] as const;

/** One of `VISIT_STATES`. */
export type VisitState = (typeof VISIT_STATES)[number];

/** How a visit ended. `merged`: another visit asks for it (R21, R22); `cancelled`: there is nothing to ask about any more. */
export const VISIT_OUTCOMES = [
  'answered',
  'by-phone',
  'unreachable',
  'refused',
  'expired',
  'cancelled',
  'merged',
] as const;

/** One of `VISIT_OUTCOMES`. */
export type VisitOutcome = (typeof VISIT_OUTCOMES)[number];

/** The ways to an owner, in the order they are preferred. */
export const WAYS = ['chat', 'early', 'with-reply', 'session-end', 'link', 'phone', 'leader'] as const;

/**
 * One of `WAYS`. `chat`: inside the window when due; `early`: before the window shuts; `with-reply`: when he writes anyway;
 * `session-end`: by the code of an ended session (20 s); `link`: a page sent before; `phone`: the service desk; `leader`: a leader.
 */
export type Way = (typeof WAYS)[number];

/** One way that was tried: when, why it was chosen, and what came of it. Times in epoch ms. */
export interface RouteEntry {
  readonly way: Way;
  readonly at: number;
  /** In words, for people. */
  readonly why: string;
  readonly result: 'pending' | 'sent' | 'failed' | 'silent' | 'answered' | 'dropped';
  /** Why it failed: delivery's reason, or ours. */
  readonly reason: FailReason | 'not-asked' | 'no-answer' | 'not-reached' | 'not-called' | null;
  readonly endedAt: number | null;
  /** The owed effect it went out by, so that delivery's word finds it; null for what needs no message of its own. */
  readonly effectId: string | null;
  /** When nothing is heard by then, it has failed; null: no limit of its own. */
  readonly until: number | null;
}

/** One telephone call that was recorded. */
export interface PhoneAttempt {
  readonly id: string;
  readonly at: number;
  /** userid. */
  readonly by: string;
  readonly reached: boolean;
  readonly words: string;
}

/** An answer as it stands. Fields grow; one that changes keeps its older value in `changes` (never overwritten silently). */
export interface RecordedAnswer {
  readonly solved: boolean | null;
  readonly score: 1 | 2 | 3 | 4 | 5 | null;
  readonly reasons: readonly string[];
  readonly words: string;
  /** The owner agrees that his praise is recorded as 表扬. */
  readonly praise: boolean | null;
  readonly at: number;
  /** `owner` in chat or on the page, else the userid of whoever asked. */
  readonly by: string;
  readonly final: boolean;
  readonly changes: readonly {
    readonly at: number;
    readonly field: 'solved' | 'score';
    readonly from: string;
    readonly to: string;
  }[];
}

/** The answer that an opinion is owed (R25). */
export interface OpinionDuty {
  readonly words: string;
  /** userid of whoever must answer. */
  readonly person: string;
  readonly at: number;
  readonly dueAt: number;
  readonly answeredAt: number | null;
  readonly answeredBy: string | null;
  readonly text: string | null;
  /** How often it was escalated. */
  readonly escalated: number;
  /** When it is looked at next; null when nothing more happens by itself. */
  readonly nextAt: number | null;
}

/** The document of one return visit: plain JSON, times in epoch ms, one atomic write a change. */
export interface Visit {
  /** Derived from ticket, round and rule: planning twice plans once. */
  readonly _id: string;
  readonly community: string;
  /** Counts the writes, from 1. */
  readonly version: number;
  /** Null for a periodic survey. */
  readonly ticketId: string | null;
  /** Ticket number; empty for a survey. */
  readonly number: string;
  /** The 完成 it asks about: `finishedAt` of the ticket then. A reopened ticket begins a new round. */
  readonly round: number;
  /** The ticket had never been reopened (一次修复率). */
  readonly firstRound: boolean;
  /** `closing`, `after/86400000`, `rain`, `survey/2026Q4`; merged rules are joined by `+`. */
  readonly rule: string;
  readonly type: VisitType;
  /** Kinds of follow-up.yaml it comes from (R22). */
  readonly kinds: readonly string[];
  readonly category: Category | null;
  readonly department: string;
  /** A complaint about a person: no group and not the accused hears of it (R1). */
  readonly personal: boolean;
  /** userid of who did the work. */
  readonly worker: string | null;
  /** `${openKfId}/${externalUserid}`; null when the owner is not in WeChat. */
  readonly conversationId: string | null;
  /** What names the matter to the owner. */
  readonly about: {
    readonly matter: string;
    readonly place: string | null;
    readonly date: string;
    readonly worker: string | null;
  };
  /** The named person (R23). */
  readonly responsible: string;
  readonly leader: string;
  readonly createdAt: number;
  readonly dueAt: number;
  /** Not asked before, even when the window would shut. */
  readonly earliest: number;
  /** Ends as expired after this. */
  readonly latest: number;
  /** Until it rains, at the latest `dueAt`. */
  readonly waits: 'rain' | null;
  /** The rainy day that made it due. */
  readonly rain: { readonly id: string; readonly at: number; readonly by: string } | null;
  readonly state: VisitState;
  readonly askedAt: number | null;
  /** Delivery's word that the question is out. */
  readonly sentAt: number | null;
  readonly remindedAt: number | null;
  /** The survey page's link was sent. */
  readonly linkSentAt: number | null;
  /** A person was asked to call. */
  readonly taskAt: number | null;
  /** How often that person was reminded, the supervisor's turn included. */
  readonly taskReminders: number;
  readonly route: readonly RouteEntry[];
  readonly attempts: readonly PhoneAttempt[];
  readonly answer: RecordedAnswer | null;
  /** Answers that came after the end; kept, never acted on twice. */
  readonly late: readonly RecordedAnswer[];
  readonly outcome: VisitOutcome | null;
  readonly outcomeReason: string | null;
  readonly endedAt: number | null;
  /** The closing visit it asks for (R21). */
  readonly takesOver: string | null;
  /** For `merged`. */
  readonly takenOverBy: string | null;
  readonly opinion: OpinionDuty | null;
  /** 整改通知 that came of it. */
  readonly noticeId: string | null;
  /** Ids of inputs handled already: the same one again changes nothing. */
  readonly heard: readonly string[];
  readonly updatedAt: number;
  /** When to look again; null when never. Indexed. */
  readonly nextDueAt: number | null;
  readonly pendingEffects: readonly PendingEffect[];
}

/** True while the visit still has to reach an outcome. */
export function isActive(visit: Visit): boolean {
  return visit.state !== 'ended';
}
