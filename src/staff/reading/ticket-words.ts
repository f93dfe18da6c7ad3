import type { SuspendReason } from '../../tickets/action.ts';

const SUSPEND_WORDS: readonly (readonly [SuspendReason, RegExp])[] = [
  ['rain', /雨/],
  ['parts', /配件|材料|零件|备件|缺货|采购|到货|换件/],
  ['third-party', /厂家|维保|开发商|施工|外单位|第三方|供应商|供电|水务|燃气公司|市政|物流/],
  ['owner', /业主|住户|客户|家里没人|没人在家|不在家|约时间|改期|联系不上/],
];

/** Why a ticket is suspended, from the words of the worker. */
export function suspendReason(text: string): SuspendReason {
  return SUSPEND_WORDS.find(([, pattern]) => pattern.test(text))?.[0] ?? 'other';
}

/** The first mobile number in a text, or null. */
export function mobileIn(text: string): string | null {
  return /(?<!\d)1[3-9]\d{9}(?!\d)/.exec(text)?.[0] ?? null;
}

/** Whether the words decide on a suggestion: adopted, not adopted, or null when they do not say (篇5 二.4). */
export function adoptionIn(text: string): boolean | null {
  return /采纳/.test(text) ? !/(?:不|未|无法|没有)[^，。]{0,3}采纳/.test(text) : null;
}

/** Whether the words confirm a praise: confirmed, refuted, or null when they do not say (R29). */
export function confirmationIn(text: string): boolean | null {
  return /属实|核实/.test(text) ? !/不属实|不实|未能核实|无法核实/.test(text) : null;
}

/** True when the words say that an identity document was checked. */
export const saysVerified = (text: string) => /核验|核对|已核|看过证/.test(text) && !/[未没]核/.test(text);

/** The reason in `明天18点前 配件下午到`, without the time that was read from it. */
export function withoutTime(text: string, time: string): string {
  return text
    .replace(time, '')
    .replace(/^[\s前,，之]+/, '')
    .trim();
}

/** The person in `给李师傅`, `由李师傅`. */
export const withoutPreposition = (text: string) => text.replace(/^(?:给|由)\s*/, '');

/** The first word and the rest; empty where there is none. */
export function twoWords(text: string): readonly [string, string] {
  const [, first = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  return [first, rest];
}
