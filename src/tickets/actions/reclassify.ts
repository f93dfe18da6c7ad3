import type { Handlers } from '../change.ts';
import { isAccusedSide } from '../confidentiality.ts';
import { startLimits } from '../limits.ts';
import { recordsFor } from '../records.ts';
import { routeTicket } from '../routing.ts';
import type { Deadlines } from '../sla-clock.ts';
import { refuse, say } from '../texts.ts';
import type { Ticket } from '../ticket.ts';
import { placedIn } from './dispatch.ts';

/** A person rules what it is (R20). */
export const RECLASSIFY_ACTIONS: Handlers<'reclassify'> = {
  reclassify(context) {
    const { ticket, action, actor, now, community } = context;
    const { category, topic, reason } = action;
    if (reason.trim() === '') return refuse(community, 'needs-text', { detail: 'reclassify' });
    // Calling a complaint something else would let its department out of R15, and a personal one out into the open (R1).
    if (ticket.category === '投诉' && category !== '投诉') {
      if (ticket.complaint?.scope === 'person') return refuse(community, 'accused', { detail: 'reclassify', name: '' });
      if (isAccusedSide(ticket, actor)) return refuse(community, 'accused', { detail: 'close', number: ticket.number });
    }
    const urgent = action.urgent ?? ticket.urgent;
    const { accused = null, accusedDepartment = null } = ticket.complaint ?? {};
    const route = routeTicket({ ...ticket, category, topic, urgent, accused, accusedDepartment }, now, community);
    const { level, paid, shared, visitKinds } = route;
    const changed: Ticket = { ...ticket, category, topic, urgent, level, paid, shared, visitKinds };
    const filed: Ticket = { ...changed, ...recordsFor(changed, route, { now, community }) };
    const fresh = startLimits({ ticket: filed, since: ticket.firstWordAt, now, community });
    const patch: Partial<Ticket> = {
      ...{ category, topic, urgent, level, paid, shared, visitKinds },
      ...{ complaint: filed.complaint, praise: filed.praise, reworkSlip: filed.reworkSlip },
      deadlines: keepMet(ticket.deadlines, fresh),
    };
    const text = say(community, 'staff.reclassified', { category, reason });
    const correction = { kind: 'correction.record', text: ticket.words.join('\n'), category, topic } as const;
    if (route.department === ticket.department) return { patch, text, effects: [correction] };
    const placed = placedIn({ ...context, ticket: { ...ticket, ...patch } }, route.department, []);
    const effects = [...(placed.effects ?? []), correction];
    return { ...placed, patch: { ...patch, ...placed.patch }, text, effects };
  },
};

/** New limits for what is still owed; what was met or missed stays as it was. */
function keepMet(old: Deadlines, fresh: Deadlines): Deadlines {
  const settled = Object.entries(old).filter(([, { metAt, missedAt }]) => metAt !== null || missedAt !== null);
  const standing = Object.entries(old).filter(([kind]) => kind === 'next' || kind === 'written');
  return { ...fresh, ...Object.fromEntries(standing), ...Object.fromEntries(settled) };
}
