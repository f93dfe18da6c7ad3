import { z } from 'zod';

/** `staff-texts.yaml`: every sentence the staff desk says to members, by name. `{name}` places are filled in. */
export const staffTextsFile = z.record(z.string(), z.string().min(1));

/** The parsed `staff-texts.yaml`. */
export type StaffTextsFile = z.infer<typeof staffTextsFile>;
