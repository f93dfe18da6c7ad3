import { z } from 'zod';
import { deliveryTexts } from '../delivery/config/texts.ts';
import { formTitles } from '../records/config/titles.ts';
import { deskTexts } from '../tickets/config/desk-texts.ts';

/** `texts.yaml`: each section belongs to the room that says its words. */
export const textsFile = z.strictObject({
  delivery: deliveryTexts.prefault({}),
  desk: deskTexts.prefault({}),
  records: z.strictObject({ titles: formTitles.prefault({}) }).prefault({}),
});

/** The parsed `texts.yaml`. */
export type TextsFile = z.infer<typeof textsFile>;
