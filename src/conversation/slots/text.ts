import type { SlotParser } from './types.ts';

const FILLER =
  /[\s，。！？,.!?~…、:：;；]|你好|您好|请问|麻烦|在吗|谢谢|一下|那个|就是|我们?要|我们?想|需要|帮我|给我|有个|有点|问题|事情|反映|反应|报修|维修|修理|投诉|建议|意见|表扬|服务|预约|登记|咨询|售后|东西|坏了|个|吧|呢|啊|了|的|您|你|我/gu;

/** Whether a sentence says what the matter is, or only that there is one (我要报修). */
export function saysSomething(text: string, least: number): boolean {
  const rest = [...text.replace(FILLER, '')].length;
  // 灯坏了 names a thing and what is wrong with it, 坏了 alone does not.
  return (rest > 0 && text.includes('坏了') ? rest + 1 : rest) >= least;
}

/** What is left of a message without these is more than a house or a phone. */
const HOUSE_AND_PHONE = /[\d零〇一二三四五六七八九十百#-]+|[栋幢座号楼层室]|单元|电话|手机|住在?|地址|房号/g;

const CARD_NUMBER = /(?<!\d)\d{6}(?=\d{6,})\d+[\dXx](?!\d)/g;

/** Words without the numbers of cards: they are never needed and never shown again (domain: a found identity card). */
export function withoutCards(text: string): string {
  return text.replace(CARD_NUMBER, '（号码已略去）');
}

/** The owner's own words, but for card numbers. Asked for, anything with substance counts; unasked, nothing does (the engine fills it from the matter). */
export const parseText: SlotParser = ({ text, reading, step, asked }) => {
  if (!asked || !saysSomething(text, Math.min(2, step.least))) return null;
  const answersElse = reading.house !== null || reading.phone !== null;
  if (answersElse && !saysSomething(text.replace(HOUSE_AND_PHONE, ''), 2)) return null;
  return { value: withoutCards(text.trim()) };
};
