import { parseText } from './text.ts';
import type { SlotParser } from './types.ts';

const CARD_NUMBER = /(?<!\d)\d{6}(?=\d{6,})\d+[\dXx](?!\d)/g;

/** What a lost or found thing looks like. Numbers of cards are never kept (domain: a found identity card). */
export const parseItem: SlotParser = (input) => {
  const result = parseText(input);
  return result === null ? null : { value: String(result.value).replace(CARD_NUMBER, '（号码已略去）') };
};
