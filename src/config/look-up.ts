import type { Department, Role, StaffMember } from './schema/people.ts';
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

/** The department a member works in; null for somebody who is not in `staff.yaml`. */
export function departmentOfMember(community: Community, userid: string): Department | null {
  const member = staffOf(community, userid);
  return member === null ? null : departmentOf(community, member.department);
}

/** The head of a department. */
export function leaderOf(community: Community, department: string): StaffMember | null {
  const found = departmentOf(community, department);
  return found === null ? null : staffOf(community, found.leader);
}

/** Members with a role, of a department, or both; in the order of `staff.yaml`. */
export function membersWith(
  community: Community,
  wanted: { readonly role?: Role; readonly department?: string },
): StaffMember[] {
  return community.staff.filter(
    (member) =>
      (wanted.role === undefined || member.roles.includes(wanted.role)) &&
      (wanted.department === undefined || member.department === wanted.department),
  );
}
