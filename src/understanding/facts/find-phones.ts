/** Finds phone numbers. */
import { allMatches } from '../text/all-matches.ts';
import { readNumber, SPOKEN_DIGIT } from './read-number.ts';

/** Eleven digits that begin like a mobile number, single blanks or dashes between them, never a piece of a longer run. */
const MOBILE = /(?<![\d*])(?:\+?(?:00)?86[- ]?)?(?<!\d[-.])(1[3-9](?:[- ]?\d){9})(?![\d*])(?!-\d)/g;
const LANDLINE = /(?<!\d)\(?(0(?:10|2\d|[3-9]\d{2}))\)?[- ]?(\d{7,8})(?!\d)/g;
const SPOKEN = new RegExp(`(?<![${SPOKEN_DIGIT}])[幺一](?: ?[${SPOKEN_DIGIT}]){10}(?![${SPOKEN_DIGIT}])`, 'g');
const MARK = /\d[\d -]{6}|[幺一] ?[三四五六七八九] ?[零〇幺一二两三四五六七八九]/;

/**
 * Phone numbers, in order: mobiles as eleven digits, landlines as `0571-88880000`. A number is never cut out of a longer run of digits
 * (domain.md 8.12), and read out digit by digit (幺三八…) it is one as well.
 */
export function findPhones(text: string): string[] {
  if (!MARK.test(text)) return [];
  const found = [
    ...allMatches(MOBILE, text).map((match) => ({ at: match.index, phone: (match[1] ?? '').replace(/\D/g, '') })),
    ...allMatches(LANDLINE, text).map((match) => ({ at: match.index, phone: `${match[1]}-${match[2]}` })),
    ...allMatches(SPOKEN, text).map((match) => ({ at: match.index, phone: spoken(match[0]) })),
  ].filter(({ phone }) => /^(?:1[3-9]\d{9}|0)/.test(phone));
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ phone }) => phone))];
}

function spoken(words: string): string {
  return Array.from(words.replaceAll(' ', ''), (character) => String(readNumber(character))).join('');
}
