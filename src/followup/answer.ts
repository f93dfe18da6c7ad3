import { look, settleRoute } from './act.ts';
import { type Change, commitVisit } from './commit.ts';
import { afterAnswer, endVisit } from './end.ts';
import { isBad } from './opinion.ts';
import { isChat, type Situation, whyText } from './situation.ts';
import { sentence, toMember } from './tell.ts';
import type { VisitAnswer } from './types.ts';
import { isActive, type RecordedAnswer, type RouteEntry, type Visit } from './visit.ts';

/** A piece of an answer. `id` names the input: the same one again changes nothing. */
export interface HeardAnswer extends VisitAnswer {
  readonly id: string;
  /** Null: he was not asked. */
  readonly praise: boolean | null;
  /** False: more may follow; the answer grows. */
  readonly final: boolean;
  /** Through what it came. */
  readonly via: 'chat' | 'link' | 'phone';
  /** `owner`, else the userid of whoever asked. */
  readonly by: string;
}

/** Takes an answer. It grows; what changes keeps its older value; what comes after the end is kept and never acted on twice. */
export function hearAnswer(visit: Visit, heard: HeardAnswer, situation: Situation): Visit {
  if (visit.heard.includes(heard.id)) return visit;
  const known = { ...visit, heard: [...visit.heard, heard.id] };
  if (!isActive(visit)) return commitVisit(visit, afterTheEnd(known, heard, situation), situation.now);
  const answer = grow(visit.answer, heard, situation.now);
  const sentAt = visit.sentAt ?? (heard.via === 'chat' ? situation.now : null);
  const next: Visit = { ...known, answer, sentAt, nextDueAt: situation.now + situation.community.followUp.settle };
  // What is not good is acted on at once (R21); what he tells about it comes after.
  if (heard.final || isBad(answer)) return commitVisit(visit, finish(next, heard, situation), situation.now);
  return commitVisit(
    visit,
    { next, effects: isEnough(next) ? [{ kind: 'visit.report', visitId: visit._id }] : [] },
    situation.now,
  );
}

/** Solved and marked: the ticket need not wait for what he may add. */
function isEnough({ ticketId, answer }: Visit): boolean {
  return ticketId !== null && answer !== null && answer.solved === true && answer.score !== null;
}

function finish(visit: Visit, heard: HeardAnswer, situation: Situation): Change<Visit> {
  const { community, now } = situation;
  if (isNothing(visit.answer)) {
    return endVisit({ ...visit, answer: null }, { outcome: 'refused', why: whyText(community, 'declined') }, situation);
  }
  const route =
    heard.via === 'link'
      ? visit.route.map((entry) =>
          entry.way === 'link' ? { ...entry, result: 'answered' as const, reason: null, endedAt: now } : entry,
        )
      : visit.route;
  const silent =
    heard.via === 'chat' ? route : settleRoute(route, { when: isQuestion, result: 'silent', reason: 'no-answer', now });
  const outcome = heard.via === 'phone' ? 'by-phone' : 'answered';
  const why = whyText(community, heard.via === 'phone' ? 'phoned' : 'answered');
  return endVisit({ ...visit, route: silent }, { outcome, why }, situation);
}

/** A question that was put in chat, not the wait for a chance to put it. */
const isQuestion = (entry: RouteEntry) => isChat(entry) && entry.effectId !== null;

function isNothing(answer: RecordedAnswer | null): boolean {
  if (answer === null) return true;
  const { solved, score, reasons, words } = answer;
  return solved === null && score === null && reasons.length === 0 && words.trim() === '';
}

/** The answer with what is new in it. There is no default: what was not said stays null. */
function grow(before: RecordedAnswer | null, heard: HeardAnswer, now: number): RecordedAnswer {
  const { solved, score, reasons, words, praise, by, final } = heard;
  if (before === null) return { solved, score, reasons, words: words.trim(), praise, at: now, by, final, changes: [] };
  const changes = (['solved', 'score'] as const).flatMap((field) => {
    const [from, to] = [before[field], heard[field]];
    return from === null || to === null || from === to ? [] : [{ at: now, field, from: String(from), to: String(to) }];
  });
  return {
    solved: solved ?? before.solved,
    score: score ?? before.score,
    reasons: reasons.length > 0 ? reasons : before.reasons,
    words: words.trim() === '' ? before.words : words.trim(),
    praise: praise ?? before.praise,
    at: now,
    by,
    final,
    changes: [...before.changes, ...changes],
  };
}

/**
 * An old menu tapped weeks later, a page opened late. A visit that nobody had answered is now, and what he says is acted on;
 * its outcome stays what it was. One that was answered keeps its answer; a different one is kept beside it and told to a person.
 */
function afterTheEnd(visit: Visit, heard: HeardAnswer, situation: Situation): Change<Visit> {
  const { now, community } = situation;
  const late = grow(null, heard, now);
  if (isNothing(late)) return { next: visit, effects: [] };
  if (visit.answer?.final) {
    if (isAboutIt(visit.answer, late)) return passWordsOn(visit, visit.answer, late);
    const before = inWords(visit.answer, community);
    if (before === inWords({ ...visit.answer, ...keepSaid(late) }, community)) return { next: visit, effects: [] };
    const values = { number: visit.number, from: before, to: inWords(late, community) };
    const told = toMember(visit.responsible, sentence(community, 'changed', values));
    return { next: { ...visit, late: [...visit.late, late] }, effects: [told] };
  }
  const answer = grow(visit.answer, heard, now);
  const next: Visit = { ...visit, answer, nextDueAt: now + community.followUp.settle };
  return heard.final ? actOnLate(next, answer, situation) : { next, effects: [] };
}

/** Words or reasons about what he had said is not good, and no other opinion of it. */
function isAboutIt(answer: RecordedAnswer, late: RecordedAnswer): boolean {
  const agrees = (['solved', 'score'] as const).every((field) => late[field] === null || late[field] === answer[field]);
  const isNew = late.words !== '' || (late.reasons.length > 0 && answer.reasons.length === 0);
  return isBad(answer) && answer.words === '' && agrees && isNew;
}

/** The work has begun again already; whoever does it hears what the owner tells of it. */
function passWordsOn(visit: Visit, answer: RecordedAnswer, late: RecordedAnswer): Change<Visit> {
  const { ticketId, opinion } = visit;
  const reasons = answer.reasons.length > 0 ? answer.reasons : late.reasons;
  const told = [late.words, ...(answer.reasons.length > 0 ? [] : reasons)].filter(Boolean).join('；');
  const asked = opinion === null || opinion.answeredAt !== null ? opinion : { ...opinion, words: told };
  const note = { kind: 'note', text: told } as const;
  return {
    next: { ...visit, answer: { ...answer, words: late.words, reasons }, opinion: asked },
    effects:
      ticketId === null
        ? []
        : [
            { kind: 'ticket.act', ticketId, action: note },
            { kind: 'notice.issue', visitId: visit._id },
            { kind: 'visit.weigh-words', visitId: visit._id },
          ],
  };
}

/** Acts, once, on an answer that came when the visit was over. */
function actOnLate(visit: Visit, answer: RecordedAnswer, situation: Situation): Change<Visit> {
  const final = { ...answer, final: true };
  const next = { ...visit, answer: final, late: [...visit.late, final] };
  if (visit.outcome === 'cancelled') return { next: { ...next, nextDueAt: null }, effects: [] };
  const after = afterAnswer(next, final, situation);
  const report = { kind: 'visit.report', visitId: visit._id } as const;
  return { next: after.next, effects: visit.ticketId === null ? after.effects : [report, ...after.effects] };
}

/** A late answer that has not grown any more: acted on as it stands. Otherwise the same visit. */
export function settleLate(visit: Visit, situation: Situation): Visit {
  const { answer } = visit;
  if (isActive(visit) || answer === null || answer.final) return look(visit, situation);
  if (situation.now < answer.at + situation.community.followUp.settle) return visit;
  return commitVisit(visit, actOnLate(visit, answer, situation), situation.now);
}

function keepSaid({ solved, score, words }: RecordedAnswer): Partial<RecordedAnswer> {
  return {
    ...(solved === null ? {} : { solved }),
    ...(score === null ? {} : { score }),
    ...(words === '' ? {} : { words }),
  };
}

/** An answer in a few words, for the person who must look into a contradiction. */
function inWords(
  { solved, score, words }: Pick<RecordedAnswer, 'solved' | 'score' | 'words'>,
  community: Situation['community'],
): string {
  const parts = [
    solved === null ? null : sentence(community, solved ? 'solved' : 'unsolved'),
    score === null ? null : sentence(community, 'score', { score }),
    words === '' ? null : words,
  ];
  return parts.filter((part) => part !== null).join(' ');
}
