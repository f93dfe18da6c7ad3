import type { Community } from '../config/types.ts';
import { createWorkCalendar, type WorkCalendar } from './work-calendar.ts';

const calendars = new WeakMap<Community, Map<string, WorkCalendar>>();

/** The calendar of a department, built once for each loaded configuration. */
export function calendarOf(community: Community, department: string): WorkCalendar {
  let own = calendars.get(community);
  if (own === undefined) {
    own = new Map();
    calendars.set(community, own);
  }
  let calendar = own.get(department);
  if (calendar === undefined) {
    calendar = createWorkCalendar(community.calendar, department, community.timezone);
    own.set(department, calendar);
  }
  return calendar;
}

/** Years that working limits reach into at `now` and the table of holidays does not cover: to be said loudly. */
export function uncoveredYears(community: Community, now: number): number[] {
  const years = new Set<number>();
  for (const department of community.departments) {
    const calendar = calendarOf(community, department.id);
    for (const at of [now, now + 30 * 86_400_000]) {
      if (!calendar.covers(at)) years.add(new Date(at).getUTCFullYear());
    }
  }
  return [...years].sort();
}
