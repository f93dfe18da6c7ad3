import type { House } from '../../language/house.ts';
import { normalise } from './normalised.ts';

const DIGITS: ReadonlyMap<string, number> = new Map(
  [...'一二三四五六七八九'].map((digit, index) => [digit, index + 1]),
);
const BUILDING = '([A-Z]?\\d{1,3}[A-Z]?|[A-Z]|[一二三四五六七八九十]{1,3})\\s*(?:号楼|栋|幢|座|#|号)';
const UNIT = '(?:\\s*([A-Z]|\\d{1,2}|[一二三四五六七八九十])\\s*单元)?';
const ROOM = '(?:\\s*([A-Z]?\\d{2,4}[A-Z]?)\\s*(?:室|号|房)?)?';
const IN_WORDS = new RegExp(`^${BUILDING}${UNIT}${ROOM}$`);
const DASHED = /^([A-Z]?\d{1,3}[A-Z]?)-(?:([A-Z]|\d{1,2})-)?([A-Z]?\d{2,4}[A-Z]?)\s*(?:室|号)?$/;

/** 三 → 3, 十二 → 12; anything else stays as it is. */
function plainNumber(text: string): string {
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text);
  if (match === null || text === '') return text;
  const [, tens, ten, ones] = match;
  if (ten === undefined) return String(DIGITS.get(tens ?? ones ?? '') ?? text);
  return String((tens === undefined ? 1 : (DIGITS.get(tens) ?? 0)) * 10 + (DIGITS.get(ones ?? '') ?? 0));
}

/** A house as members type it for a search: `3栋`, `3栋2单元1701`, `3-2-1701`, `3-1701`, `三号楼`. Null for anything else. */
export function parseHouse(text: string): House | null {
  const { plain } = normalise(text.trim());
  const match = IN_WORDS.exec(plain) ?? DASHED.exec(plain);
  if (match === null) return null;
  const [, building = '', unit, room] = match;
  return { building: plainNumber(building), unit: unit === undefined ? null : plainNumber(unit), room: room ?? null };
}

/** True when a text begins with a house, with or without words after it. */
export function beginsWithHouse(text: string): boolean {
  const house = /^[^\s,，]{2,14}?(?=[\s,，]|[^\dA-Za-z]{2,}$)/.exec(text)?.[0];
  return house !== undefined && parseHouse(house) !== null;
}
