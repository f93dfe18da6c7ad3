import type { Form } from '../form.ts';
import { bills } from './bills.ts';
import { complaints } from './complaints.ts';
import { daily } from './daily.ts';
import { handover } from './handover.ts';
import { lost } from './lost.ts';
import { major } from './major.ts';
import { reception } from './reception.ts';
import { rework } from './rework.ts';
import { summary } from './summary.ts';
import { task } from './task.ts';
import { visits } from './visits.ts';
import { watch } from './watch.ts';

/** Every form of the procedures that has a row a matter (篇1 5–6, 篇4; R40). */
export const FORMS: readonly Form[] = [
  reception,
  rework,
  complaints,
  lost,
  major,
  watch,
  handover,
  task,
  summary,
  visits,
  bills,
  daily,
];
