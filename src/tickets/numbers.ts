import { CATEGORIES, CATEGORY_CODES, type Category, compactDate } from '../shared/index.ts';
import type { Community } from './community.ts';

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

/** The category a number was given under; null when it is no number of ours. */
export function readCategory(number: string): Category | null {
  const code = /(?:^|-)(SH|BX|TS|FW|BY|JY|QT)\d{6}-\d+$/.exec(number)?.[1];
  return CATEGORIES.find((category) => CATEGORY_CODES[category] === code) ?? null;
}
