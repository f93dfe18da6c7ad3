import { afterPattern, type Normalised, sliceOf, trimmed } from './normalised.ts';
import { takeRef } from './ticket-reference.ts';

const MENTION = /^(?:@\S+\s+)+/;
const POLITE = /^(?:(?:您好|你好|请|麻烦|帮我|帮忙|我要|我想|已经|我|已|把|将)\s*[,，]?\s*)+/;
const FILLER =
  /^(?:一下|一下子|单号|工单号|工单|单子|业主|了|的|下|单)(?=[\s:：,，。!！~#第\dA-Z零〇幺一二三四五六七八九]|$)/;
const COURTESY =
  /^(?:谢谢|谢了|多谢|辛苦了?|好的?|好嘞|OK|嗯+|哦|行|是的?|在吗|您好|你好|早上好|晚上好|早|哈喽|HI|HELLO)[\s。!！~.,，]*$/;
/** How a question for a list or a figure may begin: `还有哪些没完成`. */
const QUESTION_LEAD =
  /^(?:我们|部门|本部门|现在|目前|今天|本月|这个月|还)*(?:有没有|有哪些|有多少|有几个|有什么|有|看一下|看看|看下|统计|发一下|给我)*(?:的)?/;
/** `工程部还有哪些没完成`, `3栋未完成`. */
const LIST_AFTER_NAME =
  /^(?<filter>\S{0,8}(?:部|栋|幢|号楼|售后|报修|投诉|服务|表扬|建议|其它))(?:还|现在)?(?:有哪些|有多少|有几个|有)?(?:的)?(?<list>未完成|没完成|超时)(?:的)?(?:工单|单子|单)?[?？\s]*$/;
const PROGRESS_QUESTION = /^(?:的)?(?:怎么样|什么情况|啥情况|情况|进度|状态|到哪|谁在|谁接|处理得|处理的)/;

/** The text without mentions and the `/` or `#` of a command before it. */
export function withoutMention(text: Normalised): Normalised {
  const mention = MENTION.exec(text.plain)?.[0].length ?? 0;
  const rest = trimmed(sliceOf(text, mention));
  return /^[/#＃](?=\D)/.test(rest.plain) ? trimmed(sliceOf(rest, 1)) : rest;
}

/** The text without 请, 帮我 and the like before it. */
export function withoutPoliteness(text: Normalised): Normalised {
  return trimmed(sliceOf(text, POLITE.exec(text.plain)?.[0].length ?? 0));
}

/** The text without a particle between a command word and what follows: `接单了007`, `查一下 007`. */
export function withoutFiller(text: Normalised): Normalised {
  return sliceOf(text, FILLER.exec(text.plain)?.[0].length ?? 0);
}

/** The text without a 的 before it. */
export const withoutPossessive = (text: Normalised) => (text.plain.startsWith('的') ? sliceOf(text, 1) : text);

/** True for a politeness or a greeting and nothing else. */
export const isCourtesy = ({ plain }: Normalised) => COURTESY.test(plain);

/** True when what follows a command word negates it: 完成不了, 接没接. */
export const isNegated = ({ plain }: Normalised) => /^了?[不没]/.test(plain);

/** The same after a number and a word: `007 完成 不了`, where 了没 may still be a question. */
export const isDenied = ({ plain }: Normalised) => /^[不没]/.test(plain);

/** True when a text begins with a blank or a mark, so that the word before it is a word of its own. */
export const beginsApart = ({ plain }: Normalised) => /^[\s:：,，。!！]/.test(plain);

/** True when a text ends as a question: `007 修好了吗`. */
export const isQuestion = ({ plain }: Normalised) => /(?:吗|么|了没|没有|呢|\?)\s*$/.test(plain);

/** True when the words after a number ask how the ticket stands: `007怎么样了`. */
export const asksForProgress = ({ plain }: Normalised) => PROGRESS_QUESTION.test(plain);

/** The text without `还有哪些`, `看看`; null when it does not begin so. */
export function afterQuestionLead(text: Normalised): Normalised | null {
  const lead = QUESTION_LEAD.exec(text.plain)?.[0].length ?? 0;
  return lead === 0 ? null : trimmed(sliceOf(text, lead));
}

/** `工程部还有哪些没完成`: the list and its filter as typed; null for anything else. */
export function readNamedList(text: Normalised): { list: 'open' | 'overdue'; filter: string } | null {
  const { filter, list } = LIST_AFTER_NAME.exec(text.plain)?.groups ?? {};
  if (filter === undefined) return null;
  return { list: list === '超时' ? 'overdue' : 'open', filter: text.raw.slice(0, filter.length) };
}

/** True when nothing but a particle or a mark follows: 下雨了, 交班。 */
export const isNothing = ({ plain }: Normalised) => /^[了啦。!！\s]*$/.test(plain);

/** True when what follows the name of a list or figure only asks for it: 今日情况怎么样？ */
export const onlyAsks = ({ plain }: Normalised) =>
  /^(?:的|了|情况|统计|数据|列表|单|工单|吗|呢|有哪些|有多少|怎么样|如何|[?。!？！\s])*$/.test(plain);

/** The text without marks after it. */
export const withoutMarks = (text: string) => text.replace(/[?？。!！\s]+$/, '').trim();

/** The filter of a list without the particles around it: `工程部的工单有哪些？`. */
export function withoutParticles(text: string): string {
  return text
    .replace(/[?？。!！\s]+$/, '')
    .replace(/^的/, '')
    .replace(/(?:的|工单|单子|单|有哪些|有多少|有几个|吗|呢)+$/, '')
    .trim();
}

/** The second number of 合并: `到 008`, `和008`. */
export function readMergeTarget(text: Normalised) {
  const after = afterPattern(text, /^(?:并入|合并到|合并|到|入|至|和|与|->|→)\s*/) ?? text;
  return takeRef(trimmed(after))?.ref ?? null;
}

/** True when a member drops what was begun: 算了, 取消. */
export const isDismissal = (text: string) => /^(?:算了|不用了|取消|放弃|没事了|返回)[\s。!！]*$/.test(text.trim());

/** The place in a list, from 1: `2`, `第2个`; null for anything else. */
export function readPlace(text: string): number | null {
  const place = /^\s*(?:第)?\s*([1-9])\s*(?:个|单|张|条)?[.。]?\s*$/.exec(text)?.[1];
  return place === undefined ? null : Number(place);
}

/** True when the words say that the work cannot be done: 完成不了, 没法修. */
export const saysImpossible = (text: string) => /不了|没法|做不|不会修/.test(text);
