import { isoDate, zonedTime } from '../../shared/time.ts';
import type { Turn } from './turn.ts';

/** Good morning and goodbye, by the hour of the community (R27). */
export function greetingWords(turn: Turn): { say: string; bye: string } {
  const { hour, minute } = zonedTime(turn.context.now, turn.context.community.timezone);
  const at = hour * 60 + minute;
  const list = turn.flows.phrases.greetings;
  const start = (from: string) => Number(from.slice(0, 2)) * 60 + Number(from.slice(3));
  return list.findLast((one) => start(one.from) <= at) ?? list.at(-1)!;
}

/** The wish for today, once, when today is a festival (R27). */
export function festivalWish(turn: Turn): string | null {
  const today = isoDate(turn.context.now, turn.context.community.timezone);
  if (turn.state.wished === today) return null;
  const festival = turn.flows.phrases.festivals.find((one) =>
    one.days.some((day) => day === today || day === today.slice(5)),
  );
  if (festival === undefined) return null;
  turn.state.wished = today;
  return festival.say;
}
