import { parseText } from './text.ts';
import type { SlotParser } from './types.ts';

/** What a lost or found thing looks like. */
export const parseItem: SlotParser = (input) => parseText(input);
