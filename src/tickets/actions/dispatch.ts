import {
  afterQuiet,
  calendarOf,
  departmentName,
  findDepartment,
  findMember,
  memberName,
  onDuty,
  sameUser,
  unique,
} from '../../community/index.ts';
import type { Effect } from '../../effects/index.ts';
import { defined } from '../../shared/index.ts';
import { workCardHolders } from '../card.ts';
import type { ChangeContext, Handlers } from '../change.ts';
import { actorId } from '../change.ts';
import { isAccused } from '../confidentiality.ts';
import { acknowledgeLadders } from '../ladders.ts';
import { keepPromise, promiseFor } from '../promises.ts';
import type { Relation } from '../relations.ts';
import { meet } from '../sla-clock.ts';
import { actorName, lineToGroup, pushToGroup, tellMembers, tellOwners } from '../tell.ts';
import { refuse, say } from '../texts.ts';
import type { Ticket } from '../ticket.ts';
import { workerTitle } from '../wording.ts';

/** Whose word is the department's: its own people, whoever has it in hand, and those above. */
const OF_DEPARTMENT: readonly Relation[] = ['assignee', 'worker', 'head', 'handler', 'manager'];

/** R7 wants the department's own word by day; when it does not work, or people sleep, the duty desk answers for it (R6). */
function speaksForDepartment({ ticket, relations, now, community }: ChangeContext): boolean {
  if (OF_DEPARTMENT.some((relation) => relations.has(relation))) return true;
  return afterQuiet(community, now) !== now || !calendarOf(community, ticket.department).isWorking(now);
}

/**
 * A person has taken notice: running ladders climb no further, and when he speaks for the department the 30 minutes are met
 * (R7) and the after-sales side has received its 返修联系单 (篇1 4.5).
 */
export function noticed(context: ChangeContext): Partial<Ticket> {
  const { ticket, actor, now } = context;
  if (actor.kind !== 'member') return {};
  if (!speaksForDepartment(context)) return { ladders: acknowledgeLadders(ticket.ladders, actor.userid, now) };
  const { reworkSlip } = ticket;
  const received = reworkSlip !== null && reworkSlip.receivedAt === null && actor.department === ticket.department;
  return {
    acknowledgedAt: ticket.acknowledgedAt ?? now,
    deadlines: meet(ticket.deadlines, received ? ['handover', 'same-day'] : ['handover'], now),
    ladders: acknowledgeLadders(ticket.ladders, actorId(actor), now),
    ...(received ? { reworkSlip: { ...reworkSlip, receivedBy: actor.userid, receivedAt: now } } : {}),
  };
}

/** Finding a worker, and putting a ticket where it belongs. */
export const DISPATCH_ACTIONS: Handlers<'assign' | 'accept' | 'acknowledge' | 'transfer' | 'return' | 'summon'> = {
  assign(context) {
    const { ticket, action, community } = context;
    const worker = findMember(community, action.userid);
    if (worker === null) return refuse(community, 'unknown-member', { name: action.userid });
    if (isAccused(ticket, worker.userid, community)) return refuse(community, 'accused', { name: worker.name });
    if (sameUser(ticket.assignee, worker.userid)) {
      return refuse(community, 'already', { detail: 'assign', name: worker.name, number: ticket.number });
    }
    return {
      patch: { ...noticed(context), assignee: worker.userid, acceptedAt: null },
      to: 'assigned',
      text: say(community, 'staff.assigned', { name: worker.name }),
      cardsTo: [worker.userid],
    };
  },

  accept(context) {
    const { ticket, actor, now, community } = context;
    if (actor.kind !== 'member') return refuse(community, 'not-yours', { action: '', number: ticket.number });
    if (ticket.assignee !== null && !sameUser(ticket.assignee, actor.userid)) {
      return refuse(community, 'taken', { number: ticket.number, name: memberName(community, ticket.assignee) });
    }
    const seen = noticed(context);
    const deadlines = meet(seen.deadlines ?? ticket.deadlines, ['respond'], now);
    const patch = { ...seen, deadlines, assignee: actor.userid, acceptedAt: now };
    const taken = keepPromise({ ...ticket, ...patch, state: 'accepted' }, now, community);
    const line = say(community, 'staff.accepted-line', { number: ticket.number, name: actor.name });
    const text = say(community, 'owner.accepted', {
      number: ticket.number,
      worker: workerTitle(taken, community) ?? '',
      promise: promiseFor(taken, now, community),
    });
    return {
      patch: { ...patch, promises: taken.promises },
      to: 'accepted',
      text: say(community, 'staff.accepted', { name: actor.name }),
      effects: [
        ...tellOwners({ ticket, community }, text, 'progress'),
        ...lineToGroup(ticket.department, { ticket: taken, community }, line),
      ],
      cardsTo: [actor.userid],
    };
  },

  acknowledge(context) {
    const { actor, community } = context;
    const key = speaksForDepartment(context) ? 'staff.acknowledged' : 'staff.acknowledged-desk';
    return { patch: noticed(context), text: say(community, key, { name: actorName(actor, community) }) };
  },

  transfer(context) {
    const { ticket, action, community } = context;
    const wanted =
      findDepartment(community, action.department) ??
      community.departments.find((one) => one.name === action.department || `${one.name}部` === action.department) ??
      community.departments.find((one) => action.department !== '' && one.name.startsWith(action.department)) ??
      null;
    const names = community.departments.map((one) => one.name).join('、');
    if (wanted === null) return refuse(community, 'unknown-department', { department: action.department, names });
    if (ticket.complaint?.scope === 'person')
      return refuse(community, 'accused', { detail: 'transfer', name: wanted.name });
    if (wanted.id === ticket.department) {
      return refuse(community, 'already', { detail: 'transfer', number: ticket.number, department: wanted.name });
    }
    const text = say(community, 'staff.transferred', { department: wanted.name, reason: action.reason ?? '' });
    return { ...placedIn(context, wanted.id, []), text };
  },

  return(context) {
    const { ticket, action, actor, community } = context;
    if (action.reason.trim() === '') return refuse(community, 'needs-text', { detail: 'return' });
    const by = actorId(actor);
    const text = say(community, 'staff.returned', { name: memberName(community, by), reason: action.reason });
    return { ...placedIn(context, ticket.department, unique([...ticket.returnedBy, by])), text };
  },

  summon({ ticket, action, actor, now, community }) {
    const departments = unique(action.departments).filter((id) => findDepartment(community, id) !== null);
    const names = community.departments.map((one) => one.name).join('、');
    if (departments.length === 0) {
      return refuse(community, 'unknown-department', { department: action.departments.join('、'), names });
    }
    if (action.plan.trim() === '') return refuse(community, 'needs-text', { detail: 'summon' });
    const entry = {
      at: now,
      by: actorId(actor),
      departments,
      plan: action.plan,
      date: action.date ?? null,
      told: action.told ?? '',
    };
    const next = { ...ticket, summons: [...ticket.summons, entry] };
    const lead = say(community, 'staff.summon-lead');
    const groups = departments.flatMap((id) => {
      const mention = [defined(findDepartment(community, id)).leader];
      return pushToGroup(id, { ticket: next, community, now, purpose: 'alarm', mention, lead });
    });
    const heads = departments.map((id) => defined(findDepartment(community, id)).leader);
    const plan = say(community, 'staff.summoned', {
      number: ticket.number,
      departments: departments.map((id) => departmentName(community, id)).join('、'),
      plan: action.plan,
    });
    const told = entry.told === '' ? [] : tellOwners({ ticket, community }, entry.told, 'progress');
    return {
      patch: { summons: next.summons },
      text: plan,
      effects: [
        ...groups,
        ...tellMembers({ ticket: next, community }, heads, { text: plan, purpose: 'alarm' }),
        ...told,
      ],
    };
  },
};

/** The ticket waits in a department: no worker, its group and the people who may take it hear of it. */
export function placedIn({ ticket, now, community }: ChangeContext, department: string, returnedBy: readonly string[]) {
  const departmentsBefore =
    department === ticket.department
      ? ticket.departmentsBefore
      : unique([...ticket.departmentsBefore, ticket.department]);
  const patch = { department, departmentsBefore, returnedBy, assignee: null, acceptedAt: null };
  const next: Ticket = { ...ticket, ...patch, state: 'waiting' };
  const holders = workCardHolders(next, now, community).filter((userid) => !returnedBy.includes(userid));
  const mention = onDuty(community, department, now);
  const purpose = ticket.urgent ? ('emergency' as const) : ('task' as const);
  const push: Effect[] = pushToGroup(department, { ticket: next, community, now, purpose, mention });
  return { patch, to: 'waiting' as const, effects: push, cardsTo: holders };
}
