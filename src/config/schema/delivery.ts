import { z } from 'zod';
import { duration } from './duration.ts';

/** `delivery.yaml`: budgets of WeChat and WeCom (wecom-api.md 3.4, 4.1, 5.1). */
export const deliveryFile = z.strictObject({
  owner: z
    .strictObject({
      /** Messages per own message of the owner. */
      messages: z.number().int().positive().default(5),
      /** Kept back for promise and closing. */
      reserve: z.number().int().nonnegative().default(1),
      window: duration.default(172_800_000),
    })
    .prefault({}),
  group: z
    .strictObject({
      perMinute: z.number().int().positive().default(20),
      /** Above this many a minute, tickets are announced in a digest. */
      digestAbove: z.number().int().positive().default(15),
    })
    .prefault({}),
  member: z.strictObject({ perMinute: z.number().int().positive().default(30) }).prefault({}),
  /** Words we never send to an owner (篇3 4.8; R26). */
  forbidden: z.array(z.string()).default(['不知道', '不清楚']),
});

/** The parsed `delivery.yaml`. */
export type DeliveryFile = z.infer<typeof deliveryFile>;
