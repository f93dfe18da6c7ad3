import { settleLate } from './answer.ts';
import type { FollowUpDeps } from './deps.ts';
import type { CorrectionNotice } from './notice.ts';
import { lookAtNotice, type NoticeSituation } from './notice-rules.ts';
import type { OwnerWindow, Situation } from './situation.ts';
import { isActive, type Visit } from './visit.ts';

/** A lost race is tried again; more often than this nobody loses by accident. */
const ATTEMPTS = 30;
const TAKEN_OVER_MOST = 5;
const SHUT: OwnerWindow = { open: false, left: 0, closesAt: null };

/** How the service changes documents: each change is a pure function of one document and one atomic write of it (design rule 2). */
export function createChanges(deps: FollowUpDeps) {
  const { visits, notices } = deps;

  async function situationOf(visit: Visit): Promise<Situation> {
    const { community, ticketId, conversationId } = visit;
    const [ofTicket, ofOwner, window, served] = await Promise.all([
      ticketId === null ? [] : visits.byTicket(community, ticketId),
      conversationId === null ? [] : visits.active(community, conversationId),
      conversationId === null ? SHUT : deps.window({ community, conversationId }),
      visit.type === 'survey' && conversationId !== null && deps.isServed({ community, conversationId }),
    ]);
    const others = new Map([...ofOwner, ...ofTicket].map((other) => [other._id, other]));
    others.delete(visit._id);
    return {
      now: deps.now(),
      community: deps.community(community),
      window,
      others: [...others.values()],
      served,
      page: deps.page,
    };
  }

  /** Changes one visit by a pure function of it. The visit as it is now; null when there is none. */
  async function change(
    community: string,
    id: string,
    rule: (visit: Visit, situation: Situation) => Visit,
  ): Promise<{ visit: Visit; changed: boolean } | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const visit = await visits.load(community, id);
      if (visit === null) return null;
      const next = rule(visit, await situationOf(visit));
      if (next === visit) return { visit, changed: false };
      if (await visits.save(next, visit.version)) return { visit: next, changed: true };
    }
    throw new Error(`visit ${id} is changed by too many at once; tried again later`);
  }

  async function changeNotice(
    community: string,
    id: string,
    rule: (notice: CorrectionNotice, situation: NoticeSituation) => CorrectionNotice,
  ): Promise<boolean> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const notice = await notices.load(community, id);
      if (notice === null) return false;
      const ticket = await deps.ticket(community, notice.ticketId);
      const next = rule(notice, { now: deps.now(), community: deps.community(community), ticket });
      if (next === notice) return false;
      if (await notices.save(next, notice.version)) return true;
    }
    throw new Error(`notice ${id} is changed by too many at once; tried again later`);
  }

  const look = (visit: Visit) => change(visit.community, visit._id, settleLate);

  /** What others of the ticket wait for may have changed with this one: the link goes out only to whoever has answered. */
  async function lookAtSiblings({ community, ticketId, _id }: Visit): Promise<void> {
    if (ticketId === null) return;
    const siblings = await visits.byTicket(community, ticketId);
    for (const sibling of siblings) if (isActive(sibling) && sibling._id !== _id) await look(sibling);
  }

  async function followNotices(community: string, ticketId: string): Promise<void> {
    for (const { _id } of await notices.byTicket(community, ticketId)) {
      await changeNotice(community, _id, lookAtNotice);
    }
  }

  /** Where an answer to this visit belongs: what took it over, while that is still open. */
  async function heir(community: string, id: string): Promise<Visit | null> {
    let visit = await visits.load(community, id);
    for (let step = 0; step < TAKEN_OVER_MOST && visit?.outcome === 'merged'; step += 1) {
      const next: Visit | null = visit.takenOverBy === null ? null : await visits.load(community, visit.takenOverBy);
      if (next === null) return visit;
      visit = next;
    }
    return visit;
  }

  return { change, changeNotice, look, lookAtSiblings, followNotices, heir };
}
