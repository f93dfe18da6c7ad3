import { z } from 'zod';
import { duration } from './duration.ts';

/** One dated visit: a delay after 完成, or the first rainy day after it, at the latest after `latest`. */
export const visitRule = z.union([
  z.strictObject({ after: duration, by: z.enum(['keeper', 'leader']).default('keeper') }),
  z.strictObject({ afterRain: z.literal(true), latest: duration, by: z.enum(['keeper', 'leader']).default('keeper') }),
]);

/** `follow-up.yaml`: which visits a finished ticket gets (R21, R22) and the limits after a bad answer (R24). */
export const followUpFile = z.strictObject({
  visits: z.record(z.string(), z.array(visitRule)),
  /** Visits of one ticket closer than this are one. */
  merge: duration.default(43_200_000),
  /** One reminder after this silence, then stop. */
  reminder: duration.default(7_200_000),
  /** An unanswered visit ends as expired after this. */
  expire: duration.default(604_800_000),
  /** The 整改通知 reaches repairer and head within this (R24). */
  notice: duration.default(86_400_000),
});

/** The parsed `follow-up.yaml`. */
export type FollowUpFile = z.infer<typeof followUpFile>;
