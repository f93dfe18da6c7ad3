import type { Community } from '../config/types.ts';
import { CATEGORY_CODES, type Category } from '../shared/category.ts';
import { compactDate } from '../shared/time.ts';

/** `BX261123-007`, or `CH-BX261123-007` where the community has a code (operating contract, "Words in chat"). */
export function formatNumber(
  parts: { category: Category; day: string; sequence: number },
  community: Community,
): string {
  const code = community.code === undefined ? '' : `${community.code}-`;
  return `${code}${CATEGORY_CODES[parts.category]}${parts.day}-${String(parts.sequence).padStart(3, '0')}`;
}

/** The day of a number, `YYMMDD`, in the community's time zone. */
export function numberDay(at: number, community: Community): string {
  return compactDate(at, community.timezone);
}

/** A number as a member writes it: whole, or only the end of it. Null when there is none in the text. */
export function readNumber(text: string): { whole: string } | { end: string } | null {
  const normal = text
    .trim()
    .toUpperCase()
    .replace(/[—–－]/g, '-')
    .replace(/^#|号$/g, '');
  const whole = /^(?:[A-Z]{1,6}-)?(?:SH|BX|TS|FW|BY|JY|QT)\d{6}-\d{3,}$/.exec(normal);
  if (whole !== null) return { whole: normal };
  const end = /^(?:(?:SH|BX|TS|FW|BY|JY|QT)?(?:\d{6})?-?)?(\d{1,6})$/.exec(normal);
  return end?.[1] === undefined ? null : { end: end[1].padStart(3, '0') };
}
