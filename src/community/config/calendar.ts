import { z } from 'zod';
import { defined } from '../../shared/index.ts';
import { daySpan } from '../../yaml/index.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write a day as "2026-10-01"');

const hours = z.strictObject({
  /** Working periods of a day, in order; none may cross midnight. */
  periods: z
    .array(daySpan)
    .min(1)
    .refine(
      (spans) => spans.every((span, at) => span.from < span.to && (at === 0 || defined(spans[at - 1]).to <= span.from)),
      {
        message: 'periods must be in order, must not overlap and must end after they begin on the same day',
      },
    ),
  /** 1 = Monday … 7 = Sunday. */
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5]),
  /** Works on public holidays as on other days; 调休 then changes nothing either. */
  holidays: z.boolean().default(false),
});

/** `calendar.yaml`: when departments work, and the public holidays (篇5 二.2; docs/tickets.md, "Clocks"). */
export const calendarFile = z.strictObject({
  /** Hours of every department that has none of its own. */
  hours,
  departments: z.record(z.string(), hours).default({}),
  /** The government's table, one entry a covered year: days off, and days worked in their place (调休). */
  years: z.record(
    z.string().regex(/^\d{4}$/, 'a year of four digits'),
    z.strictObject({ rest: z.array(day).default([]), work: z.array(day).default([]) }),
  ),
  /** The company's own word on single days, over the table. */
  override: z.record(day, z.enum(['rest', 'work'])).default({}),
});

/** The parsed `calendar.yaml`. */
export type CalendarFile = z.infer<typeof calendarFile>;

/** When a department works. */
export type WorkHours = CalendarFile['hours'];
