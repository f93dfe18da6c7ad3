import type { Department } from '../../community/index.ts';
import type { Community } from '../community.ts';
import type { Talk } from '../state.ts';

/** The department that words such as 保安 or 保洁阿姨 mean (`accused` of routing.yaml). */
function findDepartment(community: Community, words: string): Department | null {
  const { departments, routing } = community;
  const byName = departments.find((department) => words.includes(department.name) || department.id === words);
  if (byName !== undefined) return byName;
  const entry = Object.entries(routing.accused).find(([, list]) => list.some((word) => words.includes(word)));
  return departments.find((department) => department.id === entry?.[0]) ?? null;
}

/** Name of the department an apology is given for (篇1 4.7a): the accused one, else the one the topic is routed to. */
export function departmentName(community: Community, talk: Talk): string {
  const { departments, routing } = community;
  const routed = routing.topics[talk.topic ?? '']?.department ?? routing.categories.投诉?.department;
  const words = talk.accusedDepartment ?? talk.accused;
  const id = (words === undefined ? undefined : findDepartment(community, words)?.id) ?? routed;
  return departments.find((department) => department.id === id)?.name ?? '';
}
