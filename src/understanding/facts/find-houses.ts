/** Finds the houses named in a message. */
import { allMatches } from '../text/all-matches.ts';
import type { HouseMention, UnderstandContext } from '../types.ts';
import { ASKED, COUNTED, DASHED, LANE, LONE_ROOM, SPOKEN_DASHED, UNIT_ROOM, WORDED } from './house-patterns.ts';
import { roleOf } from './house-role.ts';
import { numberText } from './read-number.ts';

interface Placed {
  readonly at: number;
  readonly end: number;
  readonly house: HouseMention;
}

const MARK = /[栋幢座单#杠弄]|号楼|楼 ?\d|\d[-/.]{1,2} ?\d|\d号/;
const LONE_MARK = /[\d零〇幺一二三四五六七八九]{3}|十/;
/** Houses of one text; more is a flood. */
const MAX_HOUSES = 40;
const HOME = /我家|我们家|咱家|家里|我这(?:里|边|儿)?|屋里|本户/;
const AGAINST = /楼上|楼下|隔壁|对门|邻居|天天|半夜|吵|投诉|扰民/;
/** Before a building alone: it is counted (共12栋, 花园洋房44栋). */
const COUNT_BEFORE =
  /(?:[共有总计建近约余达等含这那每哪整几另同某买盖拆幢房宅墅层寓]|剩下|其余|其他|只有|包括|一共|规划)(?:了|的|约|近)? ?$/;
/** After a building alone: it is counted (五栋高层住宅, 三栋楼都停电). */
const COUNT_AFTER =
  /^ ?(?:多|余|以上|左右|高层|小高层|多层|住宅|洋房|别墅|楼房|建筑|房子|房(?!间|号|\d)|大楼|旧|老|新|毛坯|楼(?!下|上|顶|道|梯|前|后|里|门|栋|底|外|电|的电|大堂|一层)|高楼|公寓|写字楼|居民楼|商品房)/;
const ONE_BEFORE = /(?:住|在|是|家|区|期|园|苑|[,。:\n]|^)$/;
const ONE_AFTER = /^(?:的)?(?:电梯|楼下|楼道|楼顶|门口|大堂|单元|楼梯|地下|门禁|$|,)/;

/** Houses named in a message, in the order they stand there. `text` is normalised. */
export function findHouses(text: string, context?: UnderstandContext): HouseMention[] {
  const found = MARK.test(text) ? findWritten(text) : [];
  if (LONE_MARK.test(text)) found.push(...findLone(text, found));
  if (found.length === 0 && context?.awaiting === 'house') found.push(...findAsked(text));
  const houses = settleRoles(
    text,
    found.sort((a, b) => a.at - b.at),
  );
  return withKnown(text, houses, context);
}

function findWritten(text: string): Placed[] {
  const found: Placed[] = [];
  for (const pattern of [DASHED, WORDED, SPOKEN_DASHED, LANE]) {
    for (const match of allMatches(pattern, text)) {
      const placed = pattern === WORDED ? readWorded(text, match) : readNumbers(text, match);
      if (found.length === MAX_HOUSES) return found;
      if (placed !== null && !found.some((other) => overlaps(other, placed))) found.push(placed);
    }
  }
  return found;
}

function overlaps(one: Placed, other: Placed): boolean {
  return one.at < other.end && other.at < one.end;
}

function readWorded(text: string, match: RegExpExecArray): Placed | null {
  const { building = '', word = '', unit, floor, door } = match.groups ?? {};
  const at = match.index;
  let room = match.groups?.room;
  let end = at + match[0].length;
  if (room !== undefined && COUNTED.test(text.slice(end, end + 6))) {
    end = at + match[0].lastIndexOf(room);
    room = undefined;
  }
  const name = /[A-Z]/.test(building) ? building : numberText(building);
  if (name === null || Number(name) === 0) return null;
  const alone = unit === undefined && floor === undefined && room === undefined;
  const around = aroundOf(text, at, end, room !== undefined);
  if (alone && isCount({ building, word, ...around })) return null;
  const doorRoom = door === undefined || floor === undefined ? null : `${numberText(floor)}${door}`;
  return place(text, at, end, {
    building: name,
    unit: optional(unit),
    floor: optional(floor),
    room: doorRoom ?? optional(room),
    role: roleOf(around),
  });
}

/** A building without a flat may be a count: only what reads as a name passes. */
function isCount(given: { building: string; word: string; before: string; after: string }): boolean {
  const { building, word, before, after } = given;
  if (/[A-Z]/.test(building)) return false;
  if (word.startsWith('号') || word === '#楼' || word === '#栋') return word === '号';
  if (word === '座' || word === '楼') return true;
  if (word === '#') return /^[\dA-Z]/.test(after);
  if (COUNT_BEFORE.test(before) || COUNT_AFTER.test(after)) return true;
  if (building === '两') return true;
  return building === '一' && !(ONE_BEFORE.test(before) && ONE_AFTER.test(after));
}

function readNumbers(text: string, match: RegExpExecArray): Placed | null {
  const { building = '', unit, unitAfter, unitSlash, unitDot, room } = match.groups ?? {};
  const at = match.index;
  const end = at + match[0].length;
  const name = /[A-Z]/.test(building) ? building : numberText(building);
  const number = optional(room);
  if (name === null || number === null || COUNTED.test(text.slice(end, end + 6))) return null;
  const stair = unit ?? unitAfter ?? unitSlash ?? unitDot;
  if (!isLikely({ building, name, stair, room: number })) return null;
  return place(text, at, end, {
    building: name,
    unit: optional(stair),
    floor: null,
    room: number,
    role: roleOf(aroundOf(text, at, end, true)),
  });
}

/** Whether numbers with dashes can be a house: 110-119 and 100-200 cannot. */
function isLikely(given: { building: string; name: string; stair: string | undefined; room: string }): boolean {
  const { building, name, stair, room } = given;
  const number = Number(name.replace(/\D/g, '') || 1);
  if (number === 0 || number > 199 || /^0\d\d/.test(building)) return false;
  const steps = stair === undefined ? null : Number(numberText(stair));
  if (steps !== null) return steps > 0 && steps < 40 && !(number <= 12 && /^20[12]\d$/.test(room) && steps > 6);
  const door = Number(room.replace(/\D/g, '').slice(-2));
  return number <= 99 && door >= 1 && door <= 39;
}

function findLone(text: string, found: readonly Placed[]): Placed[] {
  const base = found.find((one) => one.house.room !== null) ?? found[0];
  const lone = allMatches(LONE_ROOM, text).flatMap((match): Placed[] => {
    const { own, unit, room = '' } = match.groups ?? {};
    const at = match.index + match[0].lastIndexOf(room);
    const end = at + room.length;
    const number = numberText(room) ?? room;
    if (COUNTED.test(text.slice(end, end + 6)) || found.some((one) => at < one.end && one.at < end)) return [];
    const inherited = { building: base?.house.building ?? null, unit: optional(unit) ?? base?.house.unit ?? null };
    return [
      place(text, at, end, { ...inherited, floor: null, room: number, role: own === undefined ? 'other' : 'own' }),
    ];
  });
  if (found.length > 0 || lone.length > 0) return lone;
  return allMatches(UNIT_ROOM, text).flatMap((match): Placed[] => {
    const end = match.index + match[0].length;
    if (COUNTED.test(text.slice(end, end + 6))) return [];
    const { unit, room } = match.groups ?? {};
    const role = roleOf(aroundOf(text, match.index, end, true));
    return [
      place(text, match.index, end, { building: null, unit: optional(unit), floor: null, room: optional(room), role }),
    ];
  });
}

function findAsked(text: string): Placed[] {
  const match = text.length > 40 ? null : ASKED.exec(text.trim());
  if (match === null) return [];
  const { building, unit, room } = match.groups ?? {};
  const house = { building: optional(building), unit: optional(unit), floor: null, room: optional(room) };
  return [{ at: 0, end: text.length, house: { ...house, text: text.trim(), role: 'own' } }];
}

/** When the writer names their own flat, another one that they complain of is somebody else's. */
function settleRoles(text: string, found: readonly Placed[]): HouseMention[] {
  const houses = found.map(({ house }) => house);
  const own = houses.find((house) => house.role === 'own');
  if (own === undefined || !AGAINST.test(text)) return houses;
  return houses.map((house) =>
    house.role === 'unclear' && house.room !== null && house.room !== own.room ? { ...house, role: 'other' } : house,
  );
}

/** `我家` is a house when the writer's house is known. */
function withKnown(text: string, houses: HouseMention[], context: UnderstandContext | undefined): HouseMention[] {
  const known = context?.known?.house;
  if (known === null || known === undefined || houses.some((house) => house.role === 'own' || house.role === 'unclear'))
    return houses;
  const home = HOME.exec(text);
  if (home === null) return houses;
  return [
    ...houses,
    { building: known.building, unit: known.unit, floor: null, room: known.room, text: home[0], role: 'own' },
  ];
}

function place(text: string, at: number, end: number, house: Omit<HouseMention, 'text'>): Placed {
  return {
    at,
    end,
    house: {
      ...house,
      text: text
        .slice(at, end)
        .replace(/[ ,、的-]+$/, '')
        .trim(),
    },
  };
}

function aroundOf(
  text: string,
  at: number,
  end: number,
  flat: boolean,
): { before: string; after: string; flat: boolean } {
  return { before: text.slice(Math.max(0, at - 14), at), after: text.slice(end, end + 14), flat };
}

function optional(value: string | undefined): string | null {
  if (value === undefined) return null;
  return /[A-H]$/.test(value) ? value.replace(/^0+/, '') : numberText(value);
}
