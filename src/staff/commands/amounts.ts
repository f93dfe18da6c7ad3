import { cut, type Folded, trimmed } from '../folded.ts';

const AMOUNT = /[¥￥]?\s*(\d{1,6}(?:\.\d{1,2})?)\s*(?:元整|元|块钱|块|RMB)/;
const PLAIN_FIRST = /^[¥￥]?\s*(\d{1,6}(?:\.\d{1,2})?)(?=\s|,|$)/;
const PLAIN_LAST = /(?:^|\s)[¥￥]?(\d{1,6}(?:\.\d{1,2})?)\s*$/;
const TOTAL =
  /(?:共计|合计|总计|总价|总共|收费|费用|实收|收款|收|共)\s*[:：]?\s*[¥￥]?\s*(\d{1,6}(?:\.\d{1,2})?)\s*(?:元整|元|块钱|块)?/;
const MATERIALS =
  /(?:材料费|材料|配件费|耗材)\s*[:：]?\s*(?:([^\d\s¥￥,，。;；][^\d,，。;；]{0,30}?)\s*)?[¥￥]?(\d{1,6}(?:\.\d{1,2})?)\s*(元整|元|块钱|块)?/;
const LABOUR = /(?:人工费|人工|工时费|工费)\s*[:：]?\s*[¥￥]?(\d{1,6}(?:\.\d{1,2})?)\s*(?:元整|元|块钱|块)?/;

const SPOKEN = /(?<![零一二三四五六七八九十百千两])([一二三四五六七八九十百千两零]{1,7})\s*(?:元整|元|块钱|块)/;
const DIGITS = '零一二三四五六七八九';
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };

/** 八十 → 80, 一百二十 → 120, 两千零五 → 2005. */
function spokenNumber(text: string): number {
  let total = 0;
  let digit = 0;
  for (const letter of text.replaceAll('两', '二')) {
    const unit = UNITS[letter];
    if (unit === undefined) digit = DIGITS.indexOf(letter);
    else {
      total += (digit === 0 ? 1 : digit) * unit;
      digit = 0;
    }
  }
  return total + digit;
}

/** A price and the words around it. `amount` in yuan. */
export interface Priced {
  readonly amount: number | null;
  readonly text: string;
}

/** The price in `80元 换阀芯`, `换阀芯 80`, `¥80.5 换阀芯`. */
export function takeAmount(text: Folded): Priced {
  const match =
    AMOUNT.exec(text.plain) ?? SPOKEN.exec(text.plain) ?? PLAIN_FIRST.exec(text.plain) ?? PLAIN_LAST.exec(text.plain);
  if (match === null) return { amount: null, text: text.raw };
  const before = trimmed(cut(text, 0, match.index)).raw;
  const after = trimmed(cut(text, match.index + match[0].length)).raw;
  const amount = /\d/.test(match[1]!) ? Number(match[1]) : spokenNumber(match[1]!);
  return { amount, text: [before, after].filter((part) => part !== '').join(' ') };
}

/** What a worker says of material and money when he has finished: `换了阀芯 材料30 人工50`. */
export function readCosts(text: Folded): { materials: string | null; amount: number | null } {
  const materials = MATERIALS.exec(text.plain);
  const labour = LABOUR.exec(text.plain);
  const total = TOTAL.exec(text.plain.replace(MATERIALS, ' ').replace(LABOUR, ' '));
  const what = materials?.[1] === undefined ? '' : `${materials[1].trim()} `;
  return {
    materials: materials === null ? null : `${what}${materials[2]}元`,
    amount:
      total !== null ? Number(total[1]) : labour === null ? null : Number(labour[1]) + Number(materials?.[2] ?? 0),
  };
}
