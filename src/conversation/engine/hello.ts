import { clockTime, defined, isoDate } from '../../shared/index.ts';
import type { Turn } from './turn.ts';

/** Good morning and goodbye, by the hour of the community (R27). */
export function greetingWords(turn: Turn): { say: string; bye: string } {
  const clock = clockTime(turn.context.now, turn.context.community.timezone);
  const list = turn.flows.phrases.greetings;
  return list.findLast((one) => one.from <= clock) ?? defined(list.at(-1));
}

/** The wish for today, once, when today is a festival (R27). */
export function festivalWish(turn: Turn): string | null {
  const today = isoDate(turn.context.now, turn.context.community.timezone);
  if (turn.state.wished === today) return null;
  const everyYear = today.slice(5);
  const festival = turn.flows.phrases.festivals.find((one) => one.days.includes(today) || one.days.includes(everyYear));
  if (festival === undefined) return null;
  turn.state.wished = today;
  return festival.say;
}
