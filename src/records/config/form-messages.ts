import { z } from 'zod';
import { catalogue, each } from '../../messages/index.ts';
import { FORM_COLUMNS, type FormId } from './form-columns.ts';

/** The titles of one form: the first is printed, each is accepted (#59). */
const titles = z.array(z.string().min(1).max(60)).min(1);

function form<const C extends readonly string[]>(columns: C) {
  return { titles, columns: each(columns, []) };
}

/** `messages/forms.yaml`: titles, headings and fixed words of the forms of the procedures. */
export const formMessages = catalogue({
  /** Under the title: whose form it is and for what time. */
  subtitle: ['community', 'from', 'to', 'count'],
  cells: {
    ...each(['yes', 'no'], []),
    score: ['score'],
    amount: ['amount'],
    photos: ['count'],
    /** Instead of a name that the reader may not know (R1, R4). */
    anonymous: [],
    unsigned: [],
    urgency: each(['urgent', 'normal'], []),
    found: each(['found', 'lost'], []),
    validity: each(['valid', 'invalid'], []),
    /** What came of the last return visit. */
    visit: each(['solved', 'unsolved', 'expired', 'unreachable'], []),
    /** How a return visit was made. */
    way: each(['answered', 'by-phone', 'unreachable', 'refused', 'expired'], []),
    /** What the owner said to the last price (R17). */
    consent: each(['unanswered', 'agreed', 'declined'], []),
    /** How far the money is (R18). */
    charge: each(['due', 'handed-in', 'noted', 'billed', 'collected'], []),
  },
  forms: {
    reception: form(FORM_COLUMNS.reception),
    rework: form(FORM_COLUMNS.rework),
    complaints: form(FORM_COLUMNS.complaints),
    lost: form(FORM_COLUMNS.lost),
    major: form(FORM_COLUMNS.major),
    watch: form(FORM_COLUMNS.watch),
    handover: form(FORM_COLUMNS.handover),
    task: form(FORM_COLUMNS.task),
    summary: form(FORM_COLUMNS.summary),
    visits: form(FORM_COLUMNS.visits),
    bills: form(FORM_COLUMNS.bills),
    daily: form(FORM_COLUMNS.daily),
  } satisfies Record<FormId, unknown>,
});

/** The parsed catalogue. */
export type FormMessages = z.output<typeof formMessages>;
