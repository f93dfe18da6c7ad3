import { z } from 'zod';
import { CATEGORIES } from '../../shared/index.ts';
import { daySpan, duration } from '../../yaml/index.ts';

/** How a ticket finds its worker: whoever takes it first, a person names him, or in turn (R9). */
export const DISPATCH_MODES = ['grab', 'assign', 'rotate'] as const;

/** Limits of one service level. `promise` is what is told to the owner: target plus reserve (R13). */
export const slaLevel = z.strictObject({
  respond: duration.optional(),
  arrive: duration.optional(),
  finish: duration.optional(),
  next: duration.optional(),
  promise: duration,
  /** Which limit the promise is about: what the owner is told will have happened by then. */
  promises: z.enum(['arrive', 'finish', 'answer', 'respond']).default('finish'),
  /** Why it cannot be settled at once, for the first promise to the owner (R13); unset: no regret is due. */
  reason: z.string().min(1).optional(),
  /** `wall`: 24×7 and never pausing (R6, urgent); `work`: the department's working hours, pausing with a reason. */
  clock: z.enum(['wall', 'work']).default('work'),
});

const target = z.strictObject({
  department: z.string().optional(),
  dispatch: z.enum(DISPATCH_MODES).optional(),
  sla: z.string().optional(),
  urgent: z.boolean().optional(),
  /** Further departments told at once. */
  also: z.array(z.string()).optional(),
});

/** `routing.yaml`: which department, how, and how fast. */
export const routingFile = z.strictObject({
  slas: z.record(z.string(), slaLevel),
  categories: z.record(z.enum(CATEGORIES), target.extend({ department: z.string(), sla: z.string() })),
  topics: z.record(
    z.string(),
    target.extend({
      name: z.string().optional(),
      category: z.enum(CATEGORIES).optional(),
      /** Kinds of `follow-up.yaml` this topic adds to its visits. */
      visits: z.array(z.string()).optional(),
      /** First advice to the owner, one short sentence. */
      advice: z.string().optional(),
      /** Paid work: price list, quote, consent (R17). */
      paid: z.boolean().optional(),
      /** A fault of the common area: several owners' reports become one ticket. */
      shared: z.boolean().optional(),
      /** A complaint about a person's conduct: handled around the accused (R1, R3). */
      personal: z.boolean().optional(),
      /** Key of `warranty`, to fill 是否保修期内 (R19). */
      warranty: z.string().optional(),
      /** Tickets of this topic and of the named one are offered to each other (失物 and 拾物). */
      matches: z.string().optional(),
    }),
  ),
  /** Looked at in order; the first whose `when` fits wins, with `use`, over the topic. */
  rules: z
    .array(
      z.strictObject({
        when: z.strictObject({
          category: z.enum(CATEGORIES).optional(),
          topic: z.string().optional(),
          building: z.array(z.string()).optional(),
          hours: daySpan.optional(),
          urgent: z.boolean().optional(),
          accusedDepartment: z.string().optional(),
        }),
        use: target,
      }),
    )
    .default([]),
  /** Words by which owners name a department they complain of, by department id. */
  accused: z.record(z.string(), z.array(z.string())).default({}),
  /** Guarantee periods in years from 竣工验收合格 (建设工程质量管理条例 第40条). They fill a form and are never promised (R19). */
  warranty: z.record(z.string(), z.number().positive()).default({}),
  /** One entry a danger kind of understanding: what to say, whose phones, who is told. */
  dangers: z.record(
    z.string(),
    z.strictObject({
      name: z.string(),
      advice: z.string(),
      /** Keys of `community.yaml` phones, in order. */
      phones: z.array(z.string()),
      departments: z.array(z.string()).min(1),
      category: z.enum(CATEGORIES).default('其它'),
      topic: z.string().optional(),
      /** Details are kept out of groups (suicide). */
      discreet: z.boolean().default(false),
      /** A 重大(突发)事件 record from the start (R10). */
      major: z.boolean().default(true),
    }),
  ),
});

/** The parsed `routing.yaml`. */
export type RoutingFile = z.infer<typeof routingFile>;
