import { afterQuiet } from '../community/index.ts';
import type { EffectHandlers } from '../effects/index.ts';
import { isOpen } from '../tickets/index.ts';
import { askByCode } from './act.ts';
import { hearAnswer } from './answer.ts';
import { createChanges } from './changes.ts';
import { commitVisit } from './commit.ts';
import type { FollowUpDeps } from './deps.ts';
import { createFollowUpHandlers, type FollowUpEffectKind } from './effect-handlers.ts';
import { figuresOf } from './figures.ts';
import { cancelVisit, type HeardCall, handOverTo, hearCall, hearOutcome, hearRain } from './hear.ts';
import { acknowledgeNotice, lookAtNotice, noticeOutcome } from './notice-rules.ts';
import { answerOpinion } from './opinion.ts';
import { planVisits } from './plan-visits.ts';
import type { FollowUpActions } from './service-interface.ts';
import { type Situation, siblingsOf } from './situation.ts';
import { surveyFor } from './survey.ts';
import { isActive, type Visit } from './visit.ts';

/** Return visits, and the handlers of the effects that are about them. */
export interface FollowUp extends FollowUpActions {
  readonly handlers: EffectHandlers<FollowUpEffectKind>;
}

/** Makes the service on its ports. */
export function createFollowUp(deps: FollowUpDeps): FollowUp {
  const { visits, notices, communities, clock } = deps;
  const changes = createChanges(deps);
  const ids = () => communities.all().map(({ id }) => id);
  const { change, changeNotice, advance, advanceSiblings, followNotices, resolveMergedVisit } = changes;

  const actions: FollowUpActions = {
    async planVisits(ticket, order) {
      const context = { now: clock.now(), community: communities.get(ticket.community) };
      const planned = planVisits(ticket, order, context);
      for (const visit of planned) await visits.insert(visit);
      for (const visit of planned) await advance(visit);
      await followNotices(ticket.community, ticket._id);
    },

    async cancelVisits(ticket, reason) {
      const all = await visits.byTicket(ticket.community, ticket._id);
      // Carried out again after the work was finished anew, it does not take the new round.
      const round = isOpen(ticket.state) || reason !== 'reopened' ? null : ticket.finishedAt;
      for (const { _id: visitId } of all.filter((visit) => isActive(visit) && visit.round !== round)) {
        await change(ticket.community, visitId, (visit, situation) => cancelVisit(visit, reason, situation));
      }
      await followNotices(ticket.community, ticket._id);
    },

    async answer({ community, visitId, praise = null, ...heard }) {
      const visit = await resolveMergedVisit(community, visitId);
      if (visit === null) return;
      await change(community, visit._id, (now, situation) => hearAnswer(now, { ...heard, praise }, situation));
      await advanceSiblings(visit);
    },

    async onDeliveryOutcome({ community, visitId, ...heard }) {
      const known = await change(community, visitId, (visit, situation) => hearOutcome(visit, heard, situation));
      if (known?.changed === true) await advanceSiblings(known.visit);
      if (known !== null) return;
      await changeNotice(community, visitId, (notice, situation) => noticeOutcome(notice, heard, situation));
    },

    async ownerWrote({ community, conversationId, at }) {
      for (const visit of await visits.active(community, conversationId)) await advance(visit);
      const survey = surveyFor({ conversationId, at }, { now: clock.now(), community: communities.get(community) });
      if (survey !== null) await visits.insert(survey);
    },

    async sessionEnded({ community, conversationId, code }) {
      const due = (await visits.active(community, conversationId)).filter(mayTakeCode(clock.now()));
      for (const { _id } of due) {
        const result = await change(community, _id, (visit, situation) =>
          mayTakeCode(situation.now)(visit) && isAwake(situation) ? askByCode(visit, code, situation) : visit,
        );
        if (result?.changed === true) return true;
      }
      return false;
    },

    async rain({ community, at, by, id }) {
      let count = 0;
      for (let after: string | null = null; ; ) {
        const page: Visit[] = await visits.waitingForRain(community, { limit: 100, after });
        for (const visit of page) count += (await rainOn(visit, { id, at, by })) ? 1 : 0;
        const last = page.at(-1);
        if (last === undefined) return count;
        after = last._id;
      }
    },

    async recordVisit({ community, id, at, by, reached, solved, score, words, ...rest }) {
      const visitId =
        'visitId' in rest
          ? ((await resolveMergedVisit(community, rest.visitId))?._id ?? null)
          : await dueVisit(community, rest.ticketId, id);
      if (visitId === null) return false;
      const { refused = false, reasons = [], praise = null } = rest;
      const call: HeardCall = { id, at, by, reached, refused, solved, score, reasons, words, praise };
      const result = await change(community, visitId, (visit, situation) => hearCall(visit, call, situation));
      if (result === null) return false;
      await advanceSiblings(result.visit);
      return result.changed || result.visit.heard.includes(id);
    },

    async answerOpinion({ community, visitId, by, text }) {
      const result = await change(community, visitId, (visit, { now, community: of }) =>
        commitVisit(visit, answerOpinion(visit, { by, text, now }, of), now),
      );
      return result?.changed ?? false;
    },

    async acknowledge({ community, ticketId, by, at }) {
      let count = 0;
      for (const { _id } of await notices.byTicket(community, ticketId)) {
        const rule: Parameters<typeof changeNotice>[2] = (notice, situation) =>
          acknowledgeNotice(notice, { by, at }, situation);
        count += (await changeNotice(community, _id, rule)) ? 1 : 0;
      }
      return count;
    },

    visit: resolveMergedVisit,

    async figures(search) {
      const [ofSpan, found] = await Promise.all([visits.search(search), notices.search(search)]);
      return figuresOf(ofSpan, found);
    },

    async tick(now, limit = 200) {
      let changes = 0;
      for (const visit of await visits.due({ communities: ids(), now, limit })) {
        const result = await advance(visit);
        if (result?.changed !== true) continue;
        changes += 1;
        if (!isActive(result.visit)) await advanceSiblings(result.visit);
      }
      for (const { community, _id } of await notices.due({ communities: ids(), now, limit })) {
        changes += (await changeNotice(community, _id, lookAtNotice)) ? 1 : 0;
      }
      return changes;
    },
  };
  return { ...actions, handlers: createFollowUpHandlers(deps, actions, changes) };

  /** A visit that waits for rain becomes due, or goes into a dated one that is due at about the same time (R22). */
  async function rainOn(visit: Visit, rain: NonNullable<Visit['rain']>): Promise<boolean> {
    const { community, _id } = visit;
    const merge = communities.get(community).followUp.merge;
    const all = await visits.byTicket(community, visit.ticketId ?? '');
    const isNear = (other: Visit) =>
      isActive(other) &&
      other.state === 'planned' &&
      (other.type === 'dated' || other.type === 'leader') &&
      other.waits === null &&
      other.dueAt >= rain.at &&
      other.dueAt - rain.at <= merge;
    const partner = rain.at > visit.round ? siblingsOf(visit, all).find(isNear) : undefined;
    if (partner === undefined) {
      return (await change(community, _id, (now, situation) => hearRain(now, rain, situation)))?.changed ?? false;
    }
    await change(community, partner._id, (now, situation) =>
      now.rain === null ? commitVisit(now, { next: { ...now, rain }, effects: [] }, situation.now) : now,
    );
    const merged = await change(community, _id, (now, situation) => handOverTo(now, partner._id, situation));
    return merged?.changed ?? false;
  }

  /** The visit that a call about this ticket belongs to: the one with the task, else one that was asked, else one that is due. */
  async function dueVisit(community: string, ticketId: string, id: string): Promise<string | null> {
    const all = await visits.byTicket(community, ticketId);
    const repeated = all.find(({ heard }) => heard.includes(id));
    if (repeated !== undefined) return repeated._id;
    const now = clock.now();
    const rank = ({ state, dueAt, waits }: Visit) => {
      if (state === 'phone') return 0;
      if (state === 'asked' || state === 'reminded') return 1;
      return waits === null && dueAt <= now ? 2 : 3;
    };
    const [best] = all
      .filter((visit) => isActive(visit) && rank(visit) < 3)
      .sort((a, b) => rank(a) - rank(b) || b.dueAt - a.dueAt);
    return best?._id ?? null;
  }
}

/** Due, not asked yet, and about a ticket: the code is worth it. */
function mayTakeCode(now: number): (visit: Visit) => boolean {
  return ({ state, dueAt, type, waits }) =>
    state === 'planned' && dueAt <= now && waits === null && (type === 'closing' || type === 'dated');
}

function isAwake(situation: Situation): boolean {
  return afterQuiet(situation.community, situation.now) === situation.now;
}
