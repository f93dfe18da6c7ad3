import { fromZoned, zonedTime } from '../../shared/index.ts';
/** Finds the times a person can be expected at. */
import { allMatches } from '../text/all-matches.ts';
import type { TimeMention, UnderstandContext } from '../types.ts';
import { readNumber } from './read-number.ts';
import { dayOf, type NamedDay } from './resolve-day.ts';
import { APPOINTED_AFTER, NARRATED_AFTER, PARTS, POINTS_AFTER, SOON, TIME, WHOLE_DAY } from './time-patterns.ts';

const MINUTE = 60_000;
const MARK = /[今明后周月号日点时末底会早午晚午夜班旦庆]|星期|礼拜|\d:\d|小时|分钟|五一|十一/;
/** Times of one text; more is a flood. */
const MAX_TIMES = 12;
const SOON_MARK = /小时|分钟|钟头|会/;

/**
 * Times a person can be expected at, in their order, resolved against `context.now` in its zone: `明天下午三点后` → 15:00 to 18:00 of tomorrow.
 * What is past, and what happens every day, is no appointment (see `findSince`). `text` is normalised.
 */
export function findTimes(text: string, context: UnderstandContext): TimeMention[] {
  if (!MARK.test(text)) return [];
  const found: { at: number; time: TimeMention }[] = [];
  if (SOON_MARK.test(text))
    for (const match of allMatches(SOON, text)) found.push({ at: match.index, time: relativeTime(match, context.now) });
  for (const match of allMatches(TIME, text)) {
    if (found.length === MAX_TIMES) break;
    if (
      match[0] === '' ||
      found.some(({ at, time }) => match.index < at + time.text.length && at < match.index + match[0].length)
    )
      continue;
    const time = timeOf(text, match, context);
    if (time !== null) found.push({ at: match.index, time });
  }
  return found.sort((a, b) => a.at - b.at).map(({ time }) => time);
}

/** `半小时后`, `20分钟内`, `等会儿`, counted from now. */
function relativeTime(match: RegExpExecArray, now: number): TimeMention {
  const { half, edge1, count = '', unit, edge2, later } = match.groups ?? {};
  const text = match[0];
  if (later !== undefined) return { text, from: now, to: now + 120 * MINUTE, kind: 'span' };
  const minutes = half === undefined ? (readNumber(count) ?? 1) * (unit === '分钟' ? 1 : 60) : 30;
  const at = now + minutes * MINUTE;
  return (edge1 ?? edge2) === '内'
    ? { text, from: now, to: at, kind: 'span' }
    : { text, from: at, to: at, kind: 'moment' };
}

interface Clock {
  readonly from: number;
  readonly to: number | null;
}

function timeOf(text: string, match: RegExpExecArray, context: UnderstandContext): TimeMention | null {
  const { habit, day, hour, fromHour, edge, feast = '', lastDay } = match.groups ?? {};
  const part = match.groups?.part ?? (day !== undefined && /^[今明][早晚]$/.test(day) ? day.slice(1) : undefined);
  const words = match[0].trim();
  const after = text.slice(match.index + match[0].length);
  const clock = clockOf(match, part);
  if (
    habit !== undefined ||
    isNarration(edge, after) ||
    !isAppointment({ day, part, hour: hour ?? fromHour, words, after, context })
  )
    return null;
  const first = day === undefined ? null : dayOf(day, context, feast);
  if (day !== undefined && first === null) return null;
  const last = lastDay === undefined ? null : dayOf(lastDay, context, '');
  const named = first === null ? null : joinDays(first, last);
  return resolveTime({ named, part, clock, edge, words, context });
}

/** A time of a narration: since when, or what happened then. */
function isNarration(edge: string | undefined, after: string): boolean {
  return edge === '开始' || edge === '起' || edge === '起就' || edge === '以来' || NARRATED_AFTER.test(after);
}

/** `周一到周五`, from the first to the last. */
function joinDays(first: NamedDay, last: NamedDay | null): NamedDay {
  if (last === null) return first;
  return { first: first.first, last: last.last < first.first ? last.last + 7 : last.last };
}

/** `晚上` and `三点` alone are no appointment unless something makes them one; `一点` and `两点` mostly mean something else. */
function isAppointment(given: {
  day: string | undefined;
  part: string | undefined;
  hour: string | undefined;
  words: string;
  after: string;
  context: UnderstandContext;
}): boolean {
  const { day, part, hour, words, after, context } = given;
  if (day !== undefined) return true;
  const asked = context.awaiting === 'time';
  if (hour === undefined)
    return part !== undefined && (asked || part.startsWith('下班') || APPOINTED_AFTER.test(after));
  if (POINTS_AFTER.test(after)) return false;
  if (part !== undefined || /[半刻分:整钟前后到至]/.test(words)) return true;
  return asked || APPOINTED_AFTER.test(after) || (/^\d/.test(hour) && /[点时]$/.test(words));
}

function clockOf(match: RegExpExecArray, part: string | undefined): Clock | null {
  const { hour, minute, endHour, endMinute, fromHour, toHour } = match.groups ?? {};
  const first = hour ?? fromHour;
  if (first === undefined) return null;
  const from = hoursOf(first, minute, part);
  if (from === null) return null;
  const last = endHour ?? toHour;
  if (last === undefined) return { from, to: null };
  const end = hoursOf(last, endMinute, undefined);
  if (end === null) return { from, to: null };
  return { from, to: end <= from && end < 12 ? end + 12 : end };
}

/** Hours of the day, as a fraction; afternoon and evening hours may be given as on a dial. */
function hoursOf(hour: string, minute: string | undefined, part: string | undefined): number | null {
  const value = readNumber(hour);
  if (value === null || value > 24) return null;
  const [start] = PARTS[part ?? ''] ?? [0];
  const base = value < 12 && start >= 12 ? value + 12 : value;
  return base + minutesOf(minute) / 60;
}

function minutesOf(minute: string | undefined): number {
  if (minute === undefined) return 0;
  if (minute === '半') return 30;
  if (minute.endsWith('刻')) return minute === '一刻' ? 15 : 45;
  return readNumber(minute.replace('分', '')) ?? 0;
}

/** An hour without morning or evening: the next one that is not at night; on another day 1–6 is the afternoon. */
function likelyHour(hours: number, today: number | null): number {
  if (hours >= 12 || hours === 0) return hours;
  if (today === null) return hours < 7 ? hours + 12 : hours;
  if (hours >= 7 && hours > today) return hours;
  return hours + 12 > today && hours + 12 <= 22 ? hours + 12 : hours < 7 ? hours + 12 : hours;
}

function resolveTime(given: {
  named: NamedDay | null;
  part: string | undefined;
  clock: Clock | null;
  edge: string | undefined;
  words: string;
  context: UnderstandContext;
}): TimeMention | null {
  const { named, part, clock, edge, words, context } = given;
  const { now, timezone } = context;
  const wall = zonedTime(now, timezone);
  const hoursNow = wall.hour + wall.minute / 60;
  const isToday = named === null || named.first === 0;
  const [partFrom, partTo] = PARTS[part ?? ''] ?? WHOLE_DAY;
  let days = named?.first ?? 0;
  let [from, to] = [partFrom, partTo];
  if (clock !== null) {
    from = part === undefined ? likelyHour(clock.from, isToday ? hoursNow : null) : clock.from;
    const shift = from - clock.from;
    to = clock.to === null ? from : clock.to + (shift === 12 && clock.to < 12 ? 12 : 0);
  }
  if (named === null && Math.max(from, to) <= hoursNow) days = 1;
  const until = named !== null && clock === null ? named.last : days;
  return limitTime({
    from: momentOf(context, days, from),
    to: momentOf(context, until, to),
    partEnd: momentOf(context, days, Math.max(partTo, from + 1)),
    exact: clock !== null,
    edge,
    words,
    now,
  });
}

/** The epoch millisecond of an hour, as a fraction, some days from today. */
function momentOf({ now, timezone }: UnderstandContext, days: number, hours: number): number {
  const { year, month, day } = zonedTime(now, timezone);
  return fromZoned({ year, month, day: day + days, hour: 0, minute: Math.round(hours * 60) }, timezone);
}

/** Applies 前 and 后, and drops what is past. */
function limitTime(given: {
  from: number;
  to: number;
  partEnd: number;
  exact: boolean;
  edge: string | undefined;
  words: string;
  now: number;
}): TimeMention | null {
  const { from, to, partEnd, exact, edge, words: text, now } = given;
  if (edge?.includes('前')) return to <= now ? null : { text, from: now, to: exact ? from : to, kind: 'span' };
  const after = edge?.includes('后') === true && exact && from === to;
  const end = after ? partEnd : to;
  if (end < now) return null;
  if (!exact) return { text, from: Math.max(from, now > from && now < to ? now : from), to, kind: 'day-part' };
  return { text, from, to: end, kind: from === end ? 'moment' : 'span' };
}
