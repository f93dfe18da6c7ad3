const VALUES: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  幺: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** Characters that can stand in a Chinese number. */
export const CHINESE_DIGIT = '零〇一幺二两三四五六七八九十百';

/** `十五` → 15, `二零幺` → 201, `1701` → 1701; null when it is no number. */
export function readNumber(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  if (text === '' || [...text].some((character) => !CHINESE_DIGIT.includes(character))) return null;
  if (!/[十百]/.test(text)) return Number([...text].map((character) => VALUES[character]).join(''));
  const [hundreds = '', afterHundreds = text] = text.includes('百') ? text.split('百') : ['0', text];
  const [tens, ones = ''] = afterHundreds.includes('十') ? afterHundreds.split('十') : ['0', afterHundreds];
  const digit = (part: string, empty: number) => (part === '' ? empty : (VALUES[[...part].at(-1)!] ?? Number(part)));
  return digit(hundreds, 1) * 100 + digit(tens ?? '', 1) * 10 + digit(ones, 0);
}

/** The number as a house number is kept: without leading zeros of a word, digits as they are. */
export function numberText(text: string): string | null {
  if (/^\d+$/.test(text)) return text.replace(/^0+(?=\d)/, '');
  const value = readNumber(text);
  return value === null ? null : String(value);
}
