import { z } from 'zod';
import { daySpan } from '../../yaml/index.ts';
import { ROLES } from './people.ts';

const shift = z.strictObject({
  id: z.string(),
  name: z.string().min(1),
  hours: daySpan,
  /** userids in the order they take turns; empty: every member of the department with one of `roles`. */
  members: z.array(z.string()).default([]),
});

const roster = z.strictObject({
  shifts: z.array(shift).min(1),
  roles: z.array(z.enum(ROLES)).min(1).default(['worker']),
});

/** `duty.yaml`: who is on duty when, and which department is the desk. */
export const dutyFile = z.strictObject({
  /** Department id of 客服: keeps tickets, makes visits, collects money. */
  desk: z.string(),
  /** Department id of 财务 (篇5 六.3). */
  finance: z.string(),
  /** Department id of the after-sales side, to which 返修联系单 go (篇1 4.5). */
  afterSales: z.string(),
  /** Shifts of every department without its own. */
  default: roster,
  departments: z.record(z.string(), roster).default({}),
  /** The roster of single days, over `members`: day → department → shift id → userids. */
  days: z
    .record(
      z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'write a day as "2026-10-01"'),
      z.record(z.string(), z.record(z.string(), z.array(z.string()))),
    )
    .default({}),
});

/** The parsed `duty.yaml`. */
export type DutyFile = z.infer<typeof dutyFile>;

/** One shift of a department. */
export type Shift = DutyFile['default']['shifts'][number];
