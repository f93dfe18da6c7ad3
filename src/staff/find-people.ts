import type { Department, StaffMember } from '../community/config/people.ts';
import type { Community } from './community.ts';

/** A department and the words that are left. */
export interface FoundDepartment {
  readonly department: Department;
  readonly rest: string;
}

/** Every way a department is called: id, name, name without 部, and the words by which owners name it. */
function namesOf(department: Department, community: Community): string[] {
  const short = department.name.replace(/部$/, '');
  const others = (community.routing as { accused?: Record<string, readonly string[]> }).accused?.[department.id] ?? [];
  return [department.name, short, ...others, department.id].filter((name) => name.length > 1);
}

/** The department that a text begins with, or else holds; the longest name wins. */
export function findDepartment(text: string, community: Community): FoundDepartment | null {
  const lower = text.toLowerCase();
  const found = community.departments
    .flatMap((department) => namesOf(department, community).map((name) => ({ department, name })))
    .map((entry) => ({ ...entry, at: lower.indexOf(entry.name.toLowerCase()) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.name.length - a.name.length)[0];
  if (found === undefined) return null;
  const rest = `${text.slice(0, found.at)} ${text.slice(found.at + found.name.length)}`;
  return { department: found.department, rest: rest.replace(/^[\s,，;；:：、部给到]+|\s+$/g, '').trim() };
}

/** All departments a text names, in order, and the words that are left. */
export function findDepartments(text: string, community: Community): { departments: Department[]; rest: string } {
  const departments: Department[] = [];
  let rest = text;
  for (let found = findDepartment(rest, community); found !== null; found = findDepartment(rest, community)) {
    if (!departments.includes(found.department)) departments.push(found.department);
    rest = found.rest;
  }
  return { departments, rest: rest.replace(/^[\s,，;；:：、和与及]+/, '') };
}

/** The members a text can mean: by userid, 工号, or name; a surname is enough with a title (`李师傅`, `小李`). */
export function findMembers(text: string, community: Community): StaffMember[] {
  const wanted = text.replace(/^@/, '').trim();
  if (wanted === '') return [];
  const lower = wanted.toLowerCase();
  const exact = community.staff.filter(
    ({ userid, name, number }) => userid.toLowerCase() === lower || name === wanted || number === wanted,
  );
  if (exact.length > 0) return exact;
  const named = community.staff.filter(({ name }) => wanted.includes(name) || name.includes(wanted));
  if (named.length > 0) return named;
  const surname = /^[小老]?([\p{sc=Han}])(?:师傅|工|姐|哥|主管|经理|队长|阿姨)?$/u.exec(wanted)?.[1];
  return surname === undefined ? [] : community.staff.filter(({ name }) => name.startsWith(surname));
}
