/** Strips contact details from a message before it is classified. */
/** Clauses that only say who asks and when somebody is at home: a phone, a name, a time to come. */
const PHONE = /^[^\d]{0,8}(?:\+?86)?1[3-9]\d{9}[^\d]{0,4}$/;
const NAME =
  /^(?:本人|我)?(?:免贵)?姓[\p{Script=Han}]{1,2}$|^我叫[\p{Script=Han}]{2,3}$|^(?:我是)?[\p{Script=Han}](?:先生|女士|小姐)$/u;
const AT_HOME =
  /^(?:(?:今|明|后)天|周[一二三四五六日天末]|星期[一二三四五六日天]|上午|下午|晚上|早上|中午|白天|全天|随时|[\d一二三四五六七八九十]{1,3}点半?)(?:上午|下午|晚上|早上|中午|全天|白天)?(?:以?[后前])?(?:都|我)?(?:在家|有空|有人|有时间|方便|可以|行)$/;
/** Without one of these no clause is any of the three. */
const MARK = /1[3-9]\d{9}|姓|叫|先生|女士|小姐|在家|有[空人时]|方便|可以|行/;
/** Characters that must be left. */
const MIN_LENGTH = 4;

/**
 * A message without the clauses that only say how to reach the writer: they come with every kind of request and do not tell which
 * kind it is. The message itself when too little would be left.
 */
export function stripContactDetails(text: string): string {
  if (!MARK.test(text)) return text;
  const clauses = text.split(/[，,。；;\s]+/).filter((clause) => clause !== '');
  const about = clauses.filter((clause) => ![PHONE, NAME, AT_HOME].some((pattern) => pattern.test(clause)));
  if (about.length === clauses.length) return text;
  const rest = about.join('，');
  return [...rest].length < MIN_LENGTH ? text : rest;
}
