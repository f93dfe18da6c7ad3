import { z } from 'zod';

/** `messages/staff.yaml`: every sentence the staff desk says to members, by name. `{name}` places are filled in. */
export const staffMessages = z.record(z.string(), z.string().min(1));

/** The parsed catalogue. */
export type StaffMessages = z.output<typeof staffMessages>;
