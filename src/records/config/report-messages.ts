import type { z } from 'zod';
import { catalogue } from '../../messages/index.ts';

const HEAD = ['community', 'period', 'from', 'to'] as const;

/** `messages/report.yaml`: what the clock reports to members. */
export const reportMessages = catalogue({
  weekly: HEAD,
  monthly: HEAD,
  counts: ['received', 'valid', 'invalid', 'undecided', 'ended', 'unended'],
  carried: ['count'],
  /** Above the lines of the complaints: what stands in each. */
  columns: [],
  none: [],
  share: ['count', 'houses', 'permille', 'limit', 'state'],
  shareNear: [],
  shareOver: [],
  shareUnknown: ['count'],
  analyse: HEAD,
  analysis: ['period', 'person', 'time', 'text'],
  warning: ['community', 'share'],
  exceeded: ['community', 'share'],
  visitReminder: ['month', 'count', 'quota', 'left'],
  /** What a line of the complaints says. */
  cells: {
    /** House of whoever complains, without the room. */
    house: ['building'],
    houseUnit: ['building', 'unit'],
    solved: [],
    unsolved: [],
    expired: [],
    unreachable: [],
    notVisited: [],
    score: ['score'],
    valid: [],
    invalid: [],
    undecided: [],
  },
});

/** The parsed catalogue. */
export type ReportMessages = z.output<typeof reportMessages>;
