/** Reads the form of a survey page. There are no defaults: what was not chosen was not said. */
import { z } from 'zod';
import { isBad } from '../followup/index.ts';
import type { Community } from './community.ts';

/** What was filled in. Null and empty: not said. */
export interface FilledIn {
  readonly what: 'answer' | 'opinion';
  readonly reached: 'yes' | 'no' | 'refused' | null;
  readonly solved: boolean | null;
  readonly score: 1 | 2 | 3 | 4 | 5 | null;
  readonly reasons: readonly string[];
  readonly words: string;
  readonly praise: boolean | null;
}

const WORDS_MOST = 500;
const SOLVED = { yes: true, no: false } as const;
const SCORE = { '1': 1, '2': 2, '3': 3, '4': 4, '5': 5 } as const;

/** The first value of a field, if it is one of those that the page offers. */
function offered<const T extends readonly [string, ...string[]]>(...values: T) {
  return z
    .tuple([z.enum(values)], z.string())
    .transform(([value]) => value)
    .nullable()
    .catch(null);
}

/** The posted fields, as `formBody` hands them over. Nothing in them makes a form invalid. */
export const surveyFields = z.object({
  what: offered('answer', 'opinion'),
  reached: offered('yes', 'no', 'refused'),
  solved: offered('yes', 'no'),
  score: offered('1', '2', '3', '4', '5'),
  aspect: z.array(z.string()).catch([]),
  words: z
    .array(z.string())
    .catch([])
    .transform(([first = '']) => first.trim().slice(0, WORDS_MOST)),
  praise: offered('yes'),
});

/** The answer in the words of the community: an aspect is recorded as praise or as blame, depending on the answer beside it. */
export function filledIn(fields: z.infer<typeof surveyFields>, { messages }: Community): FilledIn {
  const given = {
    solved: fields.solved === null ? null : SOLVED[fields.solved],
    score: fields.score === null ? null : SCORE[fields.score],
  };
  const tone = isBad(given) ? 'bad' : 'good';
  return {
    what: fields.what ?? 'answer',
    reached: fields.reached,
    ...given,
    reasons: messages.pages.survey.aspects.filter(({ id }) => fields.aspect.includes(id)).map((aspect) => aspect[tone]),
    words: fields.words,
    praise: fields.praise === null ? null : true,
  };
}
