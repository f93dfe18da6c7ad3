import type { House } from '../language/house.ts';
import { fold } from './folded.ts';

const DIGITS: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const BUILDING = '([A-Z]?\\d{1,3}[A-Z]?|[A-Z]|[一二三四五六七八九十]{1,3})\\s*(?:号楼|栋|幢|座|#|号)';
const UNIT = '(?:\\s*([A-Z]|\\d{1,2}|[一二三四五六七八九十])\\s*单元)?';
const ROOM = '(?:\\s*([A-Z]?\\d{2,4}[A-Z]?)\\s*(?:室|号|房)?)?';
const IN_WORDS = new RegExp(`^${BUILDING}${UNIT}${ROOM}$`);
const DASHED = /^([A-Z]?\d{1,3}[A-Z]?)-(?:([A-Z]|\d{1,2})-)?([A-Z]?\d{2,4}[A-Z]?)\s*(?:室|号)?$/;

function number(text: string): string {
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text);
  if (match === null || text === '') return text;
  const [, tens, ten, ones] = match;
  if (ten === undefined) return String(DIGITS[tens ?? ones ?? ''] ?? text);
  return String((tens === undefined ? 1 : DIGITS[tens]!) * 10 + (ones === undefined ? 0 : DIGITS[ones]!));
}

/** A house as members type it for a search: `3栋`, `3栋2单元1701`, `3-2-1701`, `3-1701`, `三号楼`. Null for anything else. */
export function parseHouse(text: string): House | null {
  const { plain } = fold(text.trim());
  const match = IN_WORDS.exec(plain) ?? DASHED.exec(plain);
  if (match === null) return null;
  const [, building, unit, room] = match;
  return { building: number(building!), unit: unit === undefined ? null : number(unit), room: room ?? null };
}
