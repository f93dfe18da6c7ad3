import { createWorkCalendar } from '../../community/index.ts';
import { fromZoned, isoDate, zonedTime } from '../../shared/index.ts';
import type { Community } from '../community.ts';

/** What a report is about, and when it is made. from ≤ t < to, epoch ms. */
export interface Period {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly dueAt: number;
}

type Zoned = Pick<Community, 'reports' | 'timezone'>;

const DAY = 86_400_000;

/** The last week, Monday to Sunday, whose summary is due by `now` (篇5 七.5). Its key is its Monday. */
export function weekDue({ reports, timezone }: Zoned, now: number): Period {
  const { weekday, at } = reports.weekly;
  const today = zonedTime(now, timezone);
  const moment = (days: number, minute = 0) =>
    fromZoned({ ...today, day: today.day - today.weekday + 1 + days, hour: 0, second: 0, minute }, timezone);
  const shift = moment(weekday - 1, at) <= now ? 0 : -7;
  const from = moment(shift - 7);
  return { key: isoDate(from, timezone), from, to: moment(shift), dueAt: moment(shift + weekday - 1, at) };
}

/** The last period of the monthly table due by `now` (R38: 24th to 23rd as shipped). Its key is the month of its last day. */
export function tableMonthDue({ reports, timezone }: Zoned, now: number): Period {
  const { firstDay, readyOn, at } = reports.monthly;
  const { year, month } = zonedTime(now, timezone);
  const moment = (months: number, day: number, minute = 0) =>
    fromZoned({ year, month: month + months, day, minute }, timezone);
  const shift = moment(0, readyOn, at) <= now ? 0 : -1;
  const to = moment(shift, firstDay);
  return {
    key: isoDate(to - 1, timezone).slice(0, 7),
    from: moment(shift - 1, firstDay),
    to,
    dueAt: moment(shift, readyOn, at),
  };
}

/** The calendar month that holds `now`, due when its visits are reminded of: in working hours of the desk before its end (R37). */
export function visitMonth(community: Community, now: number): Period {
  const { timezone, reports, calendar: file, duty } = community;
  const { year, month } = zonedTime(now, timezone);
  const from = fromZoned({ year, month, day: 1 }, timezone);
  const to = fromZoned({ year, month: month + 1, day: 1 }, timezone);
  const calendar = createWorkCalendar(file, duty.desk, timezone);
  // Holidays at the end of a month move the reminder to before them.
  let dueAt = to;
  for (let start = to - reports.visits.remindBefore; dueAt >= to && start > from; start -= DAY) {
    dueAt = calendar.add(start, 0);
  }
  return { key: isoDate(from, timezone).slice(0, 7), from, to, dueAt: Math.min(dueAt, to - 1) };
}

/** The calendar year that holds `now`, for the ‰ (R39). */
export function yearOf({ timezone }: Zoned, now: number): Period {
  const { year } = zonedTime(now, timezone);
  const from = fromZoned({ year, month: 1, day: 1 }, timezone);
  return { key: String(year), from, to: fromZoned({ year: year + 1, month: 1, day: 1 }, timezone), dueAt: from };
}
