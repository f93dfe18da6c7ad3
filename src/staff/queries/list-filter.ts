import { CATEGORIES } from '../../shared/category.ts';
import type { TicketSearch } from '../../tickets/ports.ts';
import type { Community } from '../community.ts';
import { findDepartment } from '../find-people.ts';
import { parseHouse } from '../parse-house.ts';

/** What narrows a list: `工程部`, `3栋`, `报修`, or a word. */
export type ListFilter = Pick<TicketSearch, 'departments' | 'building' | 'unit' | 'room' | 'categories' | 'text'>;

/** Reads `[部门|楼栋|类别]` (operating contract, "Words in chat"); several may stand together, anything else is a word. */
export function parseListFilter(text: string, community: Community): ListFilter {
  const parts = text.split(/[\s,，、;；]+/).filter((part) => part !== '');
  return Object.assign({}, ...parts.map((part) => partOf(part, community)));
}

function partOf(part: string, community: Community): ListFilter {
  const category = CATEGORIES.find((one) => part === one || part === `${one}类` || part === `${one}单`);
  if (category !== undefined) return { categories: [category] };
  const found = findDepartment(part, community);
  if (found !== null && found.rest === '') return { departments: [found.department.id] };
  const house = parseHouse(part);
  if (house !== null) {
    return {
      building: house.building,
      ...(house.unit === null ? {} : { unit: house.unit }),
      ...(house.room === null ? {} : { room: house.room }),
    };
  }
  return { text: part };
}
