import type { Department, StaffMember } from './schema/people.ts';
import type { Community } from './types.ts';

/** The member with this userid; WeCom answers userids in lower case at times (wecom-api.md 4.1), so case does not count. */
export function staffOf(community: Community, userid: string): StaffMember | null {
  const wanted = userid.toLowerCase();
  return community.staff.find((member) => member.userid.toLowerCase() === wanted) ?? null;
}

/** The department with this id or this Chinese name. */
export function departmentOf(community: Community, idOrName: string): Department | null {
  return community.departments.find(({ id, name }) => id === idOrName || name === idOrName) ?? null;
}
