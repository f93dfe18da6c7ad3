import { type Normalised, sliceOf, trimmed } from './normalised.ts';
import { findRef, type TicketRef } from './ticket-reference.ts';

const AMOUNT = /[¥￥]?\s*(\d{1,6}(?:\.\d{1,2})?)\s*(?:元整|元|块钱|块|RMB)/;
const PLAIN_FIRST = /^[¥￥]?\s*(\d{1,6}(?:\.\d{1,2})?)(?=\s|,|$)/;
const PLAIN_LAST = /(?:^|\s)[¥￥]?(\d{1,6}(?:\.\d{1,2})?)\s*$/;
const TOTAL =
  /(?:共计|合计|总计|总价|总共|收费|费用|实收|收款|收|共)\s*[:：]?\s*[¥￥]?\s*(\d{1,6}(?:\.\d{1,2})?)\s*(?:元整|元|块钱|块)?/;
const MATERIALS =
  /(?:材料费|材料|配件费|耗材)\s*[:：]?\s*(?:([^\d\s¥￥,，。;；][^\d,，。;；]{0,30}?)\s*)?[¥￥]?(\d{1,6}(?:\.\d{1,2})?)\s*(元整|元|块钱|块)?/;
const LABOUR = /(?:人工费|人工|工时费|工费)\s*[:：]?\s*[¥￥]?(\d{1,6}(?:\.\d{1,2})?)\s*(?:元整|元|块钱|块)?/;
const REASON = /^(.*?)[\s,，;；]*(?:原因|因为|说明|理由)\s*[:：]?\s*(.+)$/s;

const SPOKEN = /(?<![零一二三四五六七八九十百千两])([一二三四五六七八九十百千两零]{1,7})\s*(?:元整|元|块钱|块)/;
const DIGITS = '零一二三四五六七八九';
const UNITS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1_000],
]);

/** 八十 → 80, 一百二十 → 120, 两千零五 → 2005. */
function spokenNumber(text: string): number {
  let total = 0;
  let digit = 0;
  for (const letter of text.replaceAll('两', '二')) {
    const unit = UNITS.get(letter);
    if (unit === undefined) digit = DIGITS.indexOf(letter);
    else {
      total += (digit === 0 ? 1 : digit) * unit;
      digit = 0;
    }
  }
  return total + digit;
}

/** A price in yuan and the words around it. */
interface Priced {
  readonly amount: number | null;
  readonly text: string;
}

/** The price in `80元 换阀芯`, `换阀芯 80`, `¥80.5 换阀芯`. */
export function takeAmount(text: Normalised): Priced {
  const match =
    AMOUNT.exec(text.plain) ?? SPOKEN.exec(text.plain) ?? PLAIN_FIRST.exec(text.plain) ?? PLAIN_LAST.exec(text.plain);
  if (match === null) return { amount: null, text: text.raw };
  const [whole, number = ''] = match;
  const before = trimmed(sliceOf(text, 0, match.index)).raw;
  const after = trimmed(sliceOf(text, match.index + whole.length)).raw;
  const amount = /\d/.test(number) ? Number(number) : spokenNumber(number);
  return { amount, text: [before, after].filter((part) => part !== '').join(' ') };
}

/** What a worker says about material and money at the end: `换了阀芯 材料30 人工50`. `amount` in yuan. */
export function readCosts({ plain }: Normalised): { materials: string | null; amount: number | null } {
  const materials = MATERIALS.exec(plain);
  const labour = LABOUR.exec(plain);
  const total = TOTAL.exec(plain.replace(MATERIALS, ' ').replace(LABOUR, ' '));
  const what = materials?.[1] === undefined ? '' : `${materials[1].trim()} `;
  const sum = labour === null ? null : Number(labour[1]) + Number(materials?.[2] ?? 0);
  return {
    materials: materials === null ? null : `${what}${materials[2]}元`,
    amount: total === null ? sum : Number(total[1]),
  };
}

/** What follows 完成: the ticket, the words, and the costs in them. */
export function readCompletion(rest: Normalised) {
  const { ref, rest: text } = findRef(rest);
  return { ref, text: text.raw.replace(/^了[,，\s]*/, ''), ...readCosts(text) };
}

/** What follows 报价: the ticket, the price in yuan, the item, and why no line of the price list fits (R17). */
export function readQuote(rest: Normalised): {
  ref: TicketRef | null;
  amount: number | null;
  item: string;
  why: string | null;
} {
  const { ref, rest: words } = findRef(rest);
  const { amount, text } = takeAmount(words);
  const [, item = text, why] = REASON.exec(text) ?? [];
  return why === undefined
    ? { ref, amount, item: text, why: null }
    : { ref, amount, item: item.trim(), why: why.trim() };
}
