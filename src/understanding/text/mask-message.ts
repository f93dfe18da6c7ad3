/** Masks what identifies a person in a message. */
import { maskText } from '../../language/index.ts';
import { findFacts } from '../facts/find-facts.ts';
import { normalise } from './normalise.ts';

const SURNAME =
  '[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]';
const TITLES =
  '先生|女士|小姐|太太|师傅|经理|管家|主管|阿姨|队长|老师|医生|大爷|大妈|大叔|大姐|大哥|姐|哥|叔|工(?![作程地人具资])';
const TITLED = new RegExp(`[小老]?${SURNAME}[\\u4e00-\\u9fa5]?(?=${TITLES})`, 'g');
const FAMILIAR = new RegExp(`(?<=[小老])${SURNAME}(?![层温区路门楼])`, 'g');
const LONG_NUMBER = /\d[\d -]{5,}\d/g;
const AT = { now: 0, timezone: 'Asia/Shanghai' } as const;

/**
 * A message without what identifies a person: phones and other long numbers, houses, names (个人信息保护法 51). Normalised. Only this form
 * may leave the store of one community, to the training corpus or to a second opinion.
 */
export function maskMessage(text: string): string {
  const read = normalise(text);
  const { houses, name } = findFacts(read, AT);
  let masked = read;
  for (const house of houses) masked = masked.replaceAll(house.text, '某户');
  masked = maskText(masked)
    .replace(/[\d*]{7,}/g, '某号码')
    .replace(LONG_NUMBER, '某号码');
  if (name !== null && name.length > 1) masked = masked.replaceAll(name, '某人');
  return masked
    .replace(/(?<=我姓|免贵姓)[\u4e00-\u9fa5]/g, '某')
    .replace(TITLED, '某')
    .replace(FAMILIAR, '某');
}
