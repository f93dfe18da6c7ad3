import { z } from 'zod';
import { duration } from '../../yaml/index.ts';

/** A time of day such as `09:00`, as minutes since midnight. */
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time of day as "09:00"')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

/** Days that every month has and that are over before the 25th (篇1 4.9). */
const dayOfMonth = z.number().int().min(1).max(24);

/** `reports.yaml`: what the clock reports by itself (篇1 4.9; 篇5 二.3, 二.4, 七.5; R37–R40). */
export const reportsFile = z.strictObject({
  /** The complaints of the last week, Monday to Sunday. `weekday` 1 = Monday … 7 = Sunday. */
  weekly: z
    .strictObject({ weekday: z.number().int().min(1).max(7).default(1), at: timeOfDay.default(540) })
    .prefault({}),
  /** 《投诉情况月汇总表》: from `firstDay` of a month until the day before it in the next; ready on `readyOn` (R38). */
  monthly: z
    .strictObject({
      firstDay: dayOfMonth.default(24),
      readyOn: dayOfMonth.default(24),
      at: timeOfDay.default(540),
    })
    .refine(({ firstDay, readyOn }) => readyOn >= firstDay, {
      message: 'readyOn must not be before firstDay, or the period would not be over',
    })
    .prefault({}),
  /** Visits to owners at home: how many a month by each member of the desk, and how long before its end to remind (R37). */
  visits: z
    .strictObject({ quota: z.number().int().nonnegative().default(1), remindBefore: duration.default(259_200_000) })
    .prefault({}),
  /** Valid complaints a year in ‰ of households, the share of `limit` that warns, and how often to look (R39). */
  complaints: z
    .strictObject({
      limit: z.number().positive().default(2),
      warnAt: z.number().positive().max(1).default(0.8),
      check: duration.default(600_000),
    })
    .prefault({}),
});

/** The parsed `reports.yaml`. */
export type ReportsFile = z.infer<typeof reportsFile>;
