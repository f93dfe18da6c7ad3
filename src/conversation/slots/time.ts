import type { SlotParser } from './types.ts';

const ANY_TIME = /(随时|都行|都可以|什么时候都|尽快|越快越好|马上|现在|哪天都|时间你们定|你们安排|都在家|一直在家)/;
const VAGUE =
  /(今天|明天|后天|上午|下午|中午|晚上|早上|下班|周末|周[一二三四五六日天]|星期|礼拜|点|号|前天|昨天|刚才|刚刚|半夜|凌晨|最近|每天|经常|一直|好几天)/;

/** A time or an appointment: resolved where it can be, else the owner's words without a date (`from` 0). */
export const parseTime: SlotParser = ({ text, reading, asked }) => {
  if (reading.time !== null) return { value: reading.time };
  if (!asked) return null;
  const bare = text.trim();
  return ANY_TIME.test(bare) || VAGUE.test(bare) ? { value: { from: 0, to: 0, text: bare } } : null;
};
