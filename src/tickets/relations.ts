import { deskSupervisors, findDepartment, sameUser } from '../community/index.ts';
import type { Actor } from './action.ts';
import type { Community } from './community.ts';
import { isAbove, isDesk, isFinance, isReporter } from './confidentiality.ts';
import type { Ticket } from './ticket.ts';

/** What somebody is to a ticket. Rights in the transition table are given to these. */
export const RELATIONS = [
  'owner',
  'assignee',
  'worker',
  'head',
  'handler',
  'keeper',
  'desk',
  'supervisor',
  'dispatcher',
  'manager',
  'finance',
  'system',
] as const;

/** One of `RELATIONS`. */
export type Relation = (typeof RELATIONS)[number];

/** Everything that `actor` is to `ticket`. `supervisor` is 客服主管; `head` leads the ticket's department. */
export function relationsOf(ticket: Ticket, actor: Actor, community: Community): ReadonlySet<Relation> {
  if (actor.kind === 'system') return new Set(['system']);
  if (actor.kind === 'owner') return new Set(isReporter(ticket, actor.conversationId) ? ['owner'] : []);
  const inDepartment = actor.department === ticket.department;
  const leads = sameUser(findDepartment(community, ticket.department)?.leader ?? null, actor.userid);
  const isPersonal = ticket.complaint?.scope === 'person';
  const held: Record<Exclude<Relation, 'owner' | 'system'>, boolean> = {
    assignee: sameUser(ticket.assignee, actor.userid),
    worker: inDepartment && !isPersonal,
    head: !isPersonal && (leads || (inDepartment && actor.roles.includes('supervisor'))),
    handler: ticket.complaint?.handlers.some((userid) => sameUser(userid, actor.userid)) ?? false,
    keeper: sameUser(ticket.keeper, actor.userid),
    desk: !isPersonal && isDesk(actor, community),
    supervisor: deskSupervisors(community).some((userid) => sameUser(userid, actor.userid)),
    dispatcher: actor.roles.includes('dispatcher') && !isPersonal,
    manager: actor.roles.includes('manager') || isAbove(actor, community),
    finance: isFinance(actor, community),
  };
  return new Set(RELATIONS.filter((relation) => (held as Partial<Record<Relation, boolean>>)[relation] === true));
}
