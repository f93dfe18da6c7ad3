import {
  deskSupervisors,
  findDepartment,
  findMember,
  leadersOf,
  managers,
  sameUser,
  unique,
} from '../community/index.ts';
import type { Community } from './community.ts';

/** Whom a complaint is about, as far as it can be read. */
export interface Accused {
  readonly userid: string | null;
  readonly department: string | null;
}

/** Reads the accused person and department out of the words of a draft; ids pass through. */
export function resolveAccused(
  words: { readonly accused: string | null; readonly accusedDepartment: string | null },
  community: Community,
): Accused {
  const member = findMember(community, words.accused) ?? memberByName(words.accused, community);
  if (member !== null) return { userid: member.userid, department: member.department };
  const department =
    departmentByWords(words.accusedDepartment, community) ?? departmentByWords(words.accused, community);
  return { userid: managerMeant(words, community), department };
}

function memberByName(name: string | null, community: Community) {
  if (name === null || name.trim() === '') return null;
  const wanted = name.trim();
  const matches = community.staff.filter((member) => wanted.includes(member.name) || member.number === wanted);
  return matches.length === 1 ? (matches[0] ?? null) : null;
}

function departmentByWords(words: string | null, community: Community): string | null {
  if (words === null || words.trim() === '') return null;
  const exact = findDepartment(community, words) ?? community.departments.find((one) => words.includes(one.name));
  if (exact != null) return exact.id;
  const entries = Object.entries(community.routing.accused);
  return entries.find(([, names]) => names.some((name) => words.includes(name)))?.[0] ?? null;
}

function managerMeant(words: { accused: string | null }, community: Community): string | null {
  const [only, ...others] = managers(community);
  const meant = words.accused !== null && /项目经理|你们经理|物业经理/.test(words.accused);
  return meant && only !== undefined && others.length === 0 ? only : null;
}

/**
 * Who handles a complaint about a person: the head above him and 客服主管, around the accused (R1). The desk's people →
 * 项目经理; a head → one level up; 项目经理 → the company line. An unnamed guard may be the head himself, so that goes above the head too.
 */
export function handlersFor(accused: Accused, community: Community): string[] {
  const above = managers(community).filter((userid) => !sameUser(userid, accused.userid));
  const heads = accused.department === null ? [] : leadersOf(community, accused.department);
  const isManager = (userid: string | null) => managers(community).some((manager) => sameUser(manager, userid));
  if (accused.userid === null ? heads.some(isManager) : isManager(accused.userid)) {
    // 项目经理, or somebody of his own department who is not named: the company line, or whoever else is not concerned.
    const others = accused.userid === null ? [] : above;
    return firstFilled(
      [community.escalation.company, assistantOf(community), others, deskSupervisors(community)],
      accused,
    );
  }
  if (accused.department === community.duty.desk) {
    return firstFilled([above, community.escalation.company, assistantOf(community)], accused);
  }
  const isNamedWorker = accused.userid !== null && !heads.some((head) => sameUser(head, accused.userid));
  return firstFilled([[...(isNamedWorker ? heads : above), ...deskSupervisors(community)], above], accused);
}

function assistantOf(community: Community): string[] {
  return community.escalation.assistant === null ? [] : [community.escalation.assistant];
}

function firstFilled(candidates: readonly (readonly string[])[], accused: Accused): string[] {
  for (const candidate of candidates) {
    const others = unique(candidate.filter((userid) => !sameUser(userid, accused.userid)));
    if (others.length > 0) return others;
  }
  return [];
}
