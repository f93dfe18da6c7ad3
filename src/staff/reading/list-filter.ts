import { CATEGORIES } from '../../shared/category.ts';
import type { TicketSearch } from '../../tickets/ports.ts';
import type { Community } from '../community.ts';
import { parseHouse } from './house.ts';
import { findDepartment } from './people.ts';

/** What narrows a list: `工程部`, `3栋`, `报修`, or a word. */
export type ListFilter = Pick<TicketSearch, 'departments' | 'building' | 'unit' | 'room' | 'categories' | 'text'>;

type Departments = Pick<Community, 'departments' | 'routing'>;

/** Reads `[部门|楼栋|类别]` (operating contract, "Words in chat"). Several may be combined; anything else is a word to search for. */
export function parseListFilter(text: string, community: Departments): ListFilter {
  const parts = text.split(/[\s,，、;；]+/).filter((part) => part !== '');
  return Object.assign({}, ...parts.map((part) => partOf(part, community)));
}

function partOf(part: string, community: Departments): ListFilter {
  const category = CATEGORIES.find((one) => part === one || part === `${one}类` || part === `${one}单`);
  if (category !== undefined) return { categories: [category] };
  const found = findDepartment(part, community);
  if (found !== null && found.rest === '') return { departments: [found.department.id] };
  const house = parseHouse(part);
  if (house === null) return { text: part };
  const { building, unit, room } = house;
  return { building, ...(unit === null ? {} : { unit }), ...(room === null ? {} : { room }) };
}
