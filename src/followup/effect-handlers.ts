import type { EffectHandlers, EffectOf } from '../effects/index.ts';
import { deriveId } from '../shared/index.ts';
import type { Ticket } from '../tickets/index.ts';
import type { Changes } from './changes.ts';
import type { FollowUpDeps } from './deps.ts';
import { handOverTo } from './hear.ts';
import { addWords, checkNotice, noticeFor } from './notice-rules.ts';
import { isBad } from './opinion.ts';
import type { FollowUpActions } from './service-interface.ts';
import { sentence } from './tell.ts';
import { ticketInWords } from './tickets-from-words.ts';
import { isActive, type Visit } from './visit.ts';

interface Subject {
  readonly visit: Visit;
  readonly ticket: Ticket;
}

/** The kinds of effects that this room executes. */
export type FollowUpEffectKind =
  | 'visit.plan'
  | 'visit.cancel'
  | 'visit.answer'
  | 'visit.outcome'
  | 'visit.report'
  | 'visit.merge'
  | 'visit.weigh-words'
  | 'visit.owner-wrote'
  | 'notice.issue'
  | 'notice.check'
  | 'notice.follow';

/** Executes the effects about visits and notices. Executing one twice changes nothing. */
export function createFollowUpHandlers(
  deps: FollowUpDeps,
  service: FollowUpActions,
  changes: Changes,
): EffectHandlers<FollowUpEffectKind> {
  const { visits, notices, tickets, understanding, communities, clock } = deps;

  async function onSubject(
    community: string,
    visitId: string,
    work: (subject: Subject) => Promise<void>,
  ): Promise<void> {
    const visit = await visits.load(community, visitId);
    const ticket = visit?.ticketId == null ? null : await tickets.load(community, visit.ticketId);
    if (visit !== null && ticket !== null) await work({ visit, ticket });
  }

  /** The ticket learns what the visit found; what is not good is work again (返修). */
  async function report({ visit, ticket }: Subject, id: string): Promise<void> {
    const { community, round } = visit;
    const siblings = await visits.byTicket(community, ticket._id);
    const last = siblings.every((other) => other._id === visit._id || other.round !== round || !isActive(other));
    const { answer } = visit;
    const words =
      answer === null ? (visit.outcomeReason ?? '') : [answer.words, ...answer.reasons].filter(Boolean).join('；');
    const request = { community, ticketId: ticket._id, actor: { kind: 'system' } } as const;
    const of = communities.get(community);
    const reason =
      answer === null || !isBad(answer)
        ? null
        : sentence(of, answer.solved === false ? 'reworkUnsolved' : 'reworkScore', {
            score: answer.score ?? '',
            words,
          });
    const result = answer === null ? (visit.outcome === 'expired' ? 'expired' : 'unreachable') : null;
    await tickets.act({
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
    await tickets.act({ ...request, id: deriveId(id, 'rework'), action: { kind: 'reopen', reason, unsolved: true } });
  }

  async function issueNotice({ visit, ticket }: Subject): Promise<void> {
    if (visit.answer === null) return;
    const situation = { now: clock.now(), community: communities.get(visit.community), ticket };
    const notice = noticeFor(visit, ticket, situation);
    if (await notices.insert(notice)) return;
    await changes.changeNotice(visit.community, notice._id, (known, now) => addWords(known, visit, now));
  }

  async function weighWords({ visit, ticket }: Subject): Promise<void> {
    const community = communities.get(visit.community);
    const understood = understanding.understand(visit.answer?.words ?? '', {
      now: clock.now(),
      timezone: community.timezone,
    });
    const draft = ticketInWords({ ticket, visit, understood, community });
    if (draft !== null) await tickets.open(draft, deriveId(visit._id, draft.category));
  }

  async function checkNotices(community: string, { ticketId, visitId, good }: EffectOf<'notice.check'>): Promise<void> {
    const visit = await visits.load(community, visitId);
    if (visit === null) return;
    for (const notice of await notices.byTicket(community, ticketId)) {
      await changes.changeNotice(community, notice._id, (now, situation) =>
        checkNotice(now, { visitId, round: visit.round, good }, situation),
      );
    }
  }

  return {
    'visit.plan': async (effect, { community }) => {
      const ticket = await tickets.load(community, effect.ticketId);
      if (ticket !== null) await service.planVisits(ticket, effect);
    },
    'visit.cancel': async ({ ticketId, reason }, { community }) => {
      const ticket = await tickets.load(community, ticketId);
      if (ticket !== null) await service.cancelVisits(ticket, reason);
    },
    'visit.answer': ({ kind: _, ...answer }, { id, community }) =>
      service.answer({ ...answer, community, id, via: 'chat', by: 'owner' }),
    'visit.outcome': ({ kind: _, ...heard }, { community }) => service.onDeliveryOutcome({ ...heard, community }),
    'visit.report': ({ visitId }, { id, community }) => onSubject(community, visitId, (subject) => report(subject, id)),
    'visit.merge': async ({ visitId, by }, { community }) => {
      await changes.change(community, visitId, (visit, situation) => handOverTo(visit, by, situation));
    },
    'visit.weigh-words': ({ visitId }, { community }) => onSubject(community, visitId, weighWords),
    'visit.owner-wrote': ({ conversationId, at }, { community }) =>
      service.ownerWrote({ community, conversationId, at }),
    'notice.issue': ({ visitId }, { community }) => onSubject(community, visitId, issueNotice),
    'notice.check': (effect, { community }) => checkNotices(community, effect),
    'notice.follow': ({ ticketId }, { community }) => changes.followNotices(community, ticketId),
  };
}
