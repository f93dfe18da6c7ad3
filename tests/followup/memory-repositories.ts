import type { CorrectionNotice } from '../../src/followup/notice.ts';
import type { NoticeRepository, VisitRepository } from '../../src/followup/ports.ts';
import { isActive, type Visit } from '../../src/followup/visit.ts';

interface Owing {
  readonly _id: string;
  readonly community: string;
  readonly version: number;
  readonly owed: readonly { readonly id: string }[];
  readonly nextDueAt: number | null;
  readonly updatedAt: number;
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What visits and notices share, in memory. Documents are frozen: a rule that writes into one fails. */
function createMemory<D extends Owing>() {
  const documents = new Map<string, D>();
  const keyOf = (community: string, id: string) => `${community}/${id}`;
  const put = (document: D) => documents.set(keyOf(document.community, document._id), Object.freeze(document));
  const all = (filter: (document: D) => boolean, order: (a: D, b: D) => number): D[] =>
    [...documents.values()].filter(filter).sort((a, b) => order(a, b) || byText(a._id, b._id));
  return {
    all,
    async insert(document: D) {
      if (documents.has(keyOf(document.community, document._id))) return false;
      put(document);
      return true;
    },
    async load(community: string, id: string) {
      return documents.get(keyOf(community, id)) ?? null;
    },
    async save(document: D, expectedVersion: number) {
      if (documents.get(keyOf(document.community, document._id))?.version !== expectedVersion) return false;
      put(document);
      return true;
    },
    async due(now: number, limit: number) {
      return all(
        ({ nextDueAt }) => nextDueAt !== null && nextDueAt <= now,
        (a, b) => a.nextDueAt! - b.nextDueAt!,
      ).slice(0, limit);
    },
    async owing(limit: number) {
      return all(
        ({ owed }) => owed.length > 0,
        (a, b) => a.updatedAt - b.updatedAt,
      ).slice(0, limit);
    },
    async settled(community: string, id: string, effectIds: readonly string[]) {
      const known = documents.get(keyOf(community, id));
      if (known !== undefined) put({ ...known, owed: known.owed.filter((owed) => !effectIds.includes(owed.id)) });
    },
  };
}

/** Visits in memory. */
export function createMemoryVisits(): VisitRepository & { everything(): Visit[] } {
  const { all, ...shared } = createMemory<Visit>();
  const byDue = (a: Visit, b: Visit) => a.dueAt - b.dueAt;
  return {
    ...shared,
    everything: () => all(() => true, byDue),
    async byTicket(community, ticketId) {
      return all((visit) => visit.community === community && visit.ticketId === ticketId, byDue);
    },
    async active(community, conversationId) {
      return all(
        (visit) => visit.community === community && visit.conversationId === conversationId && isActive(visit),
        byDue,
      );
    },
    async waitingForRain(community, { limit, after }) {
      return all(
        (visit) =>
          visit.community === community &&
          visit.waits === 'rain' &&
          isActive(visit) &&
          (after === null || visit._id > after),
        () => 0,
      ).slice(0, limit);
    },
    async search({ community, from, to }) {
      return all((visit) => visit.community === community && visit.dueAt >= from && visit.dueAt < to, byDue);
    },
  };
}

/** Notices in memory. */
export function createMemoryNotices(): NoticeRepository & { everything(): CorrectionNotice[] } {
  const { all, ...shared } = createMemory<CorrectionNotice>();
  const byFound = (a: CorrectionNotice, b: CorrectionNotice) => a.foundAt - b.foundAt;
  return {
    ...shared,
    everything: () => all(() => true, byFound),
    async byTicket(community, ticketId) {
      return all((notice) => notice.community === community && notice.ticketId === ticketId, byFound);
    },
    async search({ community, from, to }) {
      return all((notice) => notice.community === community && notice.foundAt >= from && notice.foundAt < to, byFound);
    },
  };
}
