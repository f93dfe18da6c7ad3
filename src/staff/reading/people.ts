import type { Department, StaffMember } from '../../community/config/people.ts';
import type { Community } from '../community.ts';

/** Whose names are read: the members and departments of a community. */
type People = Pick<Community, 'departments' | 'staff' | 'routing'>;

/** A department and the words that are left. */
export interface FoundDepartment {
  readonly department: Department;
  readonly rest: string;
}

/** Every name of a department: id, name, name without 部, and the words that owners use for it. */
function namesOf({ id, name }: Department, { routing }: Pick<People, 'routing'>): string[] {
  const { accused = {} } = routing as { accused?: Record<string, readonly string[]> };
  return [name, name.replace(/部$/, ''), ...(accused[id] ?? []), id].filter((one) => one.length > 1);
}

/** The department that a text begins with, or else contains; the longest name wins. */
export function findDepartment(text: string, people: Pick<People, 'departments' | 'routing'>): FoundDepartment | null {
  const lower = text.toLowerCase();
  const found = people.departments
    .flatMap((department) => namesOf(department, people).map((name) => ({ department, name })))
    .map((entry) => ({ ...entry, at: lower.indexOf(entry.name.toLowerCase()) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.name.length - a.name.length)[0];
  if (found === undefined) return null;
  const rest = `${text.slice(0, found.at)} ${text.slice(found.at + found.name.length)}`;
  return { department: found.department, rest: rest.replace(/^[\s,，;；:：、部给到]+|\s+$/g, '').trim() };
}

/** All departments that a text names, in order, and the words that are left. */
export function findDepartments(
  text: string,
  people: Pick<People, 'departments' | 'routing'>,
): { departments: Department[]; rest: string } {
  const departments: Department[] = [];
  let rest = text;
  for (let found = findDepartment(rest, people); found !== null; found = findDepartment(rest, people)) {
    if (!departments.includes(found.department)) departments.push(found.department);
    rest = found.rest;
  }
  return { departments, rest: rest.replace(/^[\s,，;；:：、和与及]+/, '') };
}

/** The members that a text can mean: by userid, 工号, or name; a surname is enough with a title (`李师傅`, `小李`). */
export function findMembers(text: string, { staff }: Pick<People, 'staff'>): StaffMember[] {
  const wanted = text.replace(/^@/, '').trim();
  if (wanted === '') return [];
  const lower = wanted.toLowerCase();
  const exact = staff.filter(
    ({ userid, name, number }) => userid.toLowerCase() === lower || name === wanted || number === wanted,
  );
  if (exact.length > 0) return exact;
  const named = staff.filter(({ name }) => wanted.includes(name) || name.includes(wanted));
  if (named.length > 0) return named;
  const surname = /^[小老]?([\p{sc=Han}])(?:师傅|工|姐|哥|主管|经理|队长|阿姨)?$/u.exec(wanted)?.[1];
  return surname === undefined ? [] : staff.filter(({ name }) => name.startsWith(surname));
}

/** The one member that a text means; null when it means none or several. */
export function findOneMember(text: string, people: Pick<People, 'staff'>): StaffMember | null {
  const [member, ...others] = findMembers(text, people);
  return others.length === 0 ? (member ?? null) : null;
}

/** True for 我, 自己: the member who is writing. */
export const isSelf = (text: string) => /^(?:我|自己|本人)$/.test(text);

/** True when the words after a department speak of a person in it, not of its work (R1). */
export const namesPerson = (text: string) => /态度|人员|员工|某人|个人/.test(text);
