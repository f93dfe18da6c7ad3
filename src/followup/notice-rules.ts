import {
  afterQuiet,
  departmentName,
  findDepartment,
  managers,
  memberName,
  sameUser,
  unique,
} from '../community/index.ts';
import type { Outcome } from '../delivery/index.ts';
import { describeTime } from '../language/index.ts';
import { defined, deriveId } from '../shared/index.ts';
import type { Ticket } from '../tickets/index.ts';
import { isAccused, isEnded, scrub } from '../tickets/index.ts';
import { type Change, commitVisit, effectId } from './commit.ts';
import type { Community } from './community.ts';
import type { CorrectionNotice } from './notice.ts';
import { findingOf } from './opinion.ts';
import { sentence, supervisorsFor, toMember, toMembers } from './tell.ts';
import type { RecordedAnswer, Visit } from './visit.ts';

/** What a notice is looked at with. `ticket` null: it is not known any more. */
export interface NoticeSituation {
  readonly now: number;
  readonly community: Community;
  readonly ticket: Ticket | null;
}

/** Nobody is told more often than this about one notice. */
const ESCALATIONS = 3;
const DAY = 86_400_000;

/**
 * The 整改通知 of a visit that found something wrong (篇5 二.5; R24): for the repairer and his head, without anything that tells
 * who said it. In quiet hours it waits for the morning, never longer than the 24 hours allow.
 */
export function noticeFor(visit: Visit, ticket: Ticket, { now, community }: NoticeSituation): CorrectionNotice {
  const { followUp } = community;
  const foundAt = visit.endedAt ?? now;
  const deliverBy = foundAt + followUp.notice;
  const answer = defined(visit.answer);
  const worker = visit.worker !== null && isAccused(ticket, visit.worker, community) ? null : visit.worker;
  const head = headFor(visit, community, ticket);
  // What the owner may still tell about it in the next minutes goes in as well.
  const patience = answer.words === '' ? Math.min(followUp.settle, Math.floor(followUp.notice / 2)) : 0;
  const ready = now + patience;
  const issueAt = Math.min(ticket.urgent ? ready : afterQuiet(community, ready), deliverBy);
  return {
    _id: deriveId(visit._id, 'notice'),
    community: visit.community,
    version: 1,
    visitId: visit._id,
    ticketId: ticket._id,
    number: visit.number,
    round: visit.round,
    kinds: visit.kinds,
    department: visit.department,
    worker,
    head,
    finding: answer.solved === false ? 'unsolved' : 'score',
    score: answer.score,
    words: wordsFor(answer, ticket),
    foundAt,
    deliverBy,
    rectifyBy: Math.max(issueAt, foundAt) + followUp.rectify,
    recipients: unique([...(worker === null ? [] : [worker]), head]).map((userid) => ({
      userid,
      messageId: null,
      sentAt: null,
      failedAt: null,
      reason: null,
    })),
    state: 'planned',
    issuedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    rectifiedAt: null,
    checkedBy: null,
    closedAt: null,
    escalations: [],
    escalated: 0,
    heard: [],
    updatedAt: now,
    nextDueAt: issueAt,
    pendingEffects: [],
  };
}

function wordsFor({ words, reasons }: Pick<RecordedAnswer, 'words' | 'reasons'>, ticket: Ticket): string {
  return scrub([words, ...reasons].filter((text) => text !== '').join('；'), ticket.reporter);
}

/** More words of the owner, while the notice has not gone out. */
export function addWords(notice: CorrectionNotice, visit: Visit, { now, ticket }: NoticeSituation): CorrectionNotice {
  if (notice.state !== 'planned' || visit.answer === null || ticket === null) return notice;
  const words = wordsFor(visit.answer, ticket);
  return words === notice.words ? notice : commitVisit(notice, { next: { ...notice, words }, effects: [] }, now);
}

/** His head: the department's, the handler of a complaint about a person, and one level up when it is the head's own work. */
function headFor({ department, worker, leader }: Visit, community: Community, ticket: Ticket): string {
  const own = findDepartment(community, department)?.leader ?? null;
  const candidates = [...(ticket.complaint?.scope === 'person' ? ticket.complaint.handlers : []), own, leader];
  const isFit = (userid: string | null) =>
    userid !== null && !sameUser(userid, worker) && !isAccused(ticket, userid, community);
  return candidates.find(isFit) ?? managers(community)[0] ?? leader;
}

/** Does what is due for a notice; the same one when nothing is. */
export function lookAtNotice(notice: CorrectionNotice, situation: NoticeSituation): CorrectionNotice {
  const { now, ticket } = situation;
  if (notice.closedAt !== null) return notice;
  if (ticket !== null && isEnded(ticket.state) && ticket.state !== 'closed') {
    return commitVisit(
      notice,
      { next: { ...notice, state: 'void', closedAt: now, nextDueAt: null }, effects: [] },
      now,
    );
  }
  const progressed = followTicket(notice, situation);
  const due = progressed.nextDueAt !== null && now >= progressed.nextDueAt;
  const change = due ? whenDue(progressed, situation) : { next: progressed, effects: [] };
  return commitVisit(notice, change, now);
}

/** What the ticket's history tells: somebody has taken it up, it is finished again. */
function followTicket(notice: CorrectionNotice, { community, ticket }: NoticeSituation): CorrectionNotice {
  if (ticket === null || notice.issuedAt === null) return notice;
  let next = notice;
  const deed = ticket.timeline.find(
    ({ at, by, action }) =>
      at > notice.foundAt &&
      by !== 'system' &&
      by !== 'owner' &&
      TAKEN_UP.includes(action as (typeof TAKEN_UP)[number]),
  );
  if (next.state === 'issued' && deed !== undefined) next = acknowledgedBy(next, deed);
  const done = ticket.finishedAt;
  if ((next.state === 'issued' || next.state === 'acknowledged') && done !== null && done > notice.foundAt) {
    const by = ticket.result?.by ?? null;
    next = {
      ...next,
      state: 'rectified',
      rectifiedAt: done,
      acknowledgedAt: next.acknowledgedAt ?? done,
      acknowledgedBy: next.acknowledgedBy ?? by,
      nextDueAt: null,
    };
  }
  return next.state === 'acknowledged' && next !== notice
    ? { ...next, nextDueAt: afterQuiet(community, next.rectifyBy) }
    : next;
}

const TAKEN_UP = ['acknowledge', 'accept', 'arrive', 'start', 'complete'] as const;

function acknowledgedBy(notice: CorrectionNotice, { at, by }: { at: number; by: string }): CorrectionNotice {
  return { ...notice, state: 'acknowledged', acknowledgedAt: at, acknowledgedBy: by, escalated: 0 };
}

/** 收到 said to the notice itself. */
export function acknowledgeNotice(
  notice: CorrectionNotice,
  { by, at }: { by: string; at: number },
  { community, now }: NoticeSituation,
): CorrectionNotice {
  if (notice.state !== 'issued') return notice;
  const next = { ...acknowledgedBy(notice, { at, by }), nextDueAt: afterQuiet(community, notice.rectifyBy) };
  return commitVisit(notice, { next, effects: [] }, now);
}

function whenDue(notice: CorrectionNotice, situation: NoticeSituation): Change<CorrectionNotice> {
  const { now, community } = situation;
  if (notice.state === 'planned') return issue(notice, situation);
  const isLate = now >= notice.rectifyBy;
  if (notice.state === 'rectified' || (notice.state === 'acknowledged' && !isLate)) {
    return { next: { ...notice, nextDueAt: notice.state === 'rectified' ? null : notice.rectifyBy }, effects: [] };
  }
  const { text, why } = reminderOf(notice, isLate, situation);
  const ladder = [
    [notice.head, notice.worker],
    [notice.head, ...supervisorsFor({ worker: notice.worker, personal: false }, community)],
    managers(community),
  ];
  const to = unique((ladder[Math.min(notice.escalated, 2)] ?? []).filter((userid) => userid !== null));
  const escalated = notice.escalated + 1;
  const step = isLate ? DAY : community.followUp.acknowledge;
  const later = afterQuiet(community, now + step);
  const untilLate = isLate ? later : Math.min(later, notice.rectifyBy);
  return {
    next: {
      ...notice,
      escalated: !isLate && escalated >= ESCALATIONS ? 0 : escalated,
      escalations: [...notice.escalations, { at: now, why, to }],
      nextDueAt: escalated < ESCALATIONS ? untilLate : isLate ? null : notice.rectifyBy,
    },
    effects: toMembers(to, text),
  };
}

function reminderOf(notice: CorrectionNotice, isLate: boolean, { now, community }: NoticeSituation) {
  const values = {
    number: notice.number,
    worker: memberName(community, notice.worker ?? notice.head),
    until: describeTime(notice.rectifyBy, now, community.timezone),
  };
  return isLate
    ? { why: 'not-rectified', text: sentence(community, 'noticeLate', values) }
    : { why: 'not-acknowledged', text: sentence(community, 'noticeUnread', values) };
}

function issue(notice: CorrectionNotice, { now, community }: NoticeSituation): Change<CorrectionNotice> {
  const text = sentence(community, 'notice', {
    number: notice.number,
    found: describeTime(notice.foundAt, now, community.timezone),
    finding: findingOf(
      { solved: notice.finding === 'unsolved' ? false : null, score: notice.score as 1 | null },
      community,
    ),
    words: notice.words === '' ? '' : sentence(community, 'noticeWords', { words: notice.words }),
    department: departmentName(community, notice.department),
    worker: notice.worker === null ? '' : memberName(community, notice.worker),
    head: memberName(community, notice.head),
    until: describeTime(notice.rectifyBy, now, community.timezone),
  });
  const recipients = notice.recipients.map((recipient, index) => ({
    ...recipient,
    messageId: effectId(notice, index),
  }));
  const nextDueAt = afterQuiet(community, now + community.followUp.acknowledge);
  return {
    next: { ...notice, state: 'issued', issuedAt: now, recipients, nextDueAt },
    effects: recipients.map(({ userid }) => toMember(userid, text)),
  };
}

/** Delivery's word on one recipient's message. Whom it does not reach, the one above hears of it at once (R24). */
export function noticeOutcome(
  notice: CorrectionNotice,
  { messageId, outcome }: { messageId: string; outcome: Outcome },
  { now, community }: NoticeSituation,
): CorrectionNotice {
  const key = `${messageId}/${outcome.result}`;
  const target = notice.recipients.find((recipient) => recipient.messageId === messageId);
  if (target === undefined || notice.heard.includes(key)) return notice;
  const isSent = outcome.result === 'sent';
  const recipients = notice.recipients.map((recipient) =>
    recipient !== target
      ? recipient
      : {
          ...recipient,
          sentAt: isSent ? outcome.at : null,
          failedAt: isSent ? null : outcome.at,
          reason: isSent ? null : outcome.reason,
        },
  );
  const next = { ...notice, recipients, heard: [...notice.heard, key] };
  if (isSent) return commitVisit(notice, { next, effects: [] }, now);
  const to = unique([...managers(community), ...(sameUser(target.userid, notice.head) ? [] : [notice.head])]);
  const text = sentence(community, 'noticeUnread', {
    number: notice.number,
    worker: memberName(community, target.userid),
  });
  const escalations = [...notice.escalations, { at: now, why: 'not-delivered', to }];
  return commitVisit(notice, { next: { ...next, escalations }, effects: toMembers(to, text) }, now);
}

/** A later visit has looked at what the notice asked for: put right, or not. A visit of the same round looks at nothing new. */
export function checkNotice(
  notice: CorrectionNotice,
  { visitId, round, good }: { visitId: string; round: number; good: boolean },
  situation: NoticeSituation,
): CorrectionNotice {
  const { now, community } = situation;
  if (notice.closedAt !== null || round <= notice.round) return notice;
  const next: CorrectionNotice = {
    ...notice,
    state: good ? 'verified' : 'failed',
    checkedBy: visitId,
    closedAt: now,
    nextDueAt: null,
    rectifiedAt: notice.rectifiedAt ?? round,
  };
  const text = sentence(community, good ? 'noticeVerified' : 'noticeFailed', { number: notice.number });
  const to = good ? [notice.worker, notice.head] : [notice.head, ...managers(community)];
  return commitVisit(notice, { next, effects: toMembers(to, text) }, now);
}
