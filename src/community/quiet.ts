import { quietUntil, startOfDay, zonedTime } from '../shared/index.ts';
import type { Community } from './community.ts';

const MINUTE = 60_000;

/** The end of the quiet hours that hold `at`, or `at` itself when people may be disturbed. */
export function afterQuiet({ quietHours, timezone }: Community, at: number): number {
  return quietUntil(at, quietHours, timezone) ?? at;
}

/** The last moment before the quiet hours that hold `at`, or `at` itself: what must be said before then is said earlier. */
export function beforeQuiet(community: Community, at: number): number {
  let moment = at;
  for (let pass = 0; pass <= community.quietHours.length; pass += 1) {
    const start = quietStart(community, moment);
    if (start === moment) return moment;
    moment = start - MINUTE;
  }
  return moment;
}

function quietStart(community: Community, at: number): number {
  const { hour, minute } = zonedTime(at, community.timezone);
  const clock = hour * 60 + minute;
  for (const span of community.quietHours) {
    const overnight = span.to < span.from;
    const inside = overnight ? clock >= span.from || clock < span.to : clock >= span.from && clock < span.to;
    if (!inside) continue;
    const days = overnight && clock < span.to ? -1 : 0;
    return startOfDay(at, community.timezone, days) + span.from * MINUTE;
  }
  return at;
}
