import type { StaffMember } from '../community/config/people.ts';
import { deskSupervisors, findMember, isHead, sameUser } from '../community/people.ts';
import { ACTOR_CHANNELS, type Actor } from '../tickets/action.ts';
import type { Community } from './community.ts';

/** A member in one of the communities that they work for. */
export interface Membership<C extends Community = Community> {
  readonly community: C;
  readonly member: StaffMember;
}

/** A member as the ticket room knows an actor. */
export type MemberActor = Extract<Actor, { kind: 'member' }>;

/** Whose figures and lists a member may read (operating contract, "Words in chat"). */
export type Scope = 'own' | 'department' | 'all';

/** Every community in which this userid is on the staff; empty for a stranger. */
export function membershipsOf<C extends Community>(communities: Iterable<C>, userid: string): Membership<C>[] {
  return [...communities].flatMap((community) => {
    const member = findMember(community, userid);
    return member === null ? [] : [{ community, member }];
  });
}

/** The member as an actor; `channel` is how they act, for the timeline. */
export function actorOf({ member }: Membership, channel: keyof typeof ACTOR_CHANNELS): MemberActor {
  const { userid, name, department, roles } = member;
  return { kind: 'member', userid, name, department, roles, channel: ACTOR_CHANNELS[channel] };
}

/** 项目经理, company line and 客服主管 (篇1 3.1, 3.2) read everything; heads and dispatchers their department; others their own. */
export function scopeOf({ community, member }: Membership): Scope {
  const { userid, roles } = member;
  const above = [...deskSupervisors(community), ...community.escalation.company, community.escalation.assistant];
  if (roles.includes('manager') || above.some((one) => sameUser(one, userid))) return 'all';
  if (isHead(community, userid) || roles.includes('dispatcher')) return 'department';
  return 'own';
}

/** True for the members of 客服部, who follow tickets for owners and therefore look up any of them. */
export function isDeskMember({ community, member }: Membership): boolean {
  return member.department === community.duty.desk;
}
