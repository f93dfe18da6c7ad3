import type { SlotParser } from './types.ts';

const CHINESE = '零一二三四五';
const WORDS: readonly (readonly [RegExp, number])[] = [
  [/(非常|很|太|十分|极其)不满意?|太差|很差|极差|差评|垃圾|零分|0分/, 1],
  [/不太?满意|不怎么样|不行|不好|较差|失望/, 2],
  [/一般|还凑合|凑合|马马虎虎|中等/, 3],
  [/非常满意|特别满意|很满意|太好了|非常好|特别好|很好|满分|五星|完美|棒|挺好|真不错|给力/, 5],
  [/满意|还行|还可以|不错|可以|好评|较好|好/, 4],
];

/** One to five: a number (`4分`, 五星) or plain words. Never guessed from silence. */
export const parseScore: SlotParser = ({ text, reading, asked }) => {
  if (!asked) return null;
  const number = /(?:^|[^\d])([1-5])(?:分|星|$|[^\d])/.exec(text) ?? /([一二三四五])[分星]/.exec(text);
  const bare = /^[一二三四五]$/.exec(text.trim());
  const digit = number?.[1] ?? bare?.[0];
  if (digit !== undefined) return { value: CHINESE.includes(digit) ? CHINESE.indexOf(digit) : Number(digit) };
  if (reading.choice !== null) return reading.choice >= 1 && reading.choice <= 5 ? { value: reading.choice } : null;
  const words = WORDS.find(([pattern]) => pattern.test(text));
  return words === undefined ? null : { value: words[1] };
};
