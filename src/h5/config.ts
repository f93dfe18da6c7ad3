/** The schema of `messages/pages.yaml`: every word that people read on a page. */
import { z } from 'zod';
import { catalogue, message } from '../messages/index.ts';

const words = message([]);

/** What people read when a page cannot be shown: a sentence for each refusal code, and one for all others. */
const refusals = z.strictObject({
  title: words,
  codes: z.record(z.string().regex(/^[A-Z][A-Z_]*$/), words).default({}),
  other: words,
});

const aspect = z.strictObject({
  id: z.string().regex(/^[a-z]+$/),
  name: words,
  /** How it is recorded beside a good and beside a bad answer; the same words as in the flows. */
  good: words,
  bad: words,
});

/** `messages/pages.yaml`. */
export const pageMessages = catalogue({
  survey: {
    title: [],
    owner: ['number', 'date', 'place', 'matter'],
    staff: ['number', 'date', 'place', 'matter'],
    phoneHint: ['number'],
    solved: [],
    good: [],
    rain: [],
    leader: [],
    yes: [],
    no: [],
    score: [],
    scores: { 1: [], 2: [], 3: [], 4: [], 5: [] },
    aspects: z.array(aspect),
    aspect: [],
    words: [],
    praise: [],
    reached: [],
    reachedYes: [],
    reachedNo: [],
    reachedRefused: [],
    send: [],
    opinion: ['words'],
    opinionText: [],
    opinionDone: ['time', 'text'],
    missing: [],
    missingText: ['word'],
    thanks: [],
    sorry: [],
    done: [],
    saved: [],
    ended: ['why'],
    refusals,
  },
  ticket: {
    photo: [],
    file: [],
    addPhoto: [],
    saved: [],
    failed: [],
    refusals,
  },
});

/** The parsed catalogue. */
export type PageMessages = z.output<typeof pageMessages>;

/** The words of one page's refusals. */
export type RefusalTexts = z.infer<typeof refusals>;
