import { z } from 'zod';
import { duration } from '../../yaml/index.ts';

const purpose = z.enum([
  'emergency',
  'answer',
  'promise',
  'progress',
  'survey',
  'reminder',
  'task',
  'alarm',
  'update',
  'report',
]);

/** `delivery.yaml`: budgets of WeChat and WeCom (wecom-api.md 3.4, 4.1, 5.1). */
export const deliveryFile = z.strictObject({
  owner: z
    .strictObject({
      /** Messages per own message of the owner. */
      messages: z.number().int().positive().default(5),
      /** Kept back for emergency, answer and promise. */
      reserve: z.number().int().nonnegative().default(1),
      window: duration.default(172_800_000),
      /** What waits for the owner's next message when his window is shut; everything else fails at once, so that a person calls. */
      wait: z.array(purpose).default(['progress', 'update']),
      /** How long it waits. */
      waitFor: duration.default(604_800_000),
    })
    .prefault({}),
  group: z
    .strictObject({
      perMinute: z.number().int().positive().default(20),
      /** Above this many a minute, tickets are announced in a digest. */
      digestAbove: z.number().int().positive().default(15),
      /** Of `perMinute`, kept for emergencies and alarms. */
      reserve: z.number().int().nonnegative().default(2),
    })
    .refine((group) => group.digestAbove + group.reserve < group.perMinute, {
      message: 'digestAbove and reserve together must leave room under perMinute for digests',
    })
    .prefault({}),
  member: z
    .strictObject({
      perMinute: z.number().int().positive().default(30),
      /** Of `perMinute`, kept for danger, alarms and answers to what he asks. */
      reserve: z.number().int().nonnegative().default(5),
    })
    .prefault({}),
  /** Purposes that wait for the end of the quiet hours of `community.yaml`. */
  quiet: z.array(purpose).default(['survey', 'reminder', 'progress', 'report']),
  /** What waited for the end of quiet hours goes out within this time after it, not all at one moment (wecom-api.md 4.1). */
  spread: duration.default(60_000),
  /** Waits between tries while WeCom cannot be reached: doubled each time, with jitter. */
  retry: z.strictObject({ first: duration.default(1_000), most: duration.default(60_000) }).prefault({}),
  /** How long a message waits for a wrong setting to be put right before it counts as failed. */
  patience: duration.default(1_800_000),
  /** Words we never send to an owner (篇3 4.8; R26). */
  forbidden: z.array(z.string().min(1)).default(['不知道', '不清楚']),
});

/** The parsed `delivery.yaml`. */
export type DeliveryFile = z.infer<typeof deliveryFile>;
