import { z } from 'zod';
import { CATEGORIES, defined } from '../../shared/index.ts';
import { duration } from '../../yaml/index.ts';

/** Whom a rung can reach: places in the company, never names, so the file fits any staff list. */
export const RUNG_TARGETS = [
  'group',
  'assignee',
  'duty',
  'leader',
  'keeper',
  'desk',
  'desk-group',
  'supervisor',
  'assistant',
  'manager',
  'company',
] as const;

/** One of `RUNG_TARGETS`. */
export type RungTarget = (typeof RUNG_TARGETS)[number];

/** What a ladder can be about: a limit, or a standing fact. */
export const LADDER_CAUSES = [
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
  'unassigned',
  'danger',
  'promise',
] as const;

/** One of `LADDER_CAUSES`. */
export type LadderCause = (typeof LADDER_CAUSES)[number];

const ladder = z.strictObject({
  name: z.string().min(1),
  /** Climbs at any hour; otherwise a rung that falls into quiet hours waits for their end. */
  always: z.boolean().default(false),
  /** `after` counts from the cause; the rungs must be in order. */
  rungs: z
    .array(z.strictObject({ after: duration, to: z.array(z.enum(RUNG_TARGETS)).min(1) }))
    .min(1)
    .refine((rungs) => rungs.every((rung, at) => at === 0 || defined(rungs[at - 1]).after <= rung.after), {
      message: 'rungs must be in the order of their "after"',
    }),
});

/** `escalation.yaml`: who is told what when nobody acts (篇1 4.7b; R7, R13, R16). */
export const escalationFile = z.strictObject({
  /** 经理助理 (篇1 4.7b), when the company has one. */
  assistant: z.string().nullable().default(null),
  /** userids of the company line above the project manager (R1, R16). */
  company: z.array(z.string()).default([]),
  ladders: z.record(z.string(), ladder),
  /** Looked at in order; the first that fits names the ladder of a cause. */
  use: z.array(
    z.strictObject({
      cause: z.enum(LADDER_CAUSES).optional(),
      category: z.enum(CATEGORIES).optional(),
      urgent: z.boolean().optional(),
      /** Name of a service level of `routing.yaml`. */
      level: z.string().optional(),
      ladder: z.string(),
    }),
  ),
  /** A limit is announced when `share` of it is left, but not earlier than `most` nor later than `least` before it. */
  warn: z
    .strictObject({
      share: z.number().min(0).max(1).default(0.25),
      least: duration.prefault('5m'),
      most: duration.prefault('4h'),
    })
    .prefault({}),
  /** From the owner's first recognisable request to a person's 收到 (篇2 3.17; R7). */
  handover: duration.prefault('30m'),
  /** A complaint has a person's answer within this (篇5 二.3; R6). */
  answer: duration.prefault('24h'),
  /** Written report of a 重大(突发)事件 (R10). */
  written: duration.prefault('4h'),
  /** The head's task to apologise after a complaint of attitude (R3). */
  apology: duration.prefault('24h'),
  /** 核实 of a praise (R29). */
  verify: duration.prefault('3d'),
  /** 采纳/不采纳 of a suggestion. */
  decide: duration.prefault('5d'),
  /** Money of a finished ticket that is not collected by then is reminded of, and again as often (R18). */
  collect: duration.prefault('7d'),
  /** Next contact with the owner while a ticket is suspended or with an outside body (R14; 篇5 五.3). */
  next: duration.prefault('24h'),
  promise: z
    .strictObject({
      /** The keeper is reminded to renew this long before a promise lapses. */
      warn: duration.prefault('30m'),
      /** Nobody renewed: the program does it this long before the lapse, tells the owner and raises the alarm. */
      renewAt: duration.prefault('5m'),
      /** By how much. */
      extend: duration.prefault('4h'),
      /** How often the program may do so; then only a person can, and is asked to telephone. */
      times: z.number().int().nonnegative().default(2),
    })
    .prefault({}),
  /** Sudden rise: this many tickets of one topic or building within `window` alarm the manager. */
  rise: z.strictObject({ window: duration.prefault('2h'), tickets: z.number().int().min(2).default(5) }).prefault({}),
  /** Households with one grave matter that make it 重大 (R10). */
  majorHouseholds: z.number().int().min(2).default(3),
  /** A second ticket of the same owner and topic within this is linked as a repeat. */
  repeat: duration.prefault('30d'),
});

/** The parsed `escalation.yaml`. */
export type EscalationFile = z.infer<typeof escalationFile>;
