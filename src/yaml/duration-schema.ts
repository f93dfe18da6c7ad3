import { z } from 'zod';
import { defined, parseDuration } from '../shared/index.ts';

/** A duration string of config (`30s`, `24h`, `7d`), as milliseconds. */
export const duration = z.string().transform((text, context) => {
  try {
    return parseDuration(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

/** A span of the day such as `21:00-08:30`, as minutes since midnight; `to` before `from` runs over midnight. */
export const daySpan = z
  .string()
  .regex(/^([01]?\d|2[0-4]):[0-5]\d-([01]?\d|2[0-4]):[0-5]\d$/, 'write a span of the day as "21:00-08:30"')
  .transform((text) => {
    const [from, to] = text.split('-').map((clock) => {
      const [hours, minutes] = clock.split(':').map(Number);
      return hours! * 60 + defined(minutes);
    });
    return { from: defined(from), to: defined(to) };
  });

/** A span of the day in minutes since midnight. */
export type DaySpan = z.infer<typeof daySpan>;
