import { updateWithRetry } from '../effects/index.ts';
import { splitConversationKey } from '../shared/index.ts';
import { settleLate } from './answer.ts';
import type { FollowUpDeps } from './deps.ts';
import type { CorrectionNotice } from './notice.ts';
import { lookAtNotice, type NoticeSituation } from './notice-rules.ts';
import type { OwnerWindow, Situation } from './situation.ts';
import { isActive, type Visit } from './visit.ts';

const MERGED_AT_MOST = 5;
const SHUT: OwnerWindow = { open: false, left: 0, closesAt: null };

/** How the service changes documents: each change is a pure function of one document and one atomic write of it (design rule 2). */
export function createChanges(deps: FollowUpDeps) {
  const { visits, notices, tickets, communities, clock } = deps;

  /** Whether an owner has a ticket that is open or was closed lately: then the periodic survey leaves them alone. */
  async function isServed(owner: { community: string; conversationId: string }): Promise<boolean> {
    return (await tickets.ownerTickets(owner)).length > 0;
  }

  async function situationOf(visit: Visit): Promise<Situation> {
    const { community, ticketId, conversationId } = visit;
    const [ofTicket, ofOwner, window, served] = await Promise.all([
      ticketId === null ? [] : visits.byTicket(community, ticketId),
      conversationId === null ? [] : visits.active(community, conversationId),
      conversationId === null ? SHUT : deps.delivery.budget(splitConversationKey(conversationId)),
      visit.type === 'survey' && conversationId !== null && isServed({ community, conversationId }),
    ]);
    const others = new Map([...ofOwner, ...ofTicket].map((other) => [other._id, other]));
    others.delete(visit._id);
    return {
      now: clock.now(),
      community: communities.get(community),
      window,
      others: [...others.values()],
      served,
      page: deps.links.address,
    };
  }

  /** Changes one visit by a pure function of it. The visit as it is now; null when there is none. */
  function change(
    community: string,
    id: string,
    rule: (visit: Visit, situation: Situation) => Visit,
  ): Promise<{ visit: Visit; changed: boolean } | null> {
    return updateWithRetry({ read: () => visits.load(community, id), save: visits.save }, async (visit) => {
      const next = rule(visit, await situationOf(visit));
      return { next, result: { visit: next, changed: next !== visit } };
    });
  }

  async function changeNotice(
    community: string,
    id: string,
    rule: (notice: CorrectionNotice, situation: NoticeSituation) => CorrectionNotice,
  ): Promise<boolean> {
    const source = { read: () => notices.load(community, id), save: notices.save };
    const changed = await updateWithRetry(source, async (notice) => {
      const ticket = await tickets.load(community, notice.ticketId);
      const next = rule(notice, { now: clock.now(), community: communities.get(community), ticket });
      return { next, result: next !== notice };
    });
    return changed ?? false;
  }

  const advance = (visit: Visit) => change(visit.community, visit._id, settleLate);

  /** What others of the ticket wait for may have changed with this one: the link goes out only to whoever has answered. */
  async function advanceSiblings({ community, ticketId, _id }: Visit): Promise<void> {
    if (ticketId === null) return;
    const siblings = await visits.byTicket(community, ticketId);
    for (const sibling of siblings) if (isActive(sibling) && sibling._id !== _id) await advance(sibling);
  }

  async function followNotices(community: string, ticketId: string): Promise<void> {
    for (const { _id } of await notices.byTicket(community, ticketId)) {
      await changeNotice(community, _id, lookAtNotice);
    }
  }

  /** Where an answer to this visit belongs: the visit that it was merged into, while that is still open. */
  async function resolveMergedVisit(community: string, id: string): Promise<Visit | null> {
    let visit = await visits.load(community, id);
    for (let step = 0; step < MERGED_AT_MOST && visit?.outcome === 'merged'; step += 1) {
      const next: Visit | null = visit.takenOverBy === null ? null : await visits.load(community, visit.takenOverBy);
      if (next === null) return visit;
      visit = next;
    }
    return visit;
  }

  return { change, changeNotice, advance, advanceSiblings, followNotices, resolveMergedVisit };
}

/** The functions that change visits and notices. */
export type Changes = ReturnType<typeof createChanges>;
