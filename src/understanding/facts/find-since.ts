/** Finds since when something has been so. */
const COUNT = '(?:\\d{1,3}|[一二两三四五六七八九十半几好多]{1,3})';
const UNIT = '(?:天|个?星期|周|个?礼拜|个?多?月|年|个?多?小时|分钟)';
const DAY =
  '(?:昨天|昨晚|昨日|昨夜|前天|前晚|大前天|今天(?:早上|上午|中午|下午|一早|凌晨)|今早|今天|早上|凌晨|上上?个?(?:周|星期|礼拜)[一二三四五六日天]?|上上?个?月(?:底|初|中)?|(?:去年|前年|今年)(?:(?:\\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|底|初)?|年底|年初)?|年前|年初|春节|国庆|刚才|刚刚|前几天|前两天|前阵子|这两天|这几天|最近|近期|' +
  `${COUNT}${UNIT}(?:多|左右)?(?:以)?前|(?:去年|今年)?(?:\\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|底|初|(?:\\d{1,2}|[一二三四五六七八九十]{1,3})[号日])?)`;
const PART =
  '(?:早上|上午|中午|下午|傍晚|晚上|半夜|夜里|凌晨)?(?:(?:\\d{1,2}|[一二三四五六七八九十]{1,3})点(?:多|半|钟)?)?';
const MARKED = new RegExp(
  `(?:从|自从?|打)(?:${DAY}${PART}|交房|收房|入住|搬来|装修|[^,。!?\\n]{1,8}?(?=以来|开始|起))(?:以来|开始|起|以后|之后|就)?|${DAY}${PART}(?:以来|开始|起就|起(?!火|床)|就)|(?:交房|收房|入住|搬来|装修)(?:到现在|以来|开始|就)`,
);
const LASTING = new RegExp(
  `(?:(?<=[了有快都等拖过停漏坏堵吵达续]|连续|整整|已经)|(?<=水|电|暖|网))(?:快|有|整整|都)?${COUNT}${UNIT}(?:多|左右)?(?=了|没|都|还|,|。|!|$|不|,| )`,
);
const PLAIN = new RegExp(`${DAY}${PART}`);
const MARK = /[昨前今上去年刚最近从自打早凌春国交收入搬装月周期天时钟]/;
const APPOINTED = /(?:今天|今早|早上|凌晨|今年|国庆|春节|年初)$/;

/** Since when, as written: `昨天开始`, `三天`, `去年9月`. A day without a mark of beginning counts only when it lies behind. `text` is normalised. */
export function findSince(text: string): string | null {
  if (!MARK.test(text)) return null;
  const found = MARKED.exec(text)?.[0] ?? LASTING.exec(text)?.[0];
  if (found !== undefined) return found;
  const plain = PLAIN.exec(text)?.[0];
  return plain === undefined || APPOINTED.test(plain) || /^(?:今天|早上|凌晨)/.test(plain) ? null : plain;
}
