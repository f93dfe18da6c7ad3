import type { z } from 'zod';
import { deliveryMessages } from '../delivery/index.ts';
import { visitMessages } from '../followup/index.ts';
import { pageMessages } from '../h5/index.ts';
import { formMessages, reportMessages } from '../records/index.ts';
import { staffMessages } from '../staff/index.ts';
import { deskMessages, ticketMessages } from '../tickets/index.ts';

/** The folder of the catalogues inside CONFIG_DIR and inside the folder of a community. */
export const CATALOGUE_FOLDER = 'messages';

/**
 * Everything people read that is not a dialogue (`bot-flows/`): `messages/<name>.yaml`, each with the schema of the room that
 * says it. A company's own file needs only the keys it changes; the others come from the folders above and from the shipped file.
 */
export const CATALOGUES = {
  delivery: deliveryMessages,
  desk: deskMessages,
  forms: formMessages,
  pages: pageMessages,
  report: reportMessages,
  staff: staffMessages,
  ticket: ticketMessages,
  visit: visitMessages,
} as const satisfies Record<string, z.ZodType>;

/** The name of a catalogue. */
export type CatalogueName = keyof typeof CATALOGUES;

/** Every catalogue of a community. */
export type Messages = { readonly [K in CatalogueName]: z.output<(typeof CATALOGUES)[K]> };
