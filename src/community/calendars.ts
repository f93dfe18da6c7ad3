import type { Community } from './community.ts';
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
