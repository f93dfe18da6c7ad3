import type { Refusal } from './action.ts';
import type { Community } from './community.ts';
import { type NamedPart, refuse, say } from './texts.ts';
import type { Complaint, Ticket } from './ticket.ts';

type Gap = NamedPart<'gap'>;

/**
 * What a complaint still lacks before it may be closed (R15): judged by a person; when valid also cause, responsible person,
 * both measures and a verifier; the answer; for 市政 the contact log (R14); for attitude the apology and the decision (R3).
 */
function complaintGaps(ticket: Ticket): Gap[] {
  const { complaint } = ticket;
  if (complaint === null || ticket.category !== '投诉') return [];
  const gaps: [boolean, Gap][] = [
    [complaint.valid === null, 'valid'],
    [complaint.answers.length === 0 && ticket.result === null, 'answer'],
    ...(complaint.valid === false ? [[isBlank(complaint.reason), 'reason'] as [boolean, Gap]] : validGaps(complaint)),
    [complaint.cause === '市政' && complaint.contacts.length === 0, 'contacts'],
  ];
  return gaps.filter(([missing]) => missing).map(([, name]) => name);
}

function validGaps(complaint: Complaint): [boolean, Gap][] {
  const personal = complaint.scope === 'person';
  return [
    [complaint.cause === null, 'cause'],
    [isBlank(complaint.responsible), 'responsible'],
    [isBlank(complaint.corrective), 'corrective'],
    [isBlank(complaint.preventive), 'preventive'],
    [isBlank(complaint.verifier), 'verifier'],
    [isBlank(complaint.told), 'told'],
    [personal && complaint.apologies.length === 0, 'apology'],
    [personal && complaint.grade === '重大' && complaint.criticism === null, 'criticism'],
  ];
}

const isBlank = (text: string | null) => text === null || text.trim() === '';

/** Why a ticket may not be closed yet, or null. Nothing closes silently (篇1 4.11). */
export function closingRefusal(ticket: Ticket, community: Community): Refusal | null {
  const { number } = ticket;
  const gaps = complaintGaps(ticket);
  if (gaps.length > 0) {
    const missing = gaps.map((gap) => say(community, `names.gap-${gap}`)).join('、');
    return refuse(community, 'needs-judgement', { number, missing });
  }
  if (ticket.category === '表扬' && ticket.praise?.verified == null)
    return refuse(community, 'needs-verification', { number });
  if (ticket.category === '建议' && ticket.suggestion === null) {
    return refuse(community, 'needs-answer', { detail: 'decide', number });
  }
  return null;
}
