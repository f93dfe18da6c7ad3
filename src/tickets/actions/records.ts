import { departmentName, findMember, leadersOf, managers, memberName, unique } from '../../community/index.ts';
import type { Effect } from '../../effects/index.ts';
import { actorId, type Handlers } from '../change.ts';
import { meet } from '../sla-clock.ts';
import { lineToGroup, tellMembers, tellOwners } from '../tell.ts';
import { refuse, say } from '../texts.ts';
import { noticed } from './dispatch.ts';
import { declareMajor } from './gathering.ts';

/** What the procedures want on record: praise, suggestions, major events, 返修联系单. */
export const RECORD_ACTIONS: Handlers<'verify' | 'decide' | 'report-major' | 'rework-slip'> = {
  /** Only after a person has verified it does the praised person hear of it (R29). */
  verify({ ticket, action, actor, now, community }) {
    if (ticket.category !== '表扬') return refuse(community, 'wrong-category', { number: ticket.number });
    if (ticket.praise?.verified != null)
      return refuse(community, 'already', { detail: 'verify', number: ticket.number });
    if (!action.confirmed && action.text.trim() === '') return refuse(community, 'needs-text', { detail: 'verify' });
    const praised = findMember(community, action.userid ?? ticket.praise?.userid ?? null);
    const by = actorId(actor);
    const praise = { verified: action.confirmed, by, at: now, userid: praised?.userid ?? null, text: action.text };
    const name = praised?.name ?? '';
    const passedOn = action.confirmed && praised !== null;
    const owner = say(community, passedOn ? 'owner.praise-passed-on' : 'owner.praise-thanks', {
      number: ticket.number,
      name,
    });
    const text = say(community, 'staff.praised', { name, summary: ticket.summary });
    // 转告 is these words and no more: neither he nor his head gets to see the ticket.
    const hearers = passedOn ? unique([praised.userid, ...leadersOf(community, praised.department)]) : [];
    const passed = hearers.map(
      (userid): Effect => ({
        kind: 'message.send',
        to: 'member',
        userid,
        content: { kind: 'text', text },
        purpose: 'update',
      }),
    );
    return {
      patch: {
        praise,
        deadlines: meet(ticket.deadlines, ['verify', 'finish', 'respond', 'handover'], now),
        finishedAt: now,
        closing: { at: now, by, text: action.text },
      },
      to: 'closed',
      text: say(community, action.confirmed ? 'staff.verified' : 'staff.not-verified', { name, text: action.text }),
      effects: [...passed, ...tellOwners({ ticket, community }, owner, 'answer')],
    };
  },

  /** 采纳 or 不采纳 with a reason, told to the owner (篇5 二.4). */
  decide({ ticket, action, actor, now, community }) {
    if (ticket.category !== '建议') return refuse(community, 'wrong-category', { number: ticket.number });
    if (action.text.trim() === '') return refuse(community, 'needs-text', { detail: 'decide' });
    const by = actorId(actor);
    const owner = say(community, action.adopted ? 'owner.adopted' : 'owner.not-adopted', {
      number: ticket.number,
      text: action.text,
    });
    return {
      patch: {
        suggestion: { adopted: action.adopted, by, at: now, text: action.text },
        deadlines: meet(ticket.deadlines, ['decide', 'finish', 'respond', 'handover'], now),
        finishedAt: now,
        result: { text: action.text, materials: null, by },
        closing: { at: now, by, text: action.text },
      },
      to: 'closed',
      text: say(community, action.adopted ? 'staff.adopted' : 'staff.not-adopted', { text: action.text }),
      effects: tellOwners({ ticket, community }, owner, 'answer'),
    };
  },

  'report-major'({ ticket, action, actor, now, community }) {
    if (action.text.trim() === '') return refuse(community, 'needs-text', { detail: 'major' });
    const text = say(community, `staff.major-${action.step}`, { text: action.text });
    if (action.step === 'declare') {
      if (ticket.major !== null) return refuse(community, 'already', { detail: 'major', number: ticket.number });
      return { ...declareMajor({ ticket, reason: action.text, now, community }), text };
    }
    if (ticket.major === null) return refuse(community, 'wrong-order', { detail: 'major', number: ticket.number });
    const to =
      action.to ??
      managers(community)
        .map((userid) => memberName(community, userid))
        .join('、');
    const report = { at: now, step: action.step, by: actorId(actor), to, text: action.text };
    const major = { ...ticket.major, reports: [...ticket.major.reports, report] };
    const deadlines = action.step === 'written' ? meet(ticket.deadlines, ['written'], now) : ticket.deadlines;
    const line = `${ticket.number} ${text}`;
    return {
      patch: { major, deadlines },
      text,
      effects: tellMembers({ ticket, community }, managers(community), { text: line, purpose: 'task' }),
    };
  },

  /** The after-sales side has taken the 返修联系单; from now on it is chased until it is done (篇1 4.5; R19). */
  'rework-slip'(context) {
    const { ticket, action, actor, now, community } = context;
    if (ticket.reworkSlip === null) return refuse(community, 'wrong-category', { number: ticket.number });
    const reworkSlip = {
      ...ticket.reworkSlip,
      part: action.part ?? ticket.reworkSlip.part,
      due: action.due ?? ticket.reworkSlip.due,
      receivedBy: action.to.trim() === '' ? actorId(actor) : action.to,
      receivedAt: ticket.reworkSlip.receivedAt ?? now,
    };
    const seen = noticed(context);
    const text = say(community, 'staff.slip-received', {
      name: reworkSlip.receivedBy,
      department: departmentName(community, ticket.department),
    });
    return {
      patch: { ...seen, reworkSlip, deadlines: meet(seen.deadlines ?? ticket.deadlines, ['same-day'], now) },
      text,
      effects: lineToGroup(ticket.department, { ticket, community }, `${ticket.number} ${text}`),
    };
  },
};
