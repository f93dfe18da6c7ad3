import { z } from 'zod';
import { daySpan } from '../../yaml/index.ts';

/** `community.yaml`: who we are to the owner. */
export const communityFile = z.strictObject({
  name: z.string().min(1),
  company: z.string().min(1),
  /** Letters that go before ticket numbers (`CH-BX261123-007`). */
  code: z
    .string()
    .regex(/^[A-Z]{1,6}$/, 'one to six capital letters')
    .optional(),
  timezone: z
    .string()
    .refine(isTimezone, {
      error: ({ input }) => `"${input}" is not a time zone; write one such as Asia/Shanghai`,
    })
    .default('Asia/Shanghai'),
  quietHours: z.array(daySpan).default([]),
  openKfId: z.string().min(1),
  phones: z
    .object({
      day: z.string(),
      night: z.string(),
      fire: z.string().default('119'),
      police: z.string().default('110'),
      medical: z.string().default('120'),
    })
    .catchall(z.string()),
  /** Occupied households, for the ‰ of valid complaints (R39). Unset: counted from houses.csv. */
  households: z.number().int().positive().optional(),
  privacy: z
    .strictObject({ version: z.string().default('1'), months: z.number().int().positive().default(24) })
    .prefault({}),
});

/** The parsed `community.yaml`. */
export type CommunityFile = z.infer<typeof communityFile>;

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
