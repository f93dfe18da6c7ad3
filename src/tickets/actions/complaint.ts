import { findMember, leadersOf, managers, memberName } from '../../community/index.ts';
import { handlersFor, resolveAccused } from '../accused.ts';
import { workCardHolders } from '../card.ts';
import { actorId, type Change, type ChangeContext, type Handlers } from '../change.ts';
import { isAccused } from '../confidentiality.ts';
import { keepPromise, promiseFor } from '../promises.ts';
import { meet, startDeadline } from '../sla-clock.ts';
import { tellMembers, tellOwners } from '../tell.ts';
import { type NamedPart, refuse, say } from '../texts.ts';
import type { Complaint, Ticket } from '../ticket.ts';
import { noticed, placedIn } from './dispatch.ts';

/** What persons decide about a complaint (R1, R3, R6, R15). The program proposes nothing here. */
export const COMPLAINT_ACTIONS: Handlers<
  'judge' | 'answer' | 'accuse' | 'apologise' | 'criticise' | 'consent-identity'
> = {
  judge({ ticket, action, now, community }) {
    const { complaint } = ticket;
    if (complaint === null) return refuse(community, 'wrong-category', { number: ticket.number });
    const { kind: _, ...given } = action;
    const decided = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    if (Object.keys(decided).length === 0) return refuse(community, 'needs-text', { detail: 'judge' });
    // Each decision has the name it is asked for by before a complaint is closed.
    const words = (Object.entries(decided) as [NamedPart<'gap'>, string | boolean][]).map(([key, value]) => {
      const shown =
        typeof value === 'boolean' ? say(community, value ? 'names.valid' : 'names.not-valid') : String(value);
      return `${say(community, `names.gap-${key}`)}：${shown}`;
    });
    const judged = { ...complaint, ...decided } as Complaint;
    const isMunicipal = judged.cause === '市政' && complaint.cause !== '市政';
    const outside = isMunicipal ? contactOutside({ ticket, now, community }) : null;
    return {
      patch: { complaint: judged, ...outside?.patch },
      text: words.join('；'),
      effects: outside?.effects ?? [],
    };
  },

  /** A person's substantive answer: only this stops the 24 hours, an automatic receipt does not (R6). */
  answer(context) {
    const { ticket, action, actor, now, community } = context;
    if (action.text.trim() === '') return refuse(community, 'needs-text', { detail: 'answer' });
    const seen = noticed(context);
    const answer = { at: now, by: actorId(actor), text: action.text };
    const complaint =
      ticket.complaint === null ? null : { ...ticket.complaint, answers: [...ticket.complaint.answers, answer] };
    const by = actor.kind === 'member' ? actor.name : '';
    const deadlines = meet(seen.deadlines ?? ticket.deadlines, ['answer', 'respond'], now);
    const kept = keepPromise({ ...ticket, deadlines }, now, community);
    const promise = kept.promises === ticket.promises ? '' : promiseFor(kept, now, community);
    const text = say(community, 'owner.answer', { number: ticket.number, text: action.text, by, promise });
    return {
      patch: { ...seen, complaint, deadlines, promises: kept.promises },
      text: say(community, 'staff.answered', { text: action.text }),
      effects: tellOwners({ ticket, community }, text, 'answer'),
    };
  },

  accuse(context) {
    const { ticket, action, community } = context;
    if (ticket.complaint === null) return refuse(community, 'wrong-category', { number: ticket.number });
    const named = resolveAccused(
      { accused: action.userid ?? null, accusedDepartment: action.department ?? ticket.complaint.accusedDepartment },
      community,
    );
    const accused = {
      userid: named.userid ?? ticket.complaint.accused,
      department: named.department ?? ticket.complaint.accusedDepartment,
    };
    const complaint: Complaint = {
      ...ticket.complaint,
      scope: action.scope,
      accused: accused.userid,
      accusedDepartment: accused.department,
      handlers: action.scope === 'person' ? handlersFor(accused, community) : [],
    };
    return action.scope === 'person' ? accusePerson(context, complaint) : accuseWork(context, complaint);
  },

  apologise({ ticket, action, actor, now, community }) {
    const { complaint } = ticket;
    if (complaint === null) return refuse(community, 'wrong-category', { number: ticket.number });
    if (action.by.trim() === '' || action.how.trim() === '')
      return refuse(community, 'needs-text', { detail: 'apologise' });
    const apology = { at: action.at ?? now, by: action.by, how: action.how, recordedBy: actorId(actor) };
    return {
      patch: {
        complaint: { ...complaint, apologies: [...complaint.apologies, apology] },
        deadlines: meet(ticket.deadlines, ['apology'], now),
      },
      text: say(community, 'staff.apologised', { name: memberName(community, action.by), how: action.how }),
    };
  },

  criticise({ ticket, action, actor, now, community }) {
    const { complaint } = ticket;
    if (complaint === null) return refuse(community, 'wrong-category', { number: ticket.number });
    if (action.text.trim() === '') return refuse(community, 'needs-text', { detail: 'criticise' });
    const criticism = { at: now, by: actorId(actor), decided: action.decided, text: action.text };
    return {
      patch: { complaint: { ...complaint, criticism } },
      text: say(community, action.decided ? 'staff.criticised' : 'staff.not-criticised', { text: action.text }),
    };
  },

  'consent-identity'({ ticket, action, community }) {
    const { complaint } = ticket;
    if (complaint === null) return refuse(community, 'wrong-category', { number: ticket.number });
    const heads = complaint.accusedDepartment === null ? [] : leadersOf(community, complaint.accusedDepartment);
    const text = say(community, action.given ? 'staff.identity-given' : 'staff.identity-kept');
    const told = complaint.scope === 'person' ? complaint.handlers : [...heads, ...managers(community)];
    return {
      patch: { complaint: { ...complaint, identityConsent: action.given } },
      text,
      effects: tellMembers({ ticket, community }, told, { text: `${ticket.number} ${text}`, purpose: 'task' }),
    };
  },
};

/** 市政: explaining is not enough; contacting the body is our own task with a date (篇1 4.7c; R14). */
function contactOutside({ ticket, now, community }: Pick<ChangeContext, 'ticket' | 'now' | 'community'>) {
  const { department, number, keeper } = ticket;
  const next = startDeadline({ community, clock: 'wall', department, limit: community.escalation.next, from: now });
  const text = say(community, 'staff.municipal', { number });
  return {
    patch: { deadlines: { ...ticket.deadlines, next } },
    effects: tellMembers({ ticket, community }, [keeper], { text, purpose: 'task' }),
  };
}

/** A complaint about work goes to the department's group and its head (R1). */
function accuseWork(context: ChangeContext, complaint: Complaint): Change {
  const { ticket, community } = context;
  const text = say(community, 'staff.accused-work');
  const department = complaint.accusedDepartment;
  if (department === null || department === ticket.department || ticket.finishedAt !== null)
    return { patch: { complaint }, text };
  const placed = placedIn({ ...context, ticket: { ...ticket, complaint } }, department, []);
  return { ...placed, patch: { complaint, ...placed.patch }, text };
}

/** A complaint about a person goes around him: handlers instead of the department, no card in his hands, the R3 tasks (R1, R3). */
function accusePerson({ ticket, now, community }: ChangeContext, complaint: Complaint): Change {
  const { handlers } = complaint;
  const seen = { ...ticket, complaint };
  const barred = (userid: string) => isAccused(seen, userid, community);
  const department = findMember(community, handlers[0] ?? null)?.department ?? ticket.department;
  const apology = startDeadline({
    community,
    clock: 'wall',
    department,
    limit: community.escalation.apology,
    from: now,
  });
  const patch: Partial<Ticket> = {
    complaint,
    department,
    keeper: barred(ticket.keeper) ? (handlers[0] ?? ticket.keeper) : ticket.keeper,
    assignee: null,
    visitKinds: [...ticket.visitKinds.filter((kind) => kind !== 'complaint' && kind !== 'attitude'), 'attitude'],
    deadlines: { ...ticket.deadlines, apology: ticket.deadlines.apology ?? apology },
    cards: ticket.cards.map((card) => ({ ...card, holders: card.holders.filter((userid) => !barred(userid)) })),
  };
  const next = { ...ticket, ...patch, state: 'waiting' as const };
  return {
    patch,
    ...(ticket.finishedAt === null ? { to: 'waiting' as const } : {}),
    text: say(community, 'staff.accused-person'),
    cardsTo: workCardHolders(next, now, community),
  };
}
