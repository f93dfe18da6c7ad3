import type { PendingEffect } from '../effects/index.ts';
import type { Category } from '../shared/index.ts';
import type { ActionKind, ActorChannel, Cause, ChargeStep, Grade, SuspendReason } from './action.ts';
import type { Reporter, TicketDraft } from './draft.ts';
import type { TicketState } from './state.ts';

/** One line of the history. Nobody deletes or edits one. */
export interface TimelineEntry {
  /** Of the request that made it, when it had one: the same request again changes nothing. */
  readonly id?: string;
  readonly at: number;
  readonly action: ActionKind | 'open';
  /** userid, `owner`, or `system`. */
  readonly by: string;
  /** Name as people read it; `业主` for an owner. */
  readonly byName: string;
  readonly channel: ActorChannel;
  readonly from: TicketState | null;
  readonly to: TicketState;
  /** What was said or done, in words. */
  readonly text: string;
}

/** Which limit it is. `handover`: R7; `answer`: 24 h of a complaint, R6; `same-day`: 返修联系单, R19; `written`: R10. */
export const DEADLINE_KINDS = [
  'handover',
  'respond',
  'arrive',
  'finish',
  'answer',
  'same-day',
  'written',
  'next',
  'apology',
  'verify',
  'decide',
] as const;

/** One of `DEADLINE_KINDS`. */
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** One limit. Times are epoch ms. */
export interface Deadline {
  /** `wall` never pauses (R6); `work` runs on the calendar of `department`. */
  readonly clock: 'wall' | 'work';
  /** Department whose working hours count. */
  readonly calendar: string;
  /** Allowed time on its clock, ms. */
  readonly limit: number;
  readonly from: number;
  /** Null while paused: then `left` says how much remains. */
  readonly dueAt: number | null;
  readonly left: number | null;
  readonly warnAt: number | null;
  readonly warnedAt: number | null;
  readonly missedAt: number | null;
  /** When it was fulfilled. */
  readonly metAt: number | null;
}

/** A time when the work clock stood still. */
interface Pause {
  readonly from: number;
  readonly to: number | null;
  readonly reason: SuspendReason;
  readonly text: string;
  /** The state to return to. */
  readonly before: TicketState;
}

/** A time told to the owner (R13). */
export interface TicketPromise {
  readonly at: number;
  readonly until: number;
  /** What will have happened by then. */
  readonly about: 'arrive' | 'finish' | 'answer' | 'respond';
  readonly reason: string;
  /** Whether the keeper has been reminded to renew it. */
  readonly warnedAt: number | null;
  /** userid or `system`. */
  readonly by: string;
  /** Set when it was fulfilled or renewed before `until`. */
  readonly endedAt: number | null;
  readonly lapsed: boolean;
}

/** A price and what the owner said to it (R17). `amount` in yuan. */
export interface Quote {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly amount: number;
  readonly item: string;
  readonly line: string | null;
  readonly why: string | null;
  readonly answer: {
    readonly at: number;
    readonly by: string;
    readonly accepted: boolean;
    readonly text: string;
  } | null;
}

/** Money of a finished paid ticket (R18). `amount` in yuan; `steps` in the order they were done. */
export interface Charge {
  readonly amount: number;
  readonly state: 'due' | ChargeStep;
  readonly steps: readonly {
    readonly step: ChargeStep;
    readonly at: number;
    readonly by: string;
    readonly text: string;
  }[];
  /** When its collection is reminded of (R18); null once it is collected. */
  readonly remindAt?: number | null;
  /** 收费单 number: the ticket number with `-S`. */
  readonly bill: string | null;
}

/** What persons found out and decided about a complaint. */
export interface Complaint {
  /** `person`: attitude or conduct, handled around the accused (R1). */
  readonly scope: 'work' | 'person';
  readonly accused: string | null;
  readonly accusedDepartment: string | null;
  /** userids who handle it: the head above the accused and 客服主管. */
  readonly handlers: readonly string[];
  readonly cause: Cause | null;
  readonly grade: Grade | null;
  readonly valid: boolean | null;
  readonly reason: string | null;
  readonly responsible: string | null;
  readonly corrective: string | null;
  readonly preventive: string | null;
  readonly verifier: string | null;
  readonly told: string | null;
  readonly answers: readonly { readonly at: number; readonly by: string; readonly text: string }[];
  readonly apologies: readonly {
    readonly at: number;
    readonly by: string;
    readonly how: string;
    readonly recordedBy: string;
  }[];
  readonly criticism: {
    readonly at: number;
    readonly by: string;
    readonly decided: boolean;
    readonly text: string;
  } | null;
  readonly identityConsent: boolean | null;
  /** R14. */
  readonly contacts: readonly {
    readonly at: number;
    readonly by: string;
    readonly body: string;
    readonly text: string;
    readonly next: number | null;
  }[];
}

/** The 重大(突发)事件 record of a ticket (R10, R11). */
export interface MajorEvent {
  readonly at: number;
  readonly reason: string;
  readonly reports: readonly {
    readonly at: number;
    readonly step: 'verbal' | 'written';
    readonly by: string;
    readonly to: string;
    readonly text: string;
  }[];
  /** Who was told when, for 通知对象及时间. */
  readonly told: readonly { readonly at: number; readonly who: string }[];
}

/** 物业返修联系单 (篇1 4.5, R19). */
export interface ReworkSlip {
  readonly number: string;
  readonly issuedAt: number;
  /** From the completion date and the guarantee table; null = unknown. Never told to the owner as a promise. */
  readonly inWarranty: boolean | null;
  readonly part: string;
  readonly due: number | null;
  /** Who of the after-sales side received it. */
  readonly receivedBy: string | null;
  readonly receivedAt: number | null;
}

/** A ladder of alarms that is being climbed. */
export interface Ladder {
  /** What it is about: a missed or near limit, or nobody taking it. */
  readonly about: DeadlineKind | 'unassigned' | 'danger' | 'promise';
  readonly name: string;
  readonly startedAt: number;
  /** Rungs already climbed. */
  readonly rung: number;
  readonly nextAt: number | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: number | null;
  readonly endedAt: number | null;
  readonly alarms: readonly Alarm[];
}

/** One person or group alarmed. It is only sent when `deliveredAt` is set. */
export interface Alarm {
  readonly id: string;
  readonly rung: number;
  readonly at: number;
  readonly to: string;
  readonly deliveredAt: number | null;
  readonly failedAt: number | null;
}

/** A card that members hold; all of them see one state. */
interface TicketCard {
  readonly cardId: string;
  readonly holders: readonly string[];
}

/** One owner more who reported the same common-area fault. */
interface JoinedReporter {
  /** The id it came under: doing it twice adds one. */
  readonly via: string;
  readonly at: number;
  readonly reporter: Reporter;
  readonly words: readonly string[];
}

/** What return visits brought, in short. */
export interface VisitSummary {
  readonly visitId: string;
  readonly at: number;
  readonly type: 'closing' | 'dated' | 'leader';
  readonly outcome: 'solved' | 'unsolved' | 'expired' | 'unreachable';
  readonly score: number | null;
  readonly words: string;
  readonly by: string | null;
}

/** The document of one ticket: plain JSON, times in epoch ms. Changed only by `applyAction`, one atomic write a change. */
export interface Ticket extends Omit<TicketDraft, 'accused' | 'accusedDepartment' | 'settled' | 'links' | 'loggedBy'> {
  readonly _id: string;
  readonly number: string;
  readonly state: TicketState;
  /** Counts the writes, from 1. */
  readonly version: number;
  readonly category: Category;
  readonly openedAt: number;
  readonly updatedAt: number;
  readonly closedAt: number | null;
  /** How the line was struck off, in words (注销). */
  readonly closing: { readonly at: number; readonly by: string; readonly text: string } | null;
  readonly department: string;
  /** Departments told besides. */
  readonly also: readonly string[];
  /** Departments it has been with before. */
  readonly departmentsBefore: readonly string[];
  readonly dispatch: 'grab' | 'assign' | 'rotate';
  readonly assignee: string | null;
  /** Who returned it; not offered to him again. */
  readonly returnedBy: readonly string[];
  /** 首接人, never changes (R12). */
  readonly firstReceiver: string;
  readonly keeper: string;
  readonly handOvers: readonly {
    readonly at: number;
    readonly from: string;
    readonly to: string;
    readonly shift: string;
  }[];
  /** Details stay out of groups (轻生). */
  readonly discreet: boolean;
  readonly paid: boolean;
  /** Service level of `routing.yaml`. */
  readonly level: string;
  /** Kinds of `follow-up.yaml` that its visits come from; empty: an answer instead of a visit (R22). */
  readonly visitKinds: readonly string[];
  readonly joined: readonly JoinedReporter[];
  readonly absorbed: readonly string[];
  readonly mergedInto: { readonly id: string; readonly number: string } | null;
  readonly linked: readonly { readonly id: string; readonly number: string; readonly why: string }[];
  /** True for a common-area fault, which other owners may join. */
  readonly shared: boolean;
  readonly timeline: readonly TimelineEntry[];
  readonly promises: readonly TicketPromise[];
  readonly deadlines: Readonly<Partial<Record<DeadlineKind, Deadline>>>;
  readonly pauses: readonly Pause[];
  readonly ladders: readonly Ladder[];
  /** First acknowledgement by a person (R7). */
  readonly acknowledgedAt: number | null;
  readonly acceptedAt: number | null;
  readonly arrivedAt: number | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly result: { readonly text: string; readonly materials: string | null; readonly by: string } | null;
  readonly reopenings: number;
  /** Limits of the rounds before each reopening, as they stood: starting anew does not wipe out what was late. */
  readonly rounds?: readonly { readonly reopenedAt: number; readonly deadlines: Ticket['deadlines'] }[];
  readonly urges: number;
  readonly quotes: readonly Quote[];
  readonly charge: Charge | null;
  readonly complaint: Complaint | null;
  /** 表扬 (R29). */
  readonly praise: {
    readonly verified: boolean | null;
    readonly by: string | null;
    readonly at: number | null;
    readonly userid: string | null;
    readonly text: string;
  } | null;
  /** 建议. */
  readonly suggestion: {
    readonly adopted: boolean;
    readonly by: string;
    readonly at: number;
    readonly text: string;
  } | null;
  readonly major: MajorEvent | null;
  readonly reworkSlip: ReworkSlip | null;
  readonly summons: readonly {
    readonly at: number;
    readonly by: string;
    readonly departments: readonly string[];
    readonly plan: string;
    readonly date: number | null;
    readonly told: string;
  }[];
  readonly handBack: {
    readonly at: number;
    readonly by: string;
    readonly to: string;
    readonly verified: boolean;
    readonly text: string;
  } | null;
  readonly visits: readonly VisitSummary[];
  readonly cards: readonly TicketCard[];
  /** Who saw name and phone in the open (R4). */
  readonly revealed: readonly { readonly at: number; readonly by: string }[];
  /** The earliest moment something must be looked at; null when nothing is. Indexed. */
  readonly nextDueAt: number | null;
  /** Effects not carried out yet. */
  readonly pendingEffects: readonly PendingEffect[];
}
