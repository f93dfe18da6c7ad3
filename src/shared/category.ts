/** The seven values of the reception record (篇1 4.4), in the order the procedure gives them. */
export const CATEGORIES = ['售后', '报修', '投诉', '服务', '表扬', '建议', '其它'] as const;

/** One of the seven values of the reception record. Every record has exactly one. */
export type Category = (typeof CATEGORIES)[number];

/** The letters that lead a ticket number (operating contract, "Words in chat"). */
export const CATEGORY_CODES: Readonly<Record<Category, string>> = {
  售后: 'SH',
  报修: 'BX',
  投诉: 'TS',
  服务: 'FW',
  表扬: 'BY',
  建议: 'JY',
  其它: 'QT',
};

/** True when `value` is one of the seven categories. */
export function isCategory(value: unknown): value is Category {
  return (CATEGORIES as readonly unknown[]).includes(value);
}
