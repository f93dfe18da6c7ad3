import { z } from 'zod';
import { formTitles } from '../records/config/titles.ts';

/** `texts.yaml`: each section belongs to the room that says its words. */
export const textsFile = z.strictObject({
  records: z.strictObject({ titles: formTitles.prefault({}) }).prefault({}),
});

/** The parsed `texts.yaml`. */
export type TextsFile = z.infer<typeof textsFile>;
