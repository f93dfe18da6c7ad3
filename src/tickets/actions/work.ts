import { leadersOf } from '../../community/index.ts';
import type { Effect } from '../../effects/index.ts';
import type { Refusal } from '../action.ts';
import { actorId, type ChangeContext, type Handlers } from '../change.ts';
import {
  currentPromise,
  followingPromise,
  keepPromise,
  makePromise,
  promiseFor,
  promiseTime,
  renewPromise,
} from '../promises.ts';
import { meet, resumeAll, startDeadline } from '../sla-clock.ts';
import { lineToGroup, tellOwners } from '../tell.ts';
import { isRefusal, refuse, say } from '../texts.ts';
import type { Charge, Ticket } from '../ticket.ts';
import { workerTitle } from '../wording.ts';
import { noticed } from './dispatch.ts';

/** The last price the owner agreed to, or null. */
function agreedQuote(ticket: Ticket) {
  return ticket.quotes.findLast((quote) => quote.answer?.accepted === true) ?? null;
}

/** Doing the work. */
export const WORK_ACTIONS: Handlers<'arrive' | 'start' | 'suspend' | 'resume' | 'complete'> = {
  arrive(context) {
    const { ticket, now, community } = context;
    if (ticket.arrivedAt !== null) return refuse(community, 'already', { detail: 'arrive', number: ticket.number });
    const seen = noticed(context);
    const deadlines = meet(seen.deadlines ?? ticket.deadlines, ['respond', 'arrive'], now);
    // Paid work stays where it is until the owner has agreed to a price (R17).
    const waits =
      ticket.state === 'quoted' || (ticket.paid && agreedQuote(ticket) === null && ticket.state !== 'working');
    const to = ticket.state === 'quoted' ? 'quoted' : waits ? 'accepted' : 'working';
    const patch = {
      ...seen,
      deadlines,
      arrivedAt: now,
      acceptedAt: ticket.acceptedAt ?? now,
      ...(waits ? {} : { startedAt: ticket.startedAt ?? now }),
    };
    const kept = keepPromise({ ...ticket, ...patch, state: to }, now, community);
    const worker = workerTitle(ticket, community) ?? '';
    const text = say(community, 'owner.arrived', {
      number: ticket.number,
      worker,
      promise: promiseFor(kept, now, community),
    });
    return {
      patch: { ...patch, promises: kept.promises },
      to,
      text: say(community, 'staff.arrived'),
      effects: tellOwners({ ticket, community }, text, 'progress'),
    };
  },

  start(context) {
    const { ticket, now, community } = context;
    if (ticket.paid && agreedQuote(ticket) === null)
      return refuse(community, 'needs-consent', { number: ticket.number });
    return {
      patch: { ...noticed(context), startedAt: ticket.startedAt ?? now },
      to: 'working',
      text: say(community, 'staff.started'),
    };
  },

  suspend(context) {
    const { ticket, action, actor, now, community } = context;
    if (action.text.trim() === '' && action.reason === 'other')
      return refuse(community, 'needs-text', { detail: 'suspend' });
    if (action.until != null && action.until <= now) return refuse(community, 'bad-time');
    const reason = action.text.trim() === '' ? say(community, `names.suspend-${action.reason}`) : action.text.trim();
    const until = action.until ?? now + community.escalation.next;
    const next = startDeadline({
      community,
      clock: 'wall',
      department: ticket.department,
      limit: until - now,
      from: now,
    });
    const about = currentPromise(ticket)?.about ?? 'finish';
    const promise = makePromise({ now, until, about, by: actorId(actor), reason });
    const time = promiseTime(until, now, community);
    return {
      patch: {
        ...noticed(context),
        deadlines: { ...(noticed(context).deadlines ?? ticket.deadlines), next },
        promises: ticket.urgent ? ticket.promises : renewPromise(ticket.promises, promise),
      },
      to: 'suspended',
      text: say(community, 'staff.suspended', { reason }),
      effects: tellOwners(
        { ticket, community },
        say(community, 'owner.suspended', { number: ticket.number, reason, time }),
        'promise',
      ),
    };
  },

  resume({ ticket, now, community }) {
    const before = ticket.pauses.findLast((pause) => pause.to === null)?.before ?? 'accepted';
    const deadlines = resumeAll(meet(ticket.deadlines, ['next'], now), now, community);
    // The promise of the pause named the next contact; now that the clock runs the end of the work is promised anew (R13).
    const following = followingPromise({ ...ticket, deadlines }, now, community);
    const time = promiseTime(following.until, now, community);
    const owner = say(community, 'owner.resumed', { number: ticket.number, time });
    return {
      patch: { deadlines, promises: renewPromise(ticket.promises, following) },
      to: before,
      text: say(community, 'staff.resumed'),
      effects: tellOwners({ ticket, community }, owner, 'promise'),
    };
  },

  complete(context) {
    const { ticket, action, actor, now, community } = context;
    if (action.text.trim() === '') return refuse(community, 'needs-text', { detail: 'complete' });
    const blocked = unready(context);
    if (blocked !== null) return blocked;
    const charge = chargeOf(context);
    if (charge !== null && isRefusal(charge)) return charge;
    const by = actorId(actor);
    const kinds = ['handover', 'respond', 'arrive', 'finish', 'next', 'answer', 'decide', 'verify'] as const;
    const to = ticket.visitKinds.length === 0 ? 'closed' : 'done';
    const patch: Partial<Ticket> = {
      acknowledgedAt: ticket.acknowledgedAt ?? now,
      finishedAt: now,
      result: { text: action.text, materials: action.materials ?? null, by },
      deadlines: meet(ticket.deadlines, kinds, now),
      charge,
      media: [...ticket.media, ...(action.media ?? [])],
      ...(to === 'closed' ? { closing: { at: now, by, text: action.text } } : {}),
    };
    return {
      patch,
      to,
      text: say(community, 'staff.completed', { text: action.text }),
      effects: finished(context, to),
    };
  },
};

/** What must have been done before (R17, R29, 篇5 二.4). */
function unready({
  ticket,
  action,
  community,
}: ChangeContext<Extract<ChangeContext['action'], { kind: 'complete' }>>): Refusal | null {
  const { number } = ticket;
  if (ticket.category === '表扬') return refuse(community, 'needs-verification', { number });
  if (ticket.category === '建议') return refuse(community, 'needs-answer', { detail: 'decide', number });
  const agreed = agreedQuote(ticket);
  const amount = action.amount ?? null;
  // Nothing is charged without a price; what turned out to cost nothing may be finished without one.
  const costs = amount !== null && amount > 0;
  if (costs && agreed === null) return refuse(community, 'needs-consent', { number });
  if (agreed !== null && amount !== null && amount !== agreed.amount) {
    return refuse(community, 'amount-differs', { number, agreed: agreed.amount, amount });
  }
  return null;
}

/** What the owner owes, once: a reopened ticket keeps the charge it had. */
function chargeOf({
  ticket,
  action,
  now,
  community,
}: ChangeContext<Extract<ChangeContext['action'], { kind: 'complete' }>>): Charge | null {
  if (ticket.charge !== null) return ticket.charge;
  const amount = action.amount ?? agreedQuote(ticket)?.amount ?? 0;
  if (!(amount > 0)) return null;
  return { amount, state: 'due', steps: [], bill: null, remindAt: now + community.escalation.collect };
}

function finished(
  context: ChangeContext<Extract<ChangeContext['action'], { kind: 'complete' }>>,
  to: 'done' | 'closed',
): Effect[] {
  const { ticket, action, now, community } = context;
  const worker = workerTitle(ticket, community) ?? '';
  const line = say(community, 'staff.completed-line', { number: ticket.number, name: worker });
  const charged = chargeOf(context);
  const text = say(community, to === 'done' ? 'owner.completed' : 'owner.answered', {
    number: ticket.number,
    worker,
    text: action.text,
    charge: charged === null ? '' : say(community, 'owner.charge', { amount: charged.amount }),
  });
  const visits: Effect[] =
    to === 'closed'
      ? []
      : [
          {
            kind: 'visit.plan',
            ticketId: ticket._id,
            kinds: ticket.visitKinds,
            finishedAt: now,
            keeper: ticket.keeper,
            leader: ticket.complaint?.handlers[0] ?? leadersOf(community, ticket.department)[0] ?? ticket.keeper,
          },
        ];
  return [
    ...tellOwners({ ticket, community }, text, 'progress'),
    ...lineToGroup(ticket.department, { ticket, community }, line),
    ...visits,
  ];
}
