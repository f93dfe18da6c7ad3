/** Reads a number in digits or Chinese characters. */
const VALUES: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  O: 0,
  一: 1,
  壹: 1,
  幺: 1,
  二: 2,
  贰: 2,
  两: 2,
  三: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  拐: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
  勾: 9,
};

/** Characters that can stand in a Chinese number. */
export const CHINESE_DIGIT = '零〇一幺二两三四五六七八九十百';
/** The same without tens: as a number is read out digit by digit (二零幺). */
export const SPOKEN_DIGIT = '零〇一幺二两三四五六七八九';

/** `十五` → 15, `二零幺` → 201, `一百零三` → 103, `1701` → 1701, `幺7零1` → 1701; null when it is no number. */
export function readNumber(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  if (!/^[\d零〇一壹幺二贰两三叁四肆五伍六陆七柒八捌九玖十百]+$/.test(text)) return null;
  if (!/[十百]/.test(text)) return Number([...text].map((character) => VALUES[character] ?? character).join(''));
  const spoken = /^(.?)十(.?)[零〇]([一二三四五六七八九\d])$/.exec(text);
  if (spoken !== null) {
    const [, tens = '', ones = '', door = ''] = spoken;
    return (digit(tens, 1) * 10 + digit(ones, 0)) * 100 + digit(door, 0);
  }
  const [hundreds = '', afterHundreds = text] = text.includes('百') ? text.split('百') : ['0', text];
  const [tens, ones = ''] = afterHundreds.includes('十') ? afterHundreds.split('十') : ['0', afterHundreds];
  return digit(hundreds, 1) * 100 + digit(tens ?? '', 1) * 10 + digit(ones, 0);
}

function digit(part: string, empty: number): number {
  const last = part.at(-1);
  return last === undefined ? empty : (VALUES[last] ?? Number(last));
}

/** The number as a house number is kept: without leading zeros, in digits; null when it is no number. */
export function numberText(text: string): string | null {
  if (/^\d+$/.test(text)) return text.replace(/^0+(?=\d)/, '');
  const value = readNumber(text);
  return value === null || Number.isNaN(value) ? null : String(value);
}
