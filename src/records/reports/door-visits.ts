import { membersOf, sameUser } from '../../community/index.ts';
import type { Community } from '../community.ts';
import type { LogEntry } from '../registers/report-book.ts';

/** How many visits to owners a member of the desk has made (篇5 二.4, R37). */
export interface VisitCount {
  readonly userid: string;
  readonly count: number;
  /** Still owed of the quota; 0 when it is fulfilled. */
  readonly left: number;
}

/** Every member of the desk with his visits of a month, in the order of `staff.yaml`. */
export function countVisits(visits: readonly LogEntry[], community: Community): VisitCount[] {
  return membersOf(community, community.duty.desk).map((userid) => {
    const count = visits.filter(({ by }) => sameUser(by, userid)).length;
    return { userid, count, left: Math.max(0, community.reports.visits.quota - count) };
  });
}
