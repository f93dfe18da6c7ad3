import { isoDate, startOfDay, zonedTime } from '../shared/index.ts';
import type { Community } from './community.ts';
import type { Shift } from './config/duty.ts';
import { findMember, leadersOf, membersOf, unique } from './people.ts';

const MINUTE = 60_000;

/** A shift as it is worked on one day. Epoch ms. */
export interface WorkedShift {
  readonly shift: Shift;
  /** The day its beginning belongs to, `2026-11-24`. */
  readonly day: string;
  readonly from: number;
  readonly to: number;
  readonly members: readonly string[];
}

function rosterOf(community: Community, department: string) {
  return community.duty.departments[department] ?? community.duty.default;
}

interface ShiftOnDay {
  readonly community: Community;
  readonly department: string;
  readonly shift: Shift;
  readonly dayStart: number;
}

function worked({ community, department, shift, dayStart }: ShiftOnDay): WorkedShift {
  const day = isoDate(dayStart, community.timezone);
  const overnight = shift.hours.to <= shift.hours.from;
  const ending = overnight ? startOfDay(dayStart, community.timezone, 1) : dayStart;
  return {
    shift,
    day,
    from: dayStart + shift.hours.from * MINUTE,
    to: ending + shift.hours.to * MINUTE,
    members: peopleOn({ community, department, shift, day }),
  };
}

/** Roster of the day, else the shift's own list, else everybody with the roster's roles, else the head: never nobody. */
function peopleOn({ community, department, shift, day }: Omit<ShiftOnDay, 'dayStart'> & { day: string }): string[] {
  const planned = community.duty.days[day]?.[department]?.[shift.id] ?? shift.members;
  const known = planned.filter((userid) => findMember(community, userid) !== null);
  if (known.length > 0) return known;
  const able = membersOf(community, department, rosterOf(community, department).roles);
  return able.length > 0 ? able : unique([...leadersOf(community, department), ...membersOf(community, department)]);
}

/** The shift of a department that is on at `at`, or null in a gap of the roster. */
export function shiftAt(community: Community, department: string, at: number): WorkedShift | null {
  const days = [startOfDay(at, community.timezone), startOfDay(at, community.timezone, -1)];
  for (const day of days) {
    for (const shift of rosterOf(community, department).shifts) {
      const candidate = worked({ community, department, shift, dayStart: day });
      if (candidate.from <= at && at < candidate.to) return candidate;
    }
  }
  return null;
}

/** userids on duty, in the order they take turns; in a gap of the roster everybody who could be. */
export function onDuty(community: Community, department: string, at: number): readonly string[] {
  const current = shiftAt(community, department, at);
  if (current !== null) return current.members;
  const gap = { id: '', name: '', hours: { from: 0, to: 0 }, members: [] };
  return peopleOn({ community, department, shift: gap, day: '' });
}

/** The shift that begins when `current` ends (篇3 4.9), or null in a gap. */
export function nextShift(community: Community, department: string, current: WorkedShift): WorkedShift | null {
  return shiftAt(community, department, current.to);
}

/** True when the roster of the department names people for `at`, so that the others may be left in peace. */
export function hasRoster(community: Community, department: string, at: number): boolean {
  const current = shiftAt(community, department, at);
  if (current === null) return false;
  const planned = community.duty.days[current.day]?.[department]?.[current.shift.id] ?? current.shift.members;
  return planned.length > 0;
}

/** Minutes since midnight of `at`, for `hours` of a routing rule. */
export function minuteOfDay(at: number, timezone: string): number {
  const { hour, minute } = zonedTime(at, timezone);
  return hour * 60 + minute;
}
