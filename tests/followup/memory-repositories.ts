import type { CorrectionNotice } from '../../src/followup/notice.ts';
import type { NoticeRepository, VisitRepository } from '../../src/followup/ports.ts';
import { isActive, type Visit } from '../../src/followup/visit.ts';
import { createDueHeap } from './due-heap.ts';

interface Owing {
  readonly _id: string;
  readonly community: string;
  readonly version: number;
  readonly ticketId: string | null;
  readonly owed: readonly { readonly id: string }[];
  readonly nextDueAt: number | null;
  readonly updatedAt: number;
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** What visits and notices share, in memory. Documents are frozen: a rule that writes into one fails. */
function createMemory<D extends Owing>(indexed: (document: D) => readonly string[]) {
  const documents = new Map<string, D>();
  const index = new Map<string, Set<string>>();
  const owing = new Set<string>();
  const due = createDueHeap();
  const keyOf = ({ community, _id }: { community: string; _id: string }) => `${community}/${_id}`;
  const order = (documents_: D[], by: (a: D, b: D) => number) =>
    documents_.sort((a, b) => by(a, b) || byText(a._id, b._id));

  function put(document: D): void {
    const key = keyOf(document);
    documents.set(key, Object.freeze(document));
    for (const name of indexed(document)) {
      const keys = index.get(name) ?? new Set();
      index.set(name, keys.add(key));
    }
    if (document.owed.length > 0) owing.add(key);
    else owing.delete(key);
    if (document.nextDueAt !== null) due.push({ at: document.nextDueAt, key });
  }

  function dueDocuments(now: number, limit: number): D[] {
    const found: { at: number; key: string }[] = [];
    for (let top = due.peek(); top !== undefined && top.at <= now && found.length < limit; top = due.peek()) {
      due.pop();
      const isStale = documents.get(top.key)?.nextDueAt !== top.at || found.some(({ key }) => key === top!.key);
      if (!isStale) found.push(top);
    }
    for (const entry of found) due.push(entry);
    return found.map(({ key }) => documents.get(key)!);
  }

  return {
    all: (filter: (document: D) => boolean, by: (a: D, b: D) => number): D[] =>
      order([...documents.values()].filter(filter), by),
    find: (name: string, filter: (document: D) => boolean, by: (a: D, b: D) => number): D[] =>
      order([...(index.get(name) ?? [])].map((key) => documents.get(key)!).filter(filter), by),
    async insert(document: D) {
      if (documents.has(keyOf(document))) return false;
      put(document);
      return true;
    },
    async load(community: string, _id: string) {
      return documents.get(keyOf({ community, _id })) ?? null;
    },
    async save(document: D, expectedVersion: number) {
      if (documents.get(keyOf(document))?.version !== expectedVersion) return false;
      put(document);
      return true;
    },
    due: async (now: number, limit: number) => dueDocuments(now, limit),
    owing: async (limit: number) =>
      order(
        [...owing].map((key) => documents.get(key)!),
        (a, b) => a.updatedAt - b.updatedAt,
      ).slice(0, limit),
    async settled(community: string, _id: string, effectIds: readonly string[]) {
      const known = documents.get(keyOf({ community, _id }));
      if (known !== undefined) put({ ...known, owed: known.owed.filter((owed) => !effectIds.includes(owed.id)) });
    },
  };
}

const ofTicket = (community: string, ticketId: string | null) => `${community} ticket ${ticketId}`;
const ofOwner = (community: string, conversationId: string | null) => `${community} owner ${conversationId}`;

/** Visits in memory. */
export function createMemoryVisits(): VisitRepository & { everything(): Visit[] } {
  const { all, find, ...shared } = createMemory<Visit>(({ community, ticketId, conversationId }) => [
    ofTicket(community, ticketId),
    ofOwner(community, conversationId),
    community,
  ]);
  const byDue = (a: Visit, b: Visit) => a.dueAt - b.dueAt;
  return {
    ...shared,
    everything: () => all(() => true, byDue),
    byTicket: async (community, ticketId) => find(ofTicket(community, ticketId), () => true, byDue),
    active: async (community, conversationId) => find(ofOwner(community, conversationId), isActive, byDue),
    waitingForRain: async (community, { limit, after }) =>
      find(
        community,
        (visit) => visit.waits === 'rain' && isActive(visit) && (after === null || visit._id > after),
        () => 0,
      ).slice(0, limit),
    search: async ({ community, from, to }) =>
      find(community, (visit) => visit.dueAt >= from && visit.dueAt < to, byDue),
  };
}

/** Notices in memory. */
export function createMemoryNotices(): NoticeRepository & { everything(): CorrectionNotice[] } {
  const { all, find, ...shared } = createMemory<CorrectionNotice>(({ community, ticketId }) => [
    ofTicket(community, ticketId),
    community,
  ]);
  const byFound = (a: CorrectionNotice, b: CorrectionNotice) => a.foundAt - b.foundAt;
  return {
    ...shared,
    everything: () => all(() => true, byFound),
    byTicket: async (community, ticketId) => find(ofTicket(community, ticketId), () => true, byFound),
    search: async ({ community, from, to }) =>
      find(community, (notice) => notice.foundAt >= from && notice.foundAt < to, byFound),
  };
}
