/** Finds a choice or a score in an answer. */
import type { Intent, UnderstandContext } from '../types.ts';

const NUMERALS = '一二三四五六七八九十';
const NUMBER =
  /^(?:我?(?:选|要|就|是|点)?)?(?:第)?([1-9]\d?|[一二三四五六七八九十]|[①②③④⑤⑥⑦⑧⑨])(?:个|项|号|种)?(?:吧|的|啊|选项)?[。.、!,]?$/;
const LAST = /^(?:选|要)?(?:最后|末尾)(?:一?个|那个)?(?:吧)?$/;
const SCORE = /^(?:我?(?:给|打|评))?(?:个)?([1-5一二三四五])(?:分|颗?星|星好评|分好评)?(?:吧|好评)?[。!]?$/;
const SCORE_IN =
  /(?:给|打|评)(?:你们|师傅|他)?(?:个)?([1-5一二三四五])(?:分|星)|([1-5一二三四五])(?:分|星)(?!之|钟|期)/;
/** Longer texts are no bare number. */
const MAX_NUMBER = 16;
/** Words of judgement, best last; asked for only. 还行 is a four with a shrug, 一般 a three. */
const SCORE_WORDS: readonly (readonly [number, RegExp])[] = [
  [1, /(?:非常|很|太|十分|极其?)不满意|太差|很差|极差|差评|垃圾|零分|0分|恶劣|糟糕/],
  [2, /不太?满意|不怎么样|不行|不好|较差|失望|不咋地|不咋样|不够好/],
  [3, /一般|凑合|马马虎虎|中等|过得去|就那样|马虎/],
  [
    5,
    /(?:非常|特别|很|十分|超级?)满意|太好了|(?:非常|特别|很|超级?)好|满分|5星|五星|完美|棒|真不错|给力|点赞|无可挑剔/,
  ],
  [4, /满意|还行|还可以|不错|可以|好评|较好|挺好|蛮好|好/],
];

/** A choice by number, by place, or by the words that were offered. `text` is normalised and trimmed. */
export function findChoice(text: string, context: UnderstandContext): Intent | null {
  if (text.length > 40) return null;
  const number = text.length > MAX_NUMBER ? undefined : NUMBER.exec(text)?.[1];
  if (number !== undefined) return { kind: 'choice', text, value: numberOf(number) };
  const choices = context.choices ?? [];
  if (choices.length === 0) return null;
  if (LAST.test(text)) return { kind: 'choice', text, value: choices.length };
  const at = byWords(text, choices);
  return at === -1 ? null : { kind: 'choice', text, value: at + 1 };
}

function numberOf(number: string): number {
  if (/\d/.test(number)) return Number(number);
  const circled = '①②③④⑤⑥⑦⑧⑨'.indexOf(number);
  return circled === -1 ? NUMERALS.indexOf(number) + 1 : circled + 1;
}

/** The one choice that is the text, holds it, or is held by it; -1 when none or several do. */
function byWords(text: string, choices: readonly string[]): number {
  const normalised = choices.map((choice) => choice.toUpperCase());
  const same = normalised.indexOf(text);
  if (same !== -1 || text.length < 2) return same;
  const close = normalised.flatMap((choice, at) =>
    choice.includes(text) || (choice.length >= 2 && text.includes(choice)) ? [at] : [],
  );
  const [only = -1] = close;
  return close.length === 1 ? only : -1;
}

/** One to five: a number with or without its unit, or, when a score was asked for, plain words. */
export function findScore(text: string, context: UnderstandContext): Intent | null {
  const asked = context.awaiting === 'score';
  const number =
    (text.length > MAX_NUMBER ? undefined : SCORE.exec(text)?.[1]) ??
    (asked || text.length < 20 ? SCORE_IN.exec(text)?.slice(1).find(Boolean) : undefined);
  if (number !== undefined)
    return { kind: 'score', text, value: /\d/.test(number) ? Number(number) : NUMERALS.indexOf(number) + 1 };
  if (!asked) return null;
  const words = SCORE_WORDS.find(([, pattern]) => pattern.test(text));
  return words === undefined ? null : { kind: 'score', text, value: words[0] };
}
