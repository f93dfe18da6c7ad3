import type { Community } from './community.ts';
import type { Department, Role, StaffMember } from './config/people.ts';

/** The member with this userid (WeCom compares without case), or null. */
export function findMember(community: Community, userid: string | null): StaffMember | null {
  if (userid === null) return null;
  const wanted = userid.toLowerCase();
  return community.staff.find((member) => member.userid.toLowerCase() === wanted) ?? null;
}

/** His name; a stranger is shown by his userid. */
export function memberName(community: Community, userid: string): string {
  return findMember(community, userid)?.name ?? userid;
}

/** The department with this id, or null. */
export function findDepartment(community: Community, id: string): Department | null {
  return community.departments.find((department) => department.id === id) ?? null;
}

/** Its name; an unknown one is shown by its id. */
export function departmentName(community: Community, id: string): string {
  return findDepartment(community, id)?.name ?? id;
}

/** userids of a department with at least one of `roles` (none given: everybody), in the order of `staff.yaml`. */
export function membersOf(community: Community, department: string, roles: readonly Role[] = []): string[] {
  return community.staff
    .filter((member) => member.department === department)
    .filter((member) => roles.length === 0 || member.roles.some((role) => roles.includes(role)))
    .map((member) => member.userid);
}

/** userids with a role anywhere in the community. */
export function membersWith(community: Community, role: Role): string[] {
  return community.staff.filter((member) => member.roles.includes(role)).map((member) => member.userid);
}

/** The head of a department, as a list so that an unknown department has none. */
export function leadersOf(community: Community, department: string): string[] {
  const leader = findDepartment(community, department)?.leader;
  return leader === undefined ? [] : [leader];
}

/** 客服主管: head of the desk and its supervisors. */
export function deskSupervisors(community: Community): string[] {
  const desk = community.duty.desk;
  return unique([...leadersOf(community, desk), ...membersOf(community, desk, ['supervisor'])]);
}

/** 项目经理. */
export function managers(community: Community): string[] {
  return membersWith(community, 'manager');
}

/** True when he leads his department: its head, or one of its supervisors. */
export function isHead(community: Community, userid: string): boolean {
  const member = findMember(community, userid);
  if (community.departments.some((department) => sameUser(department.leader, userid))) return true;
  return member?.roles.includes('supervisor') ?? false;
}

/** WeCom userids are compared without case. */
export function sameUser(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.toLowerCase() === b.toLowerCase();
}

/** Each value once, in order. */
export function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}

/** The department with this id or this Chinese name, or null. */
export function departmentByIdOrName(community: Community, idOrName: string): Department | null {
  return community.departments.find(({ id, name }) => id === idOrName || name === idOrName) ?? null;
}
