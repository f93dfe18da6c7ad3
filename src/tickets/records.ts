import type { Community } from './community.ts';
import type { Route } from './routing.ts';
import type { Complaint, ReworkSlip, Ticket } from './ticket.ts';
import { inWarranty } from './warranty.ts';
import { topicOf } from './wording.ts';

interface Moment {
  readonly now: number;
  readonly community: Community;
}

/**
 * What a ticket of its category has on file: a complaint's findings, a praise's verification, the 返修联系单. What is there
 * already stays: a complaint that was ruled to be something else keeps hiding who made it (R4).
 */
export function recordsFor(
  ticket: Ticket,
  route: Route,
  moment: Moment,
): Pick<Ticket, 'complaint' | 'praise' | 'reworkSlip'> {
  const { category } = ticket;
  const unverified = { verified: null, by: null, at: null, text: '' } as const;
  return {
    complaint: ticket.complaint ?? (category === '投诉' ? newComplaint(route) : null),
    praise: ticket.praise ?? (category === '表扬' ? { ...unverified, userid: route.praised } : null),
    reworkSlip: ticket.reworkSlip ?? (category === '售后' ? newSlip(ticket, moment) : null),
  };
}

function newComplaint(route: Route): Complaint {
  return {
    scope: route.personal ? 'person' : 'work',
    accused: route.accused.userid,
    accusedDepartment: route.accused.department,
    handlers: route.handlers,
    cause: null,
    grade: null,
    valid: null,
    reason: null,
    responsible: null,
    corrective: null,
    preventive: null,
    verifier: null,
    told: null,
    answers: [],
    apologies: [],
    criticism: null,
    identityConsent: null,
    contacts: [],
  };
}

/** The 返修联系单 always goes with 售后; the warranty only fills a field of it (R19). */
function newSlip(ticket: Ticket, { now, community }: Moment): ReworkSlip {
  return {
    number: `${ticket.number}-F`,
    issuedAt: now,
    inWarranty: inWarranty(ticket, now, community),
    part: ticket.details.part ?? ticket.place ?? topicOf(ticket, community),
    due: null,
    receivedBy: null,
    receivedAt: null,
  };
}
