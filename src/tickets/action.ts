import type { Role } from '../community/config/people.ts';
import type { House } from '../language/house.ts';
import type { Category } from '../shared/category.ts';
import type { Channel, MediaRef, Reporter } from './draft.ts';

/** Who does something to a ticket. `channel` is how he did it, for the timeline. */
export type Actor =
  | { readonly kind: 'owner'; readonly conversationId: string; readonly channel?: ActorChannel }
  | {
      readonly kind: 'member';
      readonly userid: string;
      readonly name: string;
      readonly department: string;
      readonly roles: readonly Role[];
      readonly channel?: ActorChannel;
    }
  | { readonly kind: 'system'; readonly channel?: ActorChannel };

/** Ways to act on a ticket that are no channel of an owner, as the timeline names them. */
export const ACTOR_CHANNELS = { app: '应用', card: '卡片', bot: '群机器人', page: '网页', system: '系统' } as const;

/** Through what an action came. */
export type ActorChannel = Channel | (typeof ACTOR_CHANNELS)[keyof typeof ACTOR_CHANNELS];

/** Why the clock of a ticket stands still (issue: owner, parts, third party, rain). */
export const SUSPEND_REASONS = ['owner', 'parts', 'third-party', 'rain', 'other'] as const;

/** One of `SUSPEND_REASONS`. */
export type SuspendReason = (typeof SUSPEND_REASONS)[number];

/** Cause of a complaint; decided by a person. */
export const CAUSES = ['市政', '内部', '邻里', '开发商'] as const;

/** One of `CAUSES`. */
export type Cause = (typeof CAUSES)[number];

/** Grade of a complaint, lightest first; decided by a person. */
export const GRADES = ['轻微', '重要', '重大'] as const;

/** One of `GRADES`. */
export type Grade = (typeof GRADES)[number];

/** The money of a paid ticket, in this order (R18): 交单 → 财务注记 → 收费单 → 已收费. */
export const CHARGE_STEPS = ['handed-in', 'noted', 'billed', 'collected'] as const;

/** One of `CHARGE_STEPS`. */
export type ChargeStep = (typeof CHARGE_STEPS)[number];

/** What can be done to a ticket. Who may do it and in which state: `transitions.ts`. */
export type TicketAction =
  /** Names the worker. */
  | { readonly kind: 'assign'; readonly userid: string }
  /** 接单. In `grab` mode the first one wins. */
  | { readonly kind: 'accept' }
  /** 收到: a person has seen it; stops the 30 minutes (R7) and the running ladders. */
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'arrive' }
  /** `line` is an id of `prices.yaml`; null needs `why` (R17). `amount` in yuan. */
  | {
      readonly kind: 'quote';
      readonly amount: number;
      readonly item: string;
      readonly line?: string | null;
      readonly why?: string;
    }
  /** By the owner in chat, or by the desk for an owner on the phone. */
  | { readonly kind: 'answer-quote'; readonly quoteId: string; readonly accepted: boolean; readonly text?: string }
  | { readonly kind: 'start' }
  /** `until`: next contact, epoch ms. */
  | {
      readonly kind: 'suspend';
      readonly reason: SuspendReason;
      readonly text: string;
      readonly until?: number | null;
    }
  | { readonly kind: 'resume' }
  /** `amount` in yuan is the final price; `materials` as told by the worker. */
  | {
      readonly kind: 'complete';
      readonly text: string;
      readonly materials?: string | null;
      readonly amount?: number | null;
      readonly media?: readonly MediaRef[];
    }
  | { readonly kind: 'transfer'; readonly department: string; readonly reason?: string }
  | { readonly kind: 'return'; readonly reason: string }
  /** `toOwner`: the words are also sent to the owner (through the forbidden-word filter of delivery). */
  | { readonly kind: 'note'; readonly text: string; readonly toOwner?: boolean }
  | {
      readonly kind: 'add-media';
      readonly media: readonly MediaRef[];
      readonly text?: string;
      readonly toOwner?: boolean;
    }
  /** What the owner adds about the matter: appointment, contact, safety, confidentiality. */
  | {
      readonly kind: 'add-detail';
      readonly what: 'appointment' | 'contact' | 'safety' | 'confidential' | 'house';
      readonly text: string;
      readonly appointment?: { readonly from: number; readonly to: number; readonly text: string } | null;
      readonly house?: House | null;
      readonly phone?: string | null;
    }
  /** 催单. */
  | { readonly kind: 'urge'; readonly text?: string }
  | { readonly kind: 'cancel'; readonly reason: string }
  | { readonly kind: 'invalidate'; readonly reason: string }
  /** `unsolved`: the owner said it is not solved (篇3 4.2). */
  | { readonly kind: 'reopen'; readonly reason: string; readonly unsolved?: boolean }
  /** This ticket goes into another one. */
  | { readonly kind: 'merge'; readonly into: string; readonly intoNumber: string }
  /** The other end of a merge; carried out by the effect of `merge`. */
  | {
      readonly kind: 'absorb';
      readonly from: string;
      readonly number: string;
      readonly reporters: readonly Reporter[];
      readonly words: readonly string[];
    }
  /** Another owner reports the same common-area fault. `via` makes it idempotent. */
  | {
      readonly kind: 'join';
      readonly via: string;
      readonly reporter: Reporter;
      readonly words: readonly string[];
      readonly media: readonly MediaRef[];
      readonly at: number;
    }
  /** A part becomes a ticket of its own. */
  | {
      readonly kind: 'split';
      readonly category: Category;
      readonly topic: string | null;
      readonly summary: string;
    }
  | {
      readonly kind: 'link';
      readonly ticketId: string;
      readonly number: string;
      readonly why: 'repeat' | 'related' | 'split' | 'merge' | 'lost-found';
    }
  /** A person rules that it is of another category or topic (R20). The number stays. */
  | {
      readonly kind: 'reclassify';
      readonly category: Category;
      readonly topic: string | null;
      readonly reason: string;
      readonly urgent?: boolean;
    }
  /** 注销. A valid complaint needs `told` and all of R15 judged before. */
  | { readonly kind: 'close'; readonly text?: string; readonly told?: string }
  /** 核实 of a praise (R29). */
  | { readonly kind: 'verify'; readonly confirmed: boolean; readonly userid?: string | null; readonly text: string }
  /** What a person decides about a complaint (R15). What is absent stays as it was. */
  | {
      readonly kind: 'judge';
      readonly cause?: Cause;
      readonly grade?: Grade;
      readonly valid?: boolean;
      readonly reason?: string;
      readonly responsible?: string;
      readonly corrective?: string;
      readonly preventive?: string;
      readonly verifier?: string;
    }
  /** A person's substantive answer; stops the 24 hours (R6). Sent to the owner. */
  | { readonly kind: 'answer'; readonly text: string }
  /** Whom and what the complaint is about, ruled by a person (R1). */
  | {
      readonly kind: 'accuse';
      readonly userid?: string | null;
      readonly department?: string | null;
      readonly scope: 'work' | 'person';
    }
  /** R3: who apologised, when, how. */
  | { readonly kind: 'apologise'; readonly by: string; readonly how: string; readonly at?: number }
  /** R3: 通报批评 yes or no. */
  | { readonly kind: 'criticise'; readonly decided: boolean; readonly text: string }
  /** R3: the owner lets his name be told to the persons concerned. */
  | { readonly kind: 'consent-identity'; readonly given: boolean }
  /** R14: contact with an outside body, and when the next one is. */
  | { readonly kind: 'contact'; readonly body: string; readonly text: string; readonly next?: number | null }
  /** 建议: 采纳 or 不采纳 with a reason; told to the owner (篇5 二.4). */
  | { readonly kind: 'decide'; readonly adopted: boolean; readonly text: string }
  /** R13. `until` epoch ms. */
  | { readonly kind: 'renew-promise'; readonly until: number; readonly reason: string }
  /** Keeper changes by hand-over (篇3 4.9). */
  | { readonly kind: 'hand-keeper'; readonly to: string; readonly shift?: string }
  /** Shows name and phone to the assignee; logged (R4). */
  | { readonly kind: 'reveal' }
  /** 重大(突发)事件: verbal report, written record (R10), or a ticket becoming one. */
  | {
      readonly kind: 'report-major';
      readonly step: 'declare' | 'verbal' | 'written';
      readonly text: string;
      readonly to?: string;
    }
  /** 召集: several departments at once (R16). */
  | {
      readonly kind: 'summon';
      readonly departments: readonly string[];
      readonly plan: string;
      readonly date?: number | null;
      readonly told?: string;
    }
  /** 返修联系单 handed to the after-sales department (R19). */
  | { readonly kind: 'rework-slip'; readonly to: string; readonly part?: string; readonly due?: number | null }
  /** Money steps in their order (R18). */
  | { readonly kind: 'charge'; readonly step: ChargeStep; readonly text?: string }
  /** A found thing is given back. `verified`: an identity document was looked at; its number is never stored. */
  | { readonly kind: 'hand-back'; readonly to: string; readonly verified: boolean; readonly text?: string }
  /** Follow-up has asked the owner. */
  | { readonly kind: 'visits-begun' }
  /** Follow-up's finding. `last`: no further visit is due. */
  | {
      readonly kind: 'visit-result';
      readonly visitId: string;
      readonly type: 'closing' | 'dated' | 'leader';
      readonly outcome: 'solved' | 'unsolved' | 'expired' | 'unreachable';
      readonly score?: 1 | 2 | 3 | 4 | 5 | null;
      readonly words?: string;
      readonly by?: string | null;
      readonly last: boolean;
    }
  /** Delivery's word on an alarm: only a delivered one counts as sent. */
  | { readonly kind: 'delivered'; readonly alarm: string; readonly ok: boolean; readonly reason?: string }
  /** Time has passed: warnings, ladders, promises, hand-over. */
  | { readonly kind: 'tick' };

/** Names of the actions. */
export type ActionKind = TicketAction['kind'];

/** Why something was not done; `text` is for the person who tried, polite Chinese. */
export interface Refusal {
  readonly refused: RefusalCode;
  readonly text: string;
}

/** Stable reasons of a refusal. */
export type RefusalCode =
  | 'wrong-state'
  | 'not-yours'
  | 'accused'
  | 'taken'
  | 'already'
  | 'needs-text'
  | 'needs-consent'
  | 'needs-price-line'
  | 'amount-differs'
  | 'needs-judgement'
  | 'needs-answer'
  | 'needs-visit'
  | 'needs-verification'
  | 'unknown-department'
  | 'unknown-member'
  | 'unknown-ticket'
  | 'bad-time'
  | 'wrong-order'
  | 'wrong-category'
  | 'busy';
