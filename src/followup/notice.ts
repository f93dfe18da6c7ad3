import type { PendingEffect } from '../effects/index.ts';

/** `issued`: sent out; `acknowledged`: 收到; `rectified`: finished again; `verified`: a later visit was good; `failed`: it was not; `void`: nothing left to correct. */
export const NOTICE_STATES = ['planned', 'issued', 'acknowledged', 'rectified', 'verified', 'failed', 'void'] as const;

/** One of `NOTICE_STATES`. */
export type NoticeState = (typeof NOTICE_STATES)[number];

/** 整改通知 (篇5 二.5; R24): names and reaches the repairer and his head. Plain JSON, times in epoch ms. */
export interface CorrectionNotice {
  /** Derived from the visit that found the problem. */
  readonly _id: string;
  readonly community: string;
  readonly version: number;
  /** The visit that found it. */
  readonly visitId: string;
  readonly ticketId: string;
  readonly number: string;
  /** The 完成 that was found wanting. */
  readonly round: number;
  readonly kinds: readonly string[];
  readonly department: string;
  /** userid of the repairer; null when nobody had the work. */
  readonly worker: string | null;
  readonly head: string;
  /** `unsolved`: not solved; `score`: 3 or less. */
  readonly finding: 'unsolved' | 'score';
  readonly score: number | null;
  /** Without anything that tells who wrote it. */
  readonly words: string;
  /** When the problem was found. */
  readonly foundAt: number;
  /** It must have reached both by then (R24). */
  readonly deliverBy: number;
  /** To be put right by then: the notice's own deadline. */
  readonly rectifyBy: number;
  /** One line a recipient, with delivery's word. */
  readonly recipients: readonly {
    readonly userid: string;
    /** Id of the message, by which delivery's word finds him. */
    readonly messageId: string | null;
    readonly sentAt: number | null;
    readonly failedAt: number | null;
    readonly reason: string | null;
  }[];
  readonly state: NoticeState;
  readonly issuedAt: number | null;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: string | null;
  readonly rectifiedAt: number | null;
  /** The later visit that looked at it again. */
  readonly checkedBy: string | null;
  readonly closedAt: number | null;
  /** Who was told when nobody acted. */
  readonly escalations: readonly { readonly at: number; readonly why: string; readonly to: readonly string[] }[];
  /** How often somebody above was told. */
  readonly escalated: number;
  readonly heard: readonly string[];
  readonly updatedAt: number;
  readonly nextDueAt: number | null;
  readonly pendingEffects: readonly PendingEffect[];
}
