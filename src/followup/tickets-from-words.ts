import { maskText } from '../language/index.ts';
import { defined } from '../shared/index.ts';
import type { Ticket, TicketDraft } from '../tickets/index.ts';
import type { Understanding } from '../understanding/index.ts';
import type { Community } from './community.ts';
import { isBad } from './opinion.ts';
import { sentence } from './tell.ts';
import type { RecordedAnswer, Visit } from './visit.ts';

interface Weighing {
  readonly ticket: Ticket;
  readonly visit: Visit;
  readonly understood: Understanding;
  readonly community: Community;
}

/**
 * The ticket that the words of an answer ask for: 表扬 when the owner agreed to it, 投诉 when they complain of somebody or when a
 * reason of his is one by itself; null when the words only say how the work was. A complaint that is visited again is reopened instead.
 */
export function ticketInWords(weighing: Weighing): TicketDraft | null {
  const { ticket, visit, understood, community } = weighing;
  const answer = visit.answer;
  if (answer === null) return null;
  if (answer.praise === true && !isBad(answer)) return draft(weighing, '表扬');
  if (ticket.category === '投诉') return null;
  const byReason = hasComplaintReason(answer, community);
  const byWords = answer.words !== '' && understood.category === '投诉' && !understood.ask;
  return byReason || byWords ? draft(weighing, '投诉') : null;
}

function draft({ ticket, visit, understood, community }: Weighing, category: '表扬' | '投诉'): TicketDraft {
  const answer = defined(visit.answer);
  const words = [answer.words, ...answer.reasons].filter((text) => text !== '');
  const byReason = hasComplaintReason(answer, community);
  const said = words.join('；');
  const { accused, accusedDepartment } = understood.facts;
  const aboutWorker = category === '表扬' || byReason;
  return {
    community: visit.community,
    category,
    topic: null,
    urgent: false,
    danger: null,
    channel: answer.by === 'owner' ? '微信' : '来电',
    words,
    summary: maskText(sentence(community, category === '表扬' ? 'praise' : 'complaint', { words: said })),
    house: ticket.reporter.house,
    place: null,
    reporter: ticket.reporter,
    appointment: null,
    media: [],
    accused: aboutWorker ? (visit.worker ?? accused) : accused,
    accusedDepartment: accusedDepartment ?? (aboutWorker ? visit.department : null),
    confidential: ticket.confidential,
    details: {},
    links: [ticket._id],
    why: [],
    firstWordAt: answer.at,
  };
}

/** Whether a reason that the owner chose is a complaint by itself. */
function hasComplaintReason({ reasons }: RecordedAnswer, { followUp, messages }: Community): boolean {
  const complaints = followUp.complaintReasons ?? messages.visit.complaintReasons;
  return reasons.some((reason) => complaints.includes(reason));
}
