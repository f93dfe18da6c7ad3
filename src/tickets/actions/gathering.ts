import { unique } from '../../community/index.ts';
import type { Effect } from '../../effects/index.ts';
import { houseKey } from '../../language/index.ts';
import { deriveId } from '../../shared/index.ts';
import { actorId, type Handlers } from '../change.ts';
import type { Community } from '../community.ts';
import { isAccusedSide } from '../confidentiality.ts';
import { crisisStaff } from '../crisis-staff.ts';
import type { TicketDraft } from '../draft.ts';
import { readCategory } from '../numbers.ts';
import { promiseFor } from '../promises.ts';
import { startDeadline } from '../sla-clock.ts';
import { reportersOf, tellMembers, tellOwners } from '../tell.ts';
import { refuse, say } from '../texts.ts';
import type { MajorEvent, Ticket } from '../ticket.ts';

/** Several reports of one matter, one report of several matters. */
export const GATHERING_ACTIONS: Handlers<'merge' | 'absorb' | 'join' | 'split'> = {
  merge({ ticket, action, actor, now, community }) {
    if (action.into === ticket._id) return refuse(community, 'wrong-state', { detail: 'merge', number: ticket.number });
    if (isAccusedSide(ticket, actor)) return refuse(community, 'accused', { detail: 'close', number: ticket.number });
    // A complaint ends only as R15 says: inside something that is no complaint it would be lost.
    if (ticket.category === '投诉' && readCategory(action.intoNumber) !== '投诉')
      return refuse(community, 'wrong-category', { detail: 'merge', number: ticket.number });
    const text = say(community, 'staff.merged', { number: action.intoNumber });
    const absorb: Effect = {
      kind: 'ticket.act',
      ticketId: action.into,
      action: {
        kind: 'absorb',
        from: ticket._id,
        number: ticket.number,
        reporters: reportersOf(ticket),
        words: [...ticket.words, ...ticket.joined.flatMap((one) => one.words)],
      },
    };
    const owner = say(community, 'owner.merged', { number: ticket.number, into: action.intoNumber });
    return {
      patch: {
        mergedInto: { id: action.into, number: action.intoNumber },
        closing: { at: now, by: actorId(actor), text },
      },
      to: 'merged',
      text,
      effects: [absorb, ...tellOwners({ ticket, community }, owner, 'progress')],
    };
  },

  absorb({ ticket, action, now, community }) {
    if (ticket.absorbed.includes(action.from)) return { text: null };
    const joined = action.reporters.map((reporter, index) => ({
      via: `${action.from}/${index}`,
      at: now,
      reporter,
      words: index === 0 ? action.words : [],
    }));
    const next = { ...ticket, absorbed: [...ticket.absorbed, action.from], joined: [...ticket.joined, ...joined] };
    const grave = gravity(next, now, community);
    return {
      patch: { absorbed: next.absorbed, joined: next.joined, ...grave.patch },
      text: say(community, 'staff.absorbed', { number: action.number }),
      effects: grave.effects,
    };
  },

  join({ ticket, action, now, community }) {
    if (ticket.joined.some((one) => one.via === action.via)) return { text: null };
    const joined = [
      ...ticket.joined,
      { via: action.via, at: action.at, reporter: action.reporter, words: action.words },
    ];
    const next = { ...ticket, joined, media: [...ticket.media, ...action.media] };
    const grave = gravity(next, now, community);
    const text = say(community, 'staff.joined', { number: ticket.number, count: joined.length + 1 });
    const personal = tellMembers({ ticket, community }, [ticket.assignee, ticket.keeper], { text, purpose: 'update' });
    return {
      patch: { joined, media: next.media, ...grave.patch },
      text,
      effects: [...personal, ...grave.effects],
    };
  },

  split({ ticket, action, actor, community }) {
    if (action.summary.trim() === '') return refuse(community, 'needs-text', { detail: 'split' });
    const id = deriveId(ticket._id, 'split', ticket.version);
    const draft: TicketDraft = {
      community: ticket.community,
      category: action.category,
      topic: action.topic,
      urgent: ticket.urgent,
      danger: null,
      channel: ticket.channel,
      words: ticket.words,
      summary: action.summary,
      house: ticket.house,
      place: ticket.place,
      reporter: ticket.reporter,
      appointment: null,
      media: ticket.media,
      accused: null,
      accusedDepartment: null,
      confidential: ticket.confidential,
      details: ticket.details,
      links: [ticket._id],
      why: [`split by ${actorId(actor)} from ${ticket.number}`],
      firstWordAt: ticket.firstWordAt,
    };
    return {
      patch: {},
      text: say(community, 'staff.split', { category: action.category, summary: action.summary }),
      effects: [{ kind: 'ticket.open', id, draft }],
    };
  },
};

/** Households behind a ticket; whoever gave no house counts as one. */
function householdsOf(ticket: Ticket): number {
  return unique(
    reportersOf(ticket).map((reporter, index) =>
      reporter.house === null ? (reporter.conversationId ?? `unknown-${index}`) : houseKey(reporter.house),
    ),
  ).length;
}

/** Three households with one grave matter are a 重大(突发)事件 (R10). */
function gravity(ticket: Ticket, now: number, community: Community): { patch: Partial<Ticket>; effects: Effect[] } {
  const households = householdsOf(ticket);
  if (!ticket.urgent || ticket.major !== null || households < community.escalation.majorHouseholds)
    return { patch: {}, effects: [] };
  const reason = say(community, 'staff.major-households', { number: ticket.number, count: households });
  return declareMajor({ ticket, reason, now, community });
}

interface Declaration {
  readonly ticket: Ticket;
  readonly reason: string;
  readonly now: number;
  readonly community: Community;
}

/** Opens the 重大(突发)事件 record: the manager hears at once, the written report falls due (R10). */
export function declareMajor({ ticket, reason, now, community }: Declaration): {
  patch: Partial<Ticket>;
  effects: Effect[];
} {
  const who = crisisStaff(community);
  const major: MajorEvent = { at: now, reason, reports: [], told: who.map((userid) => ({ at: now, who: userid })) };
  const on = { community, department: ticket.department };
  const written = startDeadline({ ...on, clock: 'wall', limit: community.escalation.written, from: now });
  const text = say(community, 'staff.major', {
    number: ticket.number,
    reason,
    promise: promiseFor(ticket, now, community),
  });
  return {
    patch: { major, deadlines: { ...ticket.deadlines, written } },
    effects: tellMembers({ ticket, community }, who, { text, purpose: 'emergency' }),
  };
}
