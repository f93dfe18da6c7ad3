import type { StaffMember } from '../community/config/people.ts';
import { deskSupervisors, findMember, isHead, sameUser } from '../community/people.ts';
import type { Actor, ActorChannel } from '../tickets/action.ts';
import type { Community } from './community.ts';

/** A member in one of the communities he works for. */
export interface Membership<C extends Community = Community> {
  readonly community: C;
  readonly member: StaffMember;
}

/** Whose figures and lists a member may read (operating contract, "Words in chat"): `own`, his department's, or all. */
export type Scope = 'own' | 'department' | 'all';

/** Every community in which this userid is on the staff; empty for a stranger. Nothing is read across the others. */
export function membershipsOf<C extends Community>(communities: Iterable<C>, userid: string): Membership<C>[] {
  return [...communities].flatMap((community) => {
    const member = findMember(community, userid);
    return member === null ? [] : [{ community, member }];
  });
}

/** The member as the ticket room knows an actor. */
export function actorOf({ member }: Membership, channel: ActorChannel): Extract<Actor, { kind: 'member' }> {
  const { userid, name, department, roles } = member;
  return { kind: 'member', userid, name, department, roles, channel };
}

/** 项目经理, company line, 客服主管 (篇1 3.1, 3.2) read everything; heads and dispatchers their department; others their own. */
export function scopeOf({ community, member }: Membership): Scope {
  const { userid, roles } = member;
  const above = [...deskSupervisors(community), ...community.escalation.company, community.escalation.assistant];
  if (roles.includes('manager') || above.some((one) => sameUser(one, userid))) return 'all';
  if (isHead(community, userid) || roles.includes('dispatcher')) return 'department';
  return 'own';
}

/** True for the people of 客服部, who keep tickets for owners and therefore look up any of them. */
export function isDeskMember({ community, member }: Membership): boolean {
  return member.department === community.duty.desk;
}
