import { managers, unique } from '../community/index.ts';
import type { Community } from './community.ts';

/** Who hears of a 重大(突发)事件 at once: 项目经理 and 经理助理 (R10, R16). */
export function crisisStaff(community: Community): string[] {
  const { assistant } = community.escalation;
  return unique([...managers(community), ...(assistant === null ? [] : [assistant])]);
}
