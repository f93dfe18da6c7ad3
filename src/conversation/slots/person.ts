import type { SlotParser } from './types.ts';

const INTRODUCED =
  /(?:我姓|免贵姓|敝姓|我叫|我是|叫我|姓名[:：]?|称呼[:：]?)\s*([\p{Script=Han}]{1,4}(?:先生|女士|小姐|阿姨|师傅|老师|太太|大爷)?)/u;
const BARE = /^(?:我?姓)?([\p{Script=Han}]{1,4}(?:先生|女士|小姐|阿姨|师傅|老师|太太|大爷)?)[。，,.!！]?$/u;
const NOT_NAMES =
  /^(是|好|对|嗯|不|没|可以|行|谢谢|你好|您好|在吗|业主|住户|租户|算了|跳过|随便|匿名|不用|不说|不方便|为什么|什么)/u;

/** A name or a form of address: 王, 王先生, 王小明. */
export const parsePerson: SlotParser = ({ text, reading, asked }) => {
  if (reading.name !== null) return { value: reading.name };
  const introduced = INTRODUCED.exec(text);
  if (introduced !== null && asked && !NOT_NAMES.test(introduced[1]!)) return { value: introduced[1]! };
  const bare = asked ? BARE.exec(text.trim()) : null;
  if (bare === null || NOT_NAMES.test(bare[1]!)) return null;
  return { value: bare[1]! };
};
