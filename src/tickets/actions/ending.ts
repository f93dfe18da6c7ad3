import { deskSupervisors, leadersOf, onDuty } from '../../community/index.ts';
import type { Effect } from '../../effects/index.ts';
import { workCardHolders } from '../card.ts';
import { actorId, type ChangeContext, type Handlers } from '../change.ts';
import { closingRefusal } from '../closing.ts';
import { isAccused, isAccusedSide } from '../confidentiality.ts';
import { startLimits } from '../limits.ts';
import { firstPromise, promiseFor } from '../promises.ts';
import { meet, settleAll } from '../sla-clock.ts';
import { isOpen } from '../state.ts';
import { pushToGroup, tellMembers, tellOwners } from '../tell.ts';
import { refuse, say } from '../texts.ts';
import type { Ticket, VisitSummary } from '../ticket.ts';

/** How tickets end, and how they come back. */
export const ENDING_ACTIONS: Handlers<
  'cancel' | 'invalidate' | 'reopen' | 'close' | 'hand-back' | 'visits-begun' | 'visit-result'
> = {
  cancel(context) {
    const { ticket, action, actor, now, community } = context;
    // A danger is never called off by a message alone: a person looks first.
    if (actor.kind === 'owner' && ticket.danger !== null)
      return refuse(community, 'not-yours', { detail: 'danger', number: ticket.number });
    if (isAccusedSide(ticket, actor)) return refuse(community, 'accused', { detail: 'close', number: ticket.number });
    if (actor.kind !== 'owner' && action.reason.trim() === '')
      return refuse(community, 'needs-text', { detail: 'cancel' });
    const text = say(community, 'staff.cancelled', { number: ticket.number, reason: action.reason });
    const own =
      actor.kind === 'owner'
        ? []
        : tellOwners(
            { ticket, community },
            say(community, 'owner.cancelled', { number: ticket.number, reason: action.reason }),
            'answer',
          );
    return {
      patch: { closing: { at: now, by: actorId(actor), text } },
      to: 'cancelled',
      text,
      effects: [...tellMembers({ ticket, community }, [ticket.assignee], { text, purpose: 'task' }), ...own],
    };
  },

  invalidate({ ticket, action, actor, now, community }) {
    if (isAccusedSide(ticket, actor)) return refuse(community, 'accused', { detail: 'close', number: ticket.number });
    if (action.reason.trim() === '') return refuse(community, 'needs-text', { detail: 'invalidate' });
    if (ticket.complaint?.cause === '市政')
      return refuse(community, 'wrong-state', { detail: 'municipal', number: ticket.number });
    if (ticket.complaint !== null && ticket.complaint.answers.length === 0) {
      return refuse(community, 'needs-answer', { number: ticket.number });
    }
    const text = say(community, 'staff.invalidated', { reason: action.reason });
    const owner = say(community, 'owner.invalidated', { number: ticket.number, reason: action.reason });
    return {
      patch: { closing: { at: now, by: actorId(actor), text: action.reason } },
      to: 'invalid',
      text,
      effects: [
        ...tellOwners({ ticket, community }, owner, 'answer'),
        { kind: 'visit.cancel', ticketId: ticket._id, reason: 'invalid' },
      ],
    };
  },

  reopen(context) {
    const { action, actor, community } = context;
    if (action.reason.trim() === '' && actor.kind === 'member')
      return refuse(community, 'needs-text', { detail: 'reopen' });
    return reopened(context, action.reason);
  },

  close(context) {
    const { ticket, action, actor, now, community } = context;
    if (isAccusedSide(ticket, actor)) return refuse(community, 'accused', { detail: 'close', number: ticket.number });
    const unfinished = isOpen(ticket.state);
    const answerable = ['表扬', '建议', '其它'].includes(ticket.category);
    if (unfinished && !answerable) return refuse(community, 'needs-visit', { number: ticket.number });
    const told = action.told ?? ticket.complaint?.told ?? null;
    const complaint = ticket.complaint === null ? null : { ...ticket.complaint, told };
    const blocked = closingRefusal({ ...ticket, complaint }, community);
    if (blocked !== null) return blocked;
    const answer = action.told ?? action.text ?? '';
    // What was never worked on ends with an answer to whoever asked (R22); nothing ends silently (篇1 4.11).
    if (unfinished && answer.trim() === '') return refuse(community, 'needs-answer', { number: ticket.number });
    const by = actorId(actor);
    const text = action.text ?? (unfinished ? answer : say(community, 'staff.closed'));
    const result = unfinished ? { text: answer, materials: null, by } : ticket.result;
    const isNew = action.told !== undefined && action.told !== ticket.complaint?.told;
    const words = unfinished ? say(community, 'owner.answered', { number: ticket.number, text: answer }) : action.told;
    return {
      patch: {
        complaint,
        result,
        finishedAt: ticket.finishedAt ?? now,
        deadlines: meet(ticket.deadlines, unfinished ? ['respond', 'finish', 'handover'] : [], now),
        closing: { at: now, by, text },
      },
      to: 'closed',
      text,
      effects: words !== undefined && (isNew || unfinished) ? tellOwners({ ticket, community }, words, 'answer') : [],
    };
  },

  'hand-back'({ ticket, action, actor, now, community }) {
    if (!['lost', 'found'].includes(ticket.topic ?? ''))
      return refuse(community, 'wrong-category', { number: ticket.number });
    if (action.to.trim() === '') return refuse(community, 'needs-text', { detail: 'hand-back' });
    const handBack = { at: now, by: actorId(actor), to: action.to, verified: action.verified, text: action.text ?? '' };
    const text = say(community, 'staff.handed-back', {
      verified: say(community, action.verified ? 'names.yes' : 'names.no'),
    });
    const owner = say(community, 'owner.handed-back', { number: ticket.number });
    return {
      patch: {
        handBack,
        finishedAt: ticket.finishedAt ?? now,
        deadlines: meet(ticket.deadlines, ['respond', 'finish', 'handover'], now),
        closing: { at: now, by: actorId(actor), text },
      },
      to: 'closed',
      text,
      effects: tellOwners({ ticket, community }, owner, 'answer'),
    };
  },

  'visits-begun'({ community }) {
    return { to: 'visiting', text: say(community, 'staff.visiting') };
  },

  'visit-result'(context) {
    const { ticket, action, now, community } = context;
    if (
      ticket.visits.some(
        (visit) =>
          visit.visitId === action.visitId &&
          visit.outcome === action.outcome &&
          visit.score === (action.score ?? null),
      )
    ) {
      return { text: null };
    }
    const summary: VisitSummary = {
      visitId: action.visitId,
      at: now,
      type: action.type,
      outcome: action.outcome,
      score: action.score ?? null,
      words: action.words ?? '',
      by: action.by ?? null,
    };
    const visits = [...ticket.visits.filter((visit) => visit.visitId !== action.visitId), summary];
    const text = say(community, `staff.visit-${action.outcome}`, {
      score: action.score ?? '',
      words: action.words ?? '',
    });
    const next = { ...context, ticket: { ...ticket, visits } };
    if (action.outcome === 'unsolved') {
      const change = reopened(next, action.words ?? text);
      return { ...change, text };
    }
    const isOver = action.outcome === 'solved' || action.last;
    const mayClose = isOver && closingRefusal({ ...ticket, visits }, community) === null;
    if (!mayClose || ticket.state === 'closed')
      return { patch: { visits }, text, effects: remindToClose(next, isOver) };
    // Expired or unreachable is an end, not a satisfaction: the reason stands in the closing line.
    return { patch: { visits, closing: { at: now, by: action.by ?? 'system', text } }, to: 'closed', text };
  },
};

function remindToClose({ ticket, community }: Pick<ChangeContext, 'ticket' | 'community'>, isOver: boolean): Effect[] {
  if (!isOver || ticket.state === 'closed') return [];
  const refusal = closingRefusal(ticket, community);
  if (refusal === null) return [];
  const userids = ticket.complaint?.scope === 'person' ? ticket.complaint.handlers : deskSupervisors(community);
  return tellMembers({ ticket, community }, [...userids, ticket.keeper], { text: refusal.text, purpose: 'task' });
}

/** Not solved is not finished: the work is owed again with new limits, the head is told, the owner gets a new time (篇3 4.2). */
function reopened({ ticket, now, community }: ChangeContext, reason: string) {
  const fresh: Ticket = {
    ...ticket,
    state: 'waiting',
    assignee: null,
    acceptedAt: null,
    arrivedAt: null,
    startedAt: null,
    finishedAt: null,
    acknowledgedAt: null,
    closedAt: null,
    closing: null,
    reopenings: ticket.reopenings + 1,
    rounds: [...(ticket.rounds ?? []), { reopenedAt: now, deadlines: settleAll(ticket.deadlines, now) }],
    returnedBy: [],
  };
  const deadlines = startLimits({ ticket: fresh, since: now, now, community });
  const promises = [...ticket.promises, firstPromise({ ...fresh, deadlines }, now, community)];
  const next = { ...fresh, deadlines, promises };
  const { state: _, ...patch } = next;
  const heads = leadersOf(community, ticket.department).filter((userid) => !isAccused(ticket, userid, community));
  const text = say(community, 'staff.reopened', { number: ticket.number, reason });
  const lead = say(community, 'staff.reopened-lead');
  const mention = onDuty(community, ticket.department, now);
  const purpose = ticket.urgent ? ('emergency' as const) : ('task' as const);
  const owner = say(community, 'owner.reopened', { number: ticket.number, promise: promiseFor(next, now, community) });
  return {
    patch,
    to: 'waiting' as const,
    text,
    effects: [
      { kind: 'visit.cancel', ticketId: ticket._id, reason: 'reopened' } as const,
      ...pushToGroup(ticket.department, { ticket: next, community, now, purpose, mention, lead }),
      ...tellMembers({ ticket: next, community }, [...heads, ticket.assignee], { text, purpose: 'task' }),
      ...tellOwners({ ticket, community }, owner, 'promise'),
    ],
    cardsTo: workCardHolders(next, now, community),
  };
}
