import type { House } from '../../language/house.ts';
import { CATEGORIES, type Category, isCategory } from '../../shared/category.ts';
import type { Channel } from '../../tickets/draft.ts';
import { parseHouse } from './house.ts';
import { afterPattern, type Normalised } from './normalised.ts';

/** Channels that a member logs for (R40) and the words for them. 微信 has a conversation of its own. */
const CHANNELS: readonly (readonly [Channel, RegExp])[] = [
  ['来电', /^(?:来电|电话|致电)/],
  ['来访', /^(?:来访|上门|现场|当面)/],
  ['电子信箱', /^(?:电子信箱|信箱)/],
  ['邮件', /^(?:邮件|电邮|EMAIL)/],
  ['信函', /^(?:信函|来信|书信)/],
  ['代录', /^(?:代录|微信)/],
];

/** The channels that a member can log for. */
export const LOGGED_CHANNELS: readonly Channel[] = CHANNELS.map(([channel]) => channel);

/** The channel of what was logged without one. */
export const UNNAMED_CHANNEL: Channel = '代录';

/** What follows 登记: the channel, when it begins with one, and the rest as typed. `known` is the channel the command word names. */
export function readChannel(rest: Normalised, known: string | null): { channel: Channel | null; text: string } {
  const named = LOGGED_CHANNELS.find((channel) => channel === known);
  if (named !== undefined) return { channel: named, text: rest.raw };
  for (const [channel, pattern] of CHANNELS) {
    const after = afterPattern(rest, pattern);
    if (after !== null) return { channel, text: after.raw };
  }
  return { channel: null, text: rest.raw };
}

/** What one line of 登记 says before the request itself. */
export interface RegistrationLine {
  readonly category: Category | null;
  readonly house: House | null;
  readonly name: string | null;
  readonly phone: string | null;
  /** The request in the words of the member who logs it, unedited (篇1 4.1). */
  readonly content: string;
}

const PHONE = /^(?:电话|手机|TEL)?[:：]?((?:\+?86[- ]?)?1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\d{7,8})$/i;
const NAME =
  /^[\p{sc=Han}]{1,3}(?:先生|女士|小姐|太太|阿姨|叔叔|大爷|大妈|老师|师傅|业主|家属|租户|住户)$|^业主[\p{sc=Han}]{1,3}$/u;
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const PLAIN_NAME = new RegExp(`^[${SURNAMES}][\\p{sc=Han}]{1,2}$`, 'u');
/** A beginning without blanks: `3-2-1701王先生13800000000厨房漏水`. A house alone may be the place of the request. */
const WITHOUT_BLANKS =
  /^(?<category>售后|报修|投诉|服务|表扬|建议|其它)?(?<house>[A-Za-z]?\d{1,3}[A-Za-z]?(?:-\d{1,2})?-\d{2,4}室?|[A-Za-z]?\d{1,3}(?:号楼|栋|幢|座)(?:\d{1,2}单元)?\d{2,4}(?:室|号)?)(?<name>[\p{sc=Han}]{1,3}(?:先生|女士|小姐|太太|阿姨|叔叔|大爷|大妈|老师))?(?<phone>1[3-9]\d{9})?(?<content>[^\s].*)$/su;

function readWithoutBlanks(text: string): RegistrationLine | null {
  const { house: houseText = '', name, phone, category, content = '' } = WITHOUT_BLANKS.exec(text.trim())?.groups ?? {};
  const house = parseHouse(houseText);
  if (house === null || (name === undefined && phone === undefined)) return null;
  return {
    category: isCategory(category) ? category : null,
    house,
    name: name ?? null,
    phone: phone ?? null,
    content: content.replace(/^[,，;；:：。]+/, ''),
  };
}

/** Reads `房号 称呼 电话` in any order from the beginning of a line, with or without blanks; the rest is the request. */
export function readRegistration(text: string): RegistrationLine {
  const whole = readWithoutBlanks(text);
  if (whole !== null) return whole;
  let line: RegistrationLine = { category: null, house: null, name: null, phone: null, content: text.trim() };
  for (;;) {
    const [taken = '', token = ''] = /^([^\s,，;；。]+)(?:[\s,，;；。]+|$)/.exec(line.content) ?? [];
    const part = token === '' ? null : readToken(token, line);
    if (part === null) return line;
    line = { ...line, ...part, content: line.content.slice(taken.length) };
  }
}

function readToken(token: string, line: RegistrationLine): Partial<RegistrationLine> | null {
  if (line.category === null && isCategory(token)) return { category: token };
  const house = line.house === null ? parseHouse(token) : null;
  if (house !== null) return { house };
  const phone = line.phone === null ? PHONE.exec(token)?.[1] : undefined;
  if (phone !== undefined) return { phone: phone.replace(/^\+?86[- ]?/, '') };
  const isName = NAME.test(token) || (PLAIN_NAME.test(token) && !CATEGORIES.some((one) => token.includes(one)));
  return line.name === null && isName ? { name: token } : null;
}

/** True when the words say that the request was answered on the spot. */
export const saysSettled = (content: string) =>
  /已(?:当场|现场|经)?(?:答复|解答|告知|解决|处理好?)[。!！]*$/.test(content);
