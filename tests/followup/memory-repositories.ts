import type { CorrectionNotice } from '../../src/followup/notice.ts';
import type { NoticeRepository, VisitRepository } from '../../src/followup/ports.ts';
import { isActive, type Visit } from '../../src/followup/visit.ts';
import { createMemoryRepository, sortedBy } from '../support/memory-repository.ts';

const ofTicket = (community: string, ticketId: string | null) => `${community} ticket ${ticketId}`;
const ofOwner = (community: string, conversationId: string | null) => `${community} owner ${conversationId}`;

/** Visits in memory. */
export function createMemoryVisits(): VisitRepository & { everything(): Visit[] } {
  const { all, find, ...shared } = createMemoryRepository<Visit>({
    name: 'visits',
    indexed: ({ community, ticketId, conversationId }) => [
      ofTicket(community, ticketId),
      ofOwner(community, conversationId),
      community,
    ],
  });
  const byDue = (visits: readonly Visit[]) => sortedBy(visits, (a, b) => a.dueAt - b.dueAt);
  return {
    ...shared,
    everything: () => byDue(all()),
    byTicket: async (community, ticketId) => byDue(find(ofTicket(community, ticketId))),
    active: async (community, conversationId) => byDue(find(ofOwner(community, conversationId), isActive)),
    waitingForRain: async (community, { limit, after }) =>
      sortedBy(
        find(community, (visit) => visit.waits === 'rain' && isActive(visit) && (after === null || visit._id > after)),
        () => 0,
      ).slice(0, limit),
    search: async ({ community, from, to }) =>
      byDue(find(community, (visit) => visit.dueAt >= from && visit.dueAt < to)),
  };
}

/** Notices in memory. */
export function createMemoryNotices(): NoticeRepository & { everything(): CorrectionNotice[] } {
  const { all, find, ...shared } = createMemoryRepository<CorrectionNotice>({
    name: 'notices',
    indexed: ({ community, ticketId }) => [ofTicket(community, ticketId), community],
  });
  const byFound = (notices: readonly CorrectionNotice[]) => sortedBy(notices, (a, b) => a.foundAt - b.foundAt);
  return {
    ...shared,
    everything: () => byFound(all()),
    byTicket: async (community, ticketId) => byFound(find(ofTicket(community, ticketId))),
    search: async ({ community, from, to }) =>
      byFound(find(community, (notice) => notice.foundAt >= from && notice.foundAt < to)),
  };
}
