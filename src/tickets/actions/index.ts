import type { ActionKind } from '../action.ts';
import type { Handlers } from '../change.ts';
import { CLOCK_ACTIONS } from './clock.ts';
import { COMPLAINT_ACTIONS } from './complaint.ts';
import { DISPATCH_ACTIONS } from './dispatch.ts';
import { ENDING_ACTIONS } from './ending.ts';
import { GATHERING_ACTIONS } from './gathering.ts';
import { KEEPING_ACTIONS } from './keeping.ts';
import { MONEY_ACTIONS } from './money.ts';
import { NOTE_ACTIONS } from './notes.ts';
import { RECLASSIFY_ACTIONS } from './reclassify.ts';
import { RECORD_ACTIONS } from './records.ts';
import { WORK_ACTIONS } from './work.ts';

/** What each action does once the table has allowed it. */
export const HANDLERS: Handlers<ActionKind> = {
  ...CLOCK_ACTIONS,
  ...COMPLAINT_ACTIONS,
  ...DISPATCH_ACTIONS,
  ...ENDING_ACTIONS,
  ...GATHERING_ACTIONS,
  ...KEEPING_ACTIONS,
  ...MONEY_ACTIONS,
  ...NOTE_ACTIONS,
  ...RECLASSIFY_ACTIONS,
  ...RECORD_ACTIONS,
  ...WORK_ACTIONS,
};
