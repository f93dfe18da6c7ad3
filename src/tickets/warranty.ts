import { type House, sameHouse } from '../language/index.ts';
import { defined, fromZoned } from '../shared/index.ts';
import type { Community } from './community.ts';

/**
 * Whether a defect lies within the guarantee, counted from 竣工验收合格 (R19; 建设工程质量管理条例 第40条). It only fills
 * 是否保修期内 of the 返修联系单 and is never said to an owner. Null when the house, its date or the period is not known.
 */
export function inWarranty(
  { topic, house }: { readonly topic: string | null; readonly house: House | null },
  now: number,
  community: Community,
): boolean | null {
  const part = topic === null ? undefined : community.routing.topics[topic]?.warranty;
  const years = part === undefined ? undefined : community.routing.warranty[part];
  const record = house === null ? undefined : community.houses.find((one) => sameHouse(one, house));
  const completed = /^(\d{4})-(\d{2})-(\d{2})$/.exec(record?.completionDate ?? '');
  if (years === undefined || completed === null) return null;
  const [year, month, day] = completed.slice(1).map(Number);
  return now < fromZoned({ year: year! + years, month: defined(month), day: defined(day) }, community.timezone);
}
