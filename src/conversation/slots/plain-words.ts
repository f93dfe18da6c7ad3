import { defined } from '../../shared/index.ts';
import type { Reading } from '../reading.ts';
import { saysSomething } from './text.ts';

const GREETING = /^(?:你好|您好|在吗|请问一?下?|喂|师傅|物业|管家|麻烦)+/;
const PHONE =
  /(?:联系|我的?)?(?:电话|手机|号码)*(?:号码?)?(?:是|为)?[:：]?\s*(?<!\d)(?:1\d{10}|0\d{2,3}-?\d{7,8})(?!\d)/g;
const NUMBER = '[\\d零〇一二三四五六七八九十百]';
const HOUSE = new RegExp(
  `(?:我?家?(?:住在?|是|在)|我家)?(?:${NUMBER}{1,3}|[A-Za-z])(?:栋|幢|号楼|座|#)[-—]?(?:${NUMBER}{1,3}单元)?[-—]?${NUMBER}{3,5}(?:室|号)?(?:房|家)?(?:的)?`,
  'g',
);
const NAME =
  /^(?:(?:我|免贵)?姓|我叫|我是)?[\p{Script=Han}]{1,3}(?:先生|女士|小姐|阿姨)$|^(?:(?:我|免贵)?姓|我叫)[\p{Script=Han}]{1,3}$/u;
const AROUND_TIME = /在家|有人|方便|有空|过?来|上门|就?行|可以|都|吧|的|时候|家里|我/g;

/**
 * What a message says of the matter itself: without greeting, house, phone, name and the time of a visit, which are taken
 * up where they belong. Empty when nothing else is in it. The words as they were said are kept elsewhere (篇1 4.1).
 */
export function plainWords(text: string, reading: Reading, keepsTimes = false): string {
  const parts = text.split(/([，,。；;！!？?\n]+)/);
  let plain = '';
  for (let at = 0; at < parts.length; at += 2) {
    const rest = bare(defined(parts[at]), reading);
    if (rest === '' || NAME.test(rest) || (!keepsTimes && isTime(rest, reading))) continue;
    plain += rest + (parts[at + 1] ?? '');
  }
  plain = plain.replace(/[，,；;\s]+$/u, '').trim();
  return saysSomething(plain, 2) ? plain : '';
}

function bare(part: string, reading: Reading): string {
  let rest = part.trim().replace(GREETING, '');
  if (reading.phone !== null) rest = rest.replace(PHONE, '');
  if (reading.house?.room != null) rest = rest.replace(HOUSE, '');
  return rest.replace(/^[\s、:：]+|[\s、:：]+$/gu, '');
}

function isTime(part: string, reading: Reading): boolean {
  return reading.time !== null && part.replace(AROUND_TIME, '') === reading.time.text.replace(AROUND_TIME, '');
}
