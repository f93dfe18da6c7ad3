import { z } from 'zod';
import { duration } from '../../yaml/index.ts';

const by = z.enum(['keeper', 'leader']).default('keeper');

/** One dated visit: a delay after 完成, or the first rainy day after it, at the latest after `latest`. */
const visitRule = z.union([
  z.strictObject({ after: duration, by }),
  z.strictObject({ afterRain: z.literal(true), latest: duration, by }),
]);

/** One dated visit of a kind. */
export type VisitRule = z.infer<typeof visitRule>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function after(delay: number): VisitRule {
  return { after: delay, by: 'keeper' };
}

const rules = z.array(visitRule);

const byKind = z.strictObject({
  urgent: rules.optional(),
  leak: rules.optional(),
  safety: rules.optional(),
  repair: rules.optional(),
  service: rules.optional(),
  aftersales: rules.optional(),
  complaint: rules.optional(),
  attitude: rules.optional(),
});

/** What a company that names only some kinds gets for the others (R22). */
const USUAL: Readonly<Record<keyof typeof byKind.shape, VisitRule[]>> = {
  urgent: [after(DAY), after(7 * DAY)],
  leak: [after(3 * DAY), { afterRain: true, latest: 30 * DAY, by: 'keeper' }],
  safety: [after(2 * DAY)],
  repair: [after(7 * DAY)],
  service: [after(DAY)],
  aftersales: [after(7 * DAY)],
  complaint: [after(3 * DAY)],
  attitude: [{ ...after(3 * DAY), by: 'leader' }],
};

const settings = z.strictObject({
  ...byKind.shape,
  visits: z.record(z.string(), rules).default({}),
  /** Visits of several kinds closer than this are one. */
  merge: duration.default(12 * HOUR),
  /** One reminder after this silence, then stop. */
  reminder: duration.default(2 * HOUR),
  /** A visit without an outcome ends as expired this long after it was due. */
  expire: duration.default(7 * DAY),
  /** The share of the delay by which a visit may be asked early when the window would shut before it is due. */
  early: z.number().min(0).max(1).default(0.25),
  /** How long before the window shuts the last question is put. */
  margin: duration.default(HOUR),
  /** How long a visit that is due waits for the owner to write before somebody calls. */
  wait: duration.default(4 * HOUR),
  /** A question that is not out after this has failed. */
  ask: duration.default(12 * HOUR),
  /** A question without an answer after this goes to somebody who calls. */
  silent: duration.default(DAY),
  /** An answer that does not grow any more is complete after this. */
  settle: duration.default(15 * MINUTE),
  /** In which time the telephone task is to be done; then a reminder, then the supervisor. */
  call: duration.default(8 * HOUR),
  /** Calls that reach nobody before the owner counts as unreachable. */
  attempts: z.number().int().positive().default(3),
  /** Whether the page's link is sent before the window shuts. */
  link: z.boolean().default(true),
  /** The 整改通知 reaches repairer and head within this (R24). */
  notice: duration.default(DAY),
  /** It is acknowledged within this, else the next in line hears of it. */
  acknowledge: duration.default(4 * HOUR),
  /** What was found is put right within this: the notice's own deadline. */
  rectify: duration.default(3 * DAY),
  /** Reasons in an answer that are a complaint by themselves, as the flows word them; unset: those of the shipped flows. */
  complaintReasons: z.array(z.string()).optional(),
  /** An opinion is answered within this (R25). */
  opinion: duration.default(DAY),
  /** Where rain comes from besides the command 下雨: an HTTP address that answers with precipitation in mm. */
  rain: z
    .strictObject({
      url: z.url().nullable().default(null),
      /** Dotted path of the number inside the JSON answer, such as `current.precipitation`. */
      field: z.string().default('precipitation'),
      every: duration.default(HOUR),
      /** From this many mm on it is a rainy day. */
      from: z.number().positive().default(1),
    })
    .prefault({}),
  /** 篇5 一.5: asks a share of the owners for their opinion, each at most once a quarter. 0: nobody. */
  survey: z
    .strictObject({
      share: z.number().min(0).max(1).default(0.1),
      /** This long after his message. */
      after: duration.default(2 * HOUR),
      expire: duration.default(2 * DAY),
    })
    .prefault({}),
});

/** `follow-up.yaml`: which visits a finished ticket gets (R21, R22) and what comes after an answer (R24, R25). */
export const followUpFile = settings.transform(
  ({ urgent, leak, safety, repair, service, aftersales, complaint, attitude, visits, ...file }) => {
    const named = { urgent, leak, safety, repair, service, aftersales, complaint, attitude };
    const written = Object.entries({ ...named, ...visits }).flatMap(([kind, own]) =>
      own === undefined ? [] : [[kind, own] as const],
    );
    return { ...file, visits: { ...USUAL, ...Object.fromEntries(written) } as Record<string, VisitRule[]> };
  },
);

/** The parsed `follow-up.yaml`. */
export type FollowUpFile = z.infer<typeof followUpFile>;
