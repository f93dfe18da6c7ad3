import { deriveId } from '../shared/id.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { FollowUpDeps } from './deps.ts';
import type { FollowUpEffect, OwedFollowUp } from './effect.ts';
import { handOverTo } from './hear.ts';
import type { CorrectionNotice } from './notice.ts';
import { addWords, checkNotice, type NoticeSituation, noticeFor } from './notice-rules.ts';
import { isBad } from './opinion.ts';
import type { Situation } from './situation.ts';
import { sentence } from './tell.ts';
import { ticketInWords } from './tickets-from-words.ts';
import { isActive, type Visit } from './visit.ts';

type Effect<K extends FollowUpEffect['kind']> = Extract<FollowUpEffect, { kind: K }>;

/** The service's ports, and its way to change one document. */
export interface InnerDeps extends FollowUpDeps {
  readonly change: (
    community: string,
    id: string,
    rule: (visit: Visit, situation: Situation) => Visit,
  ) => Promise<unknown>;
  readonly changeNotice: (
    community: string,
    id: string,
    rule: (notice: CorrectionNotice, situation: NoticeSituation) => CorrectionNotice,
  ) => Promise<unknown>;
}

/** Carries out the effects that stay in the room. Doing one twice changes nothing. */
export function createInnerEffects(deps: InnerDeps) {
  const { visits, notices } = deps;

  async function subject(community: string, visitId: string): Promise<{ visit: Visit; ticket: Ticket } | null> {
    const visit = await visits.load(community, visitId);
    const ticket = visit?.ticketId == null ? null : await deps.ticket(community, visit.ticketId);
    return visit === null || ticket === null ? null : { visit, ticket };
  }

  /** The ticket learns what the visit found; what is not good is work again (返修). */
  async function report({ visit }: { visit: Visit }, id: string): Promise<void> {
    const { community, ticketId, round } = visit;
    const siblings = await visits.byTicket(community, ticketId!);
    const last = siblings.every((other) => other._id === visit._id || other.round !== round || !isActive(other));
    const { answer } = visit;
    const words =
      answer === null ? (visit.outcomeReason ?? '') : [answer.words, ...answer.reasons].filter(Boolean).join('；');
    const request = { community, ticketId: ticketId! };
    const of = deps.community(community);
    const reason =
      answer === null || !isBad(answer)
        ? null
        : sentence(of, answer.solved === false ? 'reworkUnsolved' : 'reworkScore', {
            score: answer.score ?? '',
            words,
          });
    const result = answer === null ? (visit.outcome === 'expired' ? 'expired' : 'unreachable') : null;
    await deps.act({
      ...request,
      id,
      action: {
        kind: 'visit-result',
        visitId: visit._id,
        type: visit.type === 'survey' ? 'dated' : visit.type,
        outcome: result ?? (answer?.solved === false ? 'unsolved' : 'solved'),
        score: answer?.score ?? null,
        words: answer?.solved === false ? (reason ?? words) : words,
        by: answer === null || answer.by === 'owner' ? visit.responsible : answer.by,
        last,
      },
    });
    if (reason === null || answer?.solved === false) return;
    await deps.act({ ...request, id: deriveId(id, 'rework'), action: { kind: 'reopen', reason, unsolved: true } });
  }

  async function issueNotice({ visit, ticket }: { visit: Visit; ticket: Ticket }): Promise<void> {
    if (visit.answer === null) return;
    const situation = { now: deps.now(), community: deps.community(visit.community), ticket };
    const notice = noticeFor(visit, ticket, situation);
    if (await notices.insert(notice)) return;
    await deps.changeNotice(visit.community, notice._id, (known, now) => addWords(known, visit, now));
  }

  async function weighWords({ visit, ticket }: { visit: Visit; ticket: Ticket }): Promise<void> {
    const community = deps.community(visit.community);
    const understood = deps.understand(visit.answer?.words ?? '', { now: deps.now(), timezone: community.timezone });
    const draft = ticketInWords({ ticket, visit, understood, community });
    if (draft !== null) await deps.open({ draft, id: deriveId(visit._id, draft.category) });
  }

  async function checkNotices(community: string, { ticketId, visitId, good }: Effect<'check-notices'>): Promise<void> {
    const visit = await visits.load(community, visitId);
    if (visit === null) return;
    for (const notice of await notices.byTicket(community, ticketId)) {
      await deps.changeNotice(community, notice._id, (now, situation) =>
        checkNotice(now, { visitId, round: visit.round, good }, situation),
      );
    }
  }

  return async ({ id, effect }: OwedFollowUp, { community }: { community: string }): Promise<void> => {
    switch (effect.kind) {
      case 'take-over':
        await deps.change(community, effect.visitId, (visit, situation) => handOverTo(visit, effect.by, situation));
        return;
      case 'check-notices':
        return checkNotices(community, effect);
      case 'report-result':
      case 'issue-notice':
      case 'weigh-words': {
        const found = await subject(community, effect.visitId);
        if (found === null) return;
        if (effect.kind === 'report-result') return report(found, id);
        return effect.kind === 'issue-notice' ? issueNotice(found) : weighWords(found);
      }
      default:
        throw new Error(`effect ${effect.kind} leaves the room: whoever wires it carries it out`);
    }
  };
}
