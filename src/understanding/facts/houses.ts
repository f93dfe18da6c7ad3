import type { HouseMention } from '../types.ts';
import { CHINESE_DIGIT, numberText } from './digits.ts';

const DIGIT = `[0-9${CHINESE_DIGIT}]`;
const BUILDING = `(?<building>[A-Z]?[0-9]{1,3}|[${CHINESE_DIGIT}]{1,4}|[A-Z])`;
const WORDED = new RegExp(
  `${BUILDING}\\s*(?:号楼|#楼?|栋|幢|座|楼栋)(?:\\s*(?<unit>${DIGIT}{1,3})\\s*单元)?(?:\\s*(?<floor>${DIGIT}{1,3})\\s*[楼层](?!栋))?(?:\\s*(?<room>[0-9]{3,4}|[${CHINESE_DIGIT}]{3,4}))?(?:\\s*(?:室|房间|房|号))?`,
  'g',
);
const DASHED = /(?<![\d-])(?<building>[A-Z]?\d{1,3})[-—－](?:(?<unit>\d{1,2})[-—－])?(?<room>\d{3,4})(?![\d-])/g;
const COUNTED = /^(?:户|家|人|元|块|年|月|日|平|米|m|M|个|次)/;
const OTHERS = /楼上|楼下的?|隔壁|对门|邻居|对面/;
const HOME = /我家|我住|住在|我是|我们家|本人/;
const PLACE = /楼下|门口|附近|旁边|楼道|楼顶|电梯|大堂|地下|楼前|楼后|单元门|楼梯/;

function roleOf(text: string, start: number, end: number): HouseMention['role'] {
  const before = text.slice(Math.max(0, start - 6), start);
  const after = text.slice(end, end + 4);
  if (/不是$/.test(before)) return 'other';
  if (HOME.test(before)) return 'own';
  if (OTHERS.test(before) || OTHERS.test(after)) return 'other';
  return PLACE.test(after) ? 'place' : 'unclear';
}

function mention(text: string, match: RegExpMatchArray): HouseMention | null {
  const { building, unit, floor, room } = match.groups ?? {};
  const start = match.index ?? 0;
  const end = start + match[0].length;
  if (building === undefined || COUNTED.test(text.slice(end))) return null;
  const name = /[A-Z]/.test(building) ? building : numberText(building);
  if (name === null) return null;
  const optional = (value: string | undefined) => (value === undefined ? null : numberText(value));
  return {
    building: name,
    unit: optional(unit),
    floor: optional(floor),
    room: optional(room),
    text: match[0].trim(),
    role: roleOf(text, start, end),
  };
}

/** Houses named in a message, in the order they stand there. `text` is in half-width capitals. */
export function findHouses(text: string): HouseMention[] {
  const found = [...text.matchAll(WORDED), ...text.matchAll(DASHED)]
    .map((match) => ({ at: match.index ?? 0, house: mention(text, match) }))
    .filter((one): one is { at: number; house: HouseMention } => one.house !== null);
  return found.sort((a, b) => a.at - b.at).map(({ house }) => house);
}
