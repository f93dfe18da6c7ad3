import type { ConversationDocument, ConversationRepository, Inbound, InboxRepository } from '../../src/intake/ports.ts';

/** An inbox in memory with the promises of the real one. */
export function memoryInbox(): InboxRepository & { all(): (Inbound & { done: boolean })[] } {
  const items = new Map<string, Inbound & { done: boolean; mediaOwed: boolean }>();
  const of = (community: string) => [...items.values()].filter((item) => item.community === community);
  return {
    all: () => [...items.values()],
    async put(fresh) {
      for (const item of fresh) {
        if (!items.has(item._id)) items.set(item._id, { ...item, done: false, mediaOwed: item.media !== undefined });
      }
    },
    async pending(community, key) {
      return of(community)
        .filter((item) => item.key === key && !item.done)
        .sort((a, b) => a.sentAt - b.sentAt || a.receivedAt - b.receivedAt || (a._id < b._id ? -1 : 1));
    },
    async done(community, ids) {
      for (const item of of(community)) if (ids.includes(item._id)) items.set(item._id, { ...item, done: true });
    },
    async waitingKeys(community) {
      return [...new Set(of(community).flatMap((item) => (item.done ? [] : [item.key])))];
    },
    async mediaOwed(community, limit) {
      return of(community)
        .filter((item) => item.mediaOwed)
        .slice(0, limit);
    },
    async mediaFetched(_community, id) {
      items.set(id, { ...items.get(id)!, mediaOwed: false });
    },
  };
}

/** Conversations in memory: leases, versions and owed effects as the real repository keeps them. */
export function memoryConversations<S, E>(): ConversationRepository<S, E> & {
  get(id: string): ConversationDocument<S, E> | undefined;
  set(document: ConversationDocument<S, E>): void;
} {
  const documents = new Map<string, ConversationDocument<S, E>>();
  const leases = new Map<string, { by: string; until: number }>();
  return {
    get: (id) => documents.get(id),
    set: (document) => void documents.set(document._id, document),
    async claim({ community, id, by, now, leaseMs }) {
      const lease = leases.get(id);
      if (lease !== undefined && lease.by !== by && lease.until > now) return null;
      leases.set(id, { by, until: now + leaseMs });
      const found = documents.get(id);
      if (found !== undefined) return structuredClone(found);
      const made = { _id: id, community, version: 0, state: null, owed: [], handled: [], wakeAt: null };
      documents.set(id, made);
      return structuredClone(made);
    },
    async save(document, expected) {
      if (documents.get(document._id)?.version !== expected) return false;
      documents.set(document._id, structuredClone(document));
      return true;
    },
    async settled(_community, id, version) {
      const found = documents.get(id);
      if (found?.version === version) documents.set(id, { ...found, owed: [] });
    },
    async release(_community, id, by) {
      if (leases.get(id)?.by === by) leases.delete(id);
    },
    async due(community, now) {
      return [...documents.values()]
        .filter((one) => one.community === community && ((one.wakeAt ?? now + 1) <= now || one.owed.length > 0))
        .map(({ _id }) => _id);
    },
    async read(_community, id) {
      return documents.get(id) ?? null;
    },
  };
}
