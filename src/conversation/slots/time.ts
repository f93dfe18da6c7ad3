import type { SlotParser } from './types.ts';

const ANY_TIME = /(随时|都行|都可以|什么时候都|尽快|越快越好|马上|现在|哪天都|时间你们定|你们安排|都在家|一直在家)/;
const VAGUE =
  /(?:今天|明天|后天|前天|昨天|今早|今晚|昨晚|昨夜|明早|明晚|前晚|上午|下午|中午|傍晚|晚上|早上|凌晨|半夜|夜里|下班后?|周末|上周|这周|下周|(?:周|星期|礼拜)[一二三四五六日天]|[\d一二两三四五六七八九十]+(?:[点号日]|个?月)|半|多|钟|刚才|刚刚|最近|每天|天天|每晚|经常|一直|好几天|那天|前几天|这几天|去年|今年|(?:上个?|这个|本)月|[\d一二两三四五六七八九十]+(?:天|周|个月|年)了?|左右|[的之前后，到至\-—～~])+/g;
const TIME_WORD =
  /今|明|后天|昨|前天|午|晚|早|凌晨|夜|下班|周|星期|礼拜|[点号日月]|刚|最近|每|天天|经常|一直|好几天|几天|那天|天了|年/;

/** Longest text that is taken whole. */
const SHORT = 12;

/** The words of a time within a longer sentence: 就昨晚11点多 out of a house and a phone around it. */
function timeWords(text: string): string | null {
  const runs = [...text.matchAll(VAGUE)].map((match) => match[0].replace(/^[的，之]+|[的，之到]+$/g, ''));
  const told = runs.filter((run) => TIME_WORD.test(run));
  if (told.length === 0) return null;
  if ([...text].length <= SHORT) return partsWithTime(text);
  return told.reduce((best, run) => (run.length > best.length ? run : best), '');
}

/** 昨天下午 out of 在东门那边，昨天下午: of a few words only the parts that name a time. */
function partsWithTime(text: string): string {
  const parts = text.split(/[，,。；;！!\s]+/).filter((part) => part !== '');
  const timed = parts.filter((part) => TIME_WORD.test(part) || ANY_TIME.test(part));
  return timed.length === 0 || timed.length === parts.length ? text : timed.join('，');
}

const PAST = /才|已经|以前|之前|昨|前天|前晚|上周|上个?月|去年|(?:天|周|个月|年)了|刚/;

/** A time or an appointment: resolved where it can be, else the owner's words without a date (`from` 0). */
export const parseTime: SlotParser = ({ text, reading, step, asked }) => {
  if (reading.time !== null) return { value: reading.time };
  if (!asked && !step.told) return null;
  const bare = text.trim();
  // What is past is no wish for a visit.
  if (!step.told && step.optional && PAST.test(bare)) return null;
  const words = timeWords(bare) ?? (asked && ANY_TIME.test(bare) ? bare : null);
  return words === null ? null : { value: { from: 0, to: 0, text: words } };
};
