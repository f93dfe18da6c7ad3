/** The public door of this room. */
export { calendarOf } from './calendars.ts';
export { type Communities, type Community, UnknownCommunityError } from './community.ts';
export { type CalendarFile, calendarFile } from './config/calendar.ts';
export { type CommunityFile, communityFile } from './config/community.ts';
export { type DutyFile, dutyFile } from './config/duty.ts';
export {
  type Department,
  departmentsFile,
  type HouseRecord,
  type Role,
  type StaffMember,
  staffFile,
} from './config/people.ts';
export { hasRoster, minuteOfDay, nextShift, onDuty, shiftAt, type WorkedShift } from './duty.ts';
export {
  departmentByIdOrName,
  departmentName,
  deskSupervisors,
  findDepartment,
  findMember,
  isHead,
  leadersOf,
  managers,
  memberName,
  membersOf,
  membersWith,
  sameUser,
  unique,
} from './people.ts';
export { afterQuiet, beforeQuiet } from './quiet.ts';
export { createWorkCalendar, workLimit } from './work-calendar.ts';
