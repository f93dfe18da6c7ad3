import { findMember, memberName, sameUser } from '../../community/index.ts';
import { asViewer, sendDeskCard } from '../card.ts';
import { actorId, type Handlers } from '../change.ts';
import { isAccused, mayKeep } from '../confidentiality.ts';
import { currentPromise, makePromise, promiseTime, renewPromise } from '../promises.ts';
import { startDeadline } from '../sla-clock.ts';
import { tellMembers, tellOwners } from '../tell.ts';
import { refuse, say } from '../texts.ts';

/** Who keeps the matter, and what was promised about it (R12, R13, R14). */
export const KEEPING_ACTIONS: Handlers<'renew-promise' | 'hand-keeper' | 'contact'> = {
  'renew-promise'({ ticket, action, actor, now, community }) {
    if (action.reason.trim() === '') return refuse(community, 'needs-text', { detail: 'promise' });
    if (action.until <= now) return refuse(community, 'bad-time');
    const about = currentPromise(ticket)?.about ?? 'finish';
    const promise = makePromise({ now, until: action.until, about, by: actorId(actor), reason: action.reason });
    const time = promiseTime(action.until, now, community);
    const text = say(community, 'staff.promised', { time, reason: action.reason });
    const owner = say(community, 'owner.renewed', { number: ticket.number, reason: action.reason, time });
    return {
      patch: { promises: renewPromise(ticket.promises, promise) },
      text,
      effects: tellOwners({ ticket, community }, owner, 'promise'),
    };
  },

  'hand-keeper'({ ticket, action, now, community }) {
    const member = findMember(community, action.to);
    if (member === null) return refuse(community, 'unknown-member', { name: action.to });
    if (isAccused(ticket, member.userid, community)) return refuse(community, 'accused', { name: member.name });
    if (sameUser(ticket.keeper, member.userid)) {
      return refuse(community, 'already', { detail: 'keeper', name: member.name, number: ticket.number });
    }
    if (!mayKeep({ ...ticket, keeper: member.userid }, asViewer(member.userid, community), community)) {
      return refuse(community, 'not-yours', { detail: 'keeper', name: member.name, number: ticket.number });
    }
    const handOver = { at: now, from: ticket.keeper, to: member.userid, shift: action.shift ?? '' };
    const next = { ...ticket, keeper: member.userid, handOvers: [...ticket.handOvers, handOver] };
    const { cards, effects } = sendDeskCard({ ticket: next, community, now });
    const text = say(community, 'staff.handed-over', { from: memberName(community, ticket.keeper), to: member.name });
    // A shift hands over many at once: its list names them all, so only single hand-overs send a card.
    const single = action.shift === undefined;
    return {
      patch: { keeper: next.keeper, handOvers: next.handOvers, ...(single ? { cards } : {}) },
      text,
      effects: single ? effects : [],
    };
  },

  contact({ ticket, action, actor, now, community }) {
    if (action.body.trim() === '' || action.text.trim() === '')
      return refuse(community, 'needs-text', { detail: 'contact' });
    if (action.next != null && action.next <= now) return refuse(community, 'bad-time');
    const entry = { at: now, by: actorId(actor), body: action.body, text: action.text, next: action.next ?? null };
    const until = action.next ?? now + community.escalation.next;
    const next = startDeadline({
      community,
      clock: 'wall',
      department: ticket.department,
      limit: until - now,
      from: now,
    });
    const complaint =
      ticket.complaint === null ? null : { ...ticket.complaint, contacts: [...ticket.complaint.contacts, entry] };
    const text = say(community, 'staff.contacted', { body: action.body, text: action.text });
    return {
      patch: { complaint, deadlines: { ...ticket.deadlines, next } },
      text,
      effects: tellMembers({ ticket, community }, sameUser(actorId(actor), ticket.keeper) ? [] : [ticket.keeper], {
        text: `${ticket.number} ${text}`,
        purpose: 'update',
      }),
    };
  },
};
