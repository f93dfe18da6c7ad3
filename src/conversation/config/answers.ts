import { z } from 'zod';

/** `answers.yaml`: questions answered at once and logged as settled 其它 (R31). */
export const answersFile = z.strictObject({
  answers: z.array(
    z.strictObject({
      id: z.string(),
      /** Every inner list is a set of words that must all occur; one list that fits is enough. */
      words: z.array(z.array(z.string()).min(1)).min(1),
      /** May hold {phones.day} and the like from community.yaml. */
      answer: z.string(),
    }),
  ),
});

/** The parsed `answers.yaml`. */
export type AnswersFile = z.infer<typeof answersFile>;
