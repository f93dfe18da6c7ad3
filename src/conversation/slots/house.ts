import type { House } from '../../language/index.ts';
import { defined } from '../../shared/index.ts';
import type { Community } from '../community.ts';
import type { SlotParser, SlotResult } from './types.ts';

/** A house from the message, completed by what was said before and by the directory. */
export const parseHouse: SlotParser = ({ text, reading, known, community, asked }) => {
  const before = typeof known === 'object' && 'building' in known ? known : null;
  const said = reading.house ?? (asked ? bareNumbers(text, before) : null);
  if (said === null) return null;
  return checkHouse(mergeHouse(said, before), community);
};

/** `1701` or `2单元1701` after a building was given; `3-2-1701` written bare. */
function bareNumbers(text: string, before: House | null): House | null {
  const bare = text.trim();
  const full = /^(\w{1,3})[-—－ ](?:(\w{1,2})[-—－ ])?(\d{3,4})$/.exec(bare);
  if (full !== null) return { building: defined(full[1]).toUpperCase(), unit: full[2] ?? null, room: defined(full[3]) };
  if (before === null) return null;
  const unit = /(\d{1,2})\s*单元/.exec(bare)?.[1] ?? null;
  const room = /(?<!\d)(\d{3,4})(?!\d)/.exec(bare)?.[1] ?? null;
  const lone = unit === null && room === null ? (/^(\d{1,2})$/.exec(bare)?.[1] ?? null) : null;
  if (unit === null && room === null && lone === null) return null;
  return { building: before.building, unit: unit ?? (before.unit === null ? lone : before.unit), room };
}

function mergeHouse(said: House, before: House | null): House {
  if (before === null) return said;
  if (said.building !== before.building && said.building !== '') return said;
  return { building: before.building, unit: said.unit ?? before.unit, room: said.room ?? before.room };
}

const buildings = new WeakMap<Community['houses'], ReadonlyMap<string, Community['houses']>>();

/** The directory by building, made once: thousands of houses are looked through in every turn that names one. */
function buildingsOf(houses: Community['houses']): ReadonlyMap<string, Community['houses']> {
  const known = buildings.get(houses);
  if (known !== undefined) return known;
  const map = new Map<string, Community['houses'][number][]>();
  for (const record of houses) {
    const list = map.get(record.building);
    if (list === undefined) map.set(record.building, [record]);
    else list.push(record);
  }
  buildings.set(houses, map);
  return map;
}

/** What is still missing of a house, seen from the directory (a building may have no units). */
export function checkHouse(house: House, community: Community): SlotResult {
  const inBuilding = buildingsOf(community.houses).get(house.building) ?? [];
  const hasUnits = inBuilding.length === 0 ? true : inBuilding.some((record) => record.unit !== null);
  if (house.room === null) return { value: house, missing: hasUnits && house.unit === null ? 'unit' : 'room' };
  if (community.houses.length === 0) return { value: house };
  const rooms = inBuilding.filter((record) => record.room === house.room);
  const fits = rooms.filter((record) => house.unit === null || record.unit === house.unit);
  if (fits.length === 1) return { value: { building: house.building, unit: defined(fits[0]).unit, room: house.room } };
  if (fits.length > 1) return { value: house, missing: 'unit' };
  return { value: house };
}
