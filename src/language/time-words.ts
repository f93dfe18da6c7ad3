import { clockTime, startOfDay, zonedTime } from '../shared/index.ts';

/** `今天14:05`, `明天09:00`, `11月23日14:05`: a moment as people say it, seen from `now`. */
export function describeTime(at: number, now: number, timezone: string): string {
  const days = Math.round((startOfDay(at, timezone) - startOfDay(now, timezone)) / 86_400_000);
  const names = new Map([
    [-1, '昨天'],
    [0, '今天'],
    [1, '明天'],
    [2, '后天'],
  ]);
  return `${names.get(days) ?? monthDay(at, timezone)}${clockTime(at, timezone)}`;
}

/** `11月23日`: the day of a moment. */
export function monthDay(at: number, timezone: string): string {
  const { month, day } = zonedTime(at, timezone);
  return `${month}月${day}日`;
}

/** How long something takes in words an owner reads: `30分钟`, `2小时`, `3天`. Rounded up to the unit. */
export function describeDuration(ms: number): string {
  const unit = (size: number) => Math.ceil(ms / size);
  if (ms < 3_600_000) return `${Math.max(1, unit(60_000))}分钟`;
  if (ms < 172_800_000) return `${unit(3_600_000)}小时`;
  return `${unit(86_400_000)}天`;
}
