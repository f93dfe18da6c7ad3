import { managers, sameUser, unique } from '../../community/index.ts';
import type { Ticket } from '../../tickets/index.ts';
import { asViewer, maySee } from '../../tickets/index.ts';
import type { Community } from '../community.ts';

/** One reader of a report, and the complaints of it that he may know of. */
export interface Reader {
  readonly userid: string;
  readonly visible: readonly Ticket[];
}

/** Above the project manager: the company line, else 经理助理 (R1, R16). */
function above({ escalation }: Community): readonly string[] {
  if (escalation.company.length > 0) return escalation.company;
  return escalation.assistant === null ? [] : [escalation.assistant];
}

/**
 * Who reads a report and what of it (R1–R4): nobody a complaint that he may not know of. When one is hidden from a project
 * manager, the line above him reads the report too, so that it does not stay unread.
 */
export function readersOf(
  complaints: readonly Ticket[],
  { community, userids }: { community: Community; userids: readonly string[] },
): Reader[] {
  const visibleTo = (userid: string) => {
    const actor = asViewer(userid, community);
    return complaints.filter((ticket) => maySee(ticket, actor, community));
  };
  const isBlind = (userid: string) => visibleTo(userid).length < complaints.length;
  const blindManager = managers(community).some(
    (manager) => userids.some((userid) => sameUser(userid, manager)) && isBlind(manager),
  );
  return unique([...userids, ...(blindManager ? above(community) : [])]).map((userid) => ({
    userid,
    visible: visibleTo(userid),
  }));
}
