/** The schema of `pages.yaml`: every word that people read on a page. */
import { z } from 'zod';

/** A sentence. A `{name}` place that the page cannot fill is refused, with the ones it can. */
function sentence(...places: readonly string[]) {
  const accepted = places.length === 0 ? 'none here' : places.map((place) => `{${place}}`).join(' ');
  return z
    .string()
    .min(1)
    .refine((text) => [...text.matchAll(/\{(\w+)\}/g)].every(([, place = '']) => places.includes(place)), {
      error: `only these places are filled in: ${accepted}`,
    });
}

/** What people read when a page cannot be shown: a sentence for each refusal code, and one for all others. */
const refusals = z.strictObject({
  title: sentence(),
  codes: z.record(z.string().regex(/^[A-Z][A-Z_]*$/), sentence()).default({}),
  other: sentence(),
});

const aspect = z.strictObject({
  id: z.string().regex(/^[a-z]+$/),
  name: sentence(),
  /** How it is recorded beside a good and beside a bad answer; the same words as in the flows. */
  good: sentence(),
  bad: sentence(),
});

const survey = z.strictObject({
  title: sentence(),
  owner: sentence('date', 'place', 'matter'),
  staff: sentence('number', 'date', 'place', 'matter'),
  phoneHint: sentence('number'),
  solved: sentence(),
  good: sentence(),
  rain: sentence(),
  leader: sentence(),
  yes: sentence(),
  no: sentence(),
  score: sentence(),
  scores: z.strictObject({ 1: sentence(), 2: sentence(), 3: sentence(), 4: sentence(), 5: sentence() }),
  aspects: z.array(aspect),
  aspect: sentence(),
  words: sentence(),
  praise: sentence(),
  reached: sentence(),
  reachedYes: sentence(),
  reachedNo: sentence(),
  reachedRefused: sentence(),
  send: sentence(),
  opinion: sentence('words'),
  opinionText: sentence(),
  opinionDone: sentence('time', 'text'),
  missing: sentence(),
  missingText: sentence('word'),
  thanks: sentence(),
  sorry: sentence(),
  done: sentence(),
  saved: sentence(),
  ended: sentence('why'),
  refusals,
});

const ticket = z.strictObject({
  photo: sentence(),
  file: sentence(),
  addPhoto: sentence(),
  saved: sentence(),
  failed: sentence(),
  refusals,
});

/** `pages.yaml`. */
export const pagesFile = z.strictObject({ survey, ticket });

/** The parsed `pages.yaml`. */
export type PagesFile = z.infer<typeof pagesFile>;

/** The words of one page's refusals. */
export type RefusalTexts = z.infer<typeof refusals>;
