import type {
  ConversationDocument,
  ConversationRepository,
  Inbound,
  InboxRepository,
  SyncRequest,
  SyncRequestRepository,
} from '../../src/intake/ports.ts';
import { createMemoryLeases } from '../effects/memory-leases.ts';

type KeptItem = Inbound & { readonly done: boolean; readonly mediaPending: boolean };

/** An inbox in memory with the promises of the stored one. */
export function memoryInbox(): InboxRepository & { all(): KeptItem[] } {
  const items = new Map<string, KeptItem>();
  const keyOf = (community: string, id: string) => `${community} ${id}`;
  const change = (community: string, id: string, changes: Partial<KeptItem>) => {
    const item = items.get(keyOf(community, id));
    if (item !== undefined) items.set(keyOf(community, id), { ...item, ...changes });
  };
  const isIn = (communities: readonly string[]) => (item: KeptItem) => communities.includes(item.community);
  return {
    all: () => [...items.values()],
    async put(fresh) {
      for (const item of fresh) {
        const key = keyOf(item.community, item._id);
        if (!items.has(key)) items.set(key, { ...item, done: false, mediaPending: item.media !== undefined });
      }
    },
    async pending(community, key) {
      return [...items.values()]
        .filter((item) => item.community === community && item.key === key && !item.done)
        .sort((a, b) => a.sentAt - b.sentAt || a.receivedAt - b.receivedAt || (a._id < b._id ? -1 : 1));
    },
    async done(handled) {
      for (const { community, id } of handled) change(community, id, { done: true });
    },
    async waitingKeys(communities) {
      const waiting = [...items.values()].filter((item) => isIn(communities)(item) && !item.done);
      const keys = waiting.map(({ community, key }) => ({ community, key }));
      return [...new Map(keys.map((one) => [keyOf(one.community, one.key), one])).values()];
    },
    async pendingMedia(communities, limit) {
      return [...items.values()]
        .filter((item) => isIn(communities)(item) && item.mediaPending)
        .sort((a, b) => a.sentAt - b.sentAt)
        .slice(0, limit);
    },
    async mediaFetched(community, id) {
      change(community, id, { mediaPending: false });
    },
  };
}

/** Conversations in memory: leases, versions and pending effects as the stored ones keep them. */
export function memoryConversations<S>(): ConversationRepository<S> & {
  get(id: string): ConversationDocument<S> | undefined;
  set(document: ConversationDocument<S>): void;
} {
  const documents = new Map<string, ConversationDocument<S>>();
  const read = (community: string, id: string): ConversationDocument<S> => {
    const blank = { version: 0, state: null, pendingEffects: [], handled: [], nextDueAt: null, updatedAt: 0 };
    const document = documents.get(id) ?? { _id: id, community, ...blank };
    documents.set(id, document);
    return document;
  };
  const leases = createMemoryLeases<ConversationDocument<S>>({
    read,
    change(community, id, changes) {
      documents.set(id, { ...read(community, id), ...changes });
    },
  });
  return {
    ...leases,
    get: (id) => documents.get(id),
    set: (document) => void documents.set(document._id, document),
    async load(community, id) {
      const found = documents.get(id);
      return found?.community === community ? found : null;
    },
    async save(document, expected) {
      if (documents.get(document._id)?.version !== expected) return false;
      documents.set(document._id, structuredClone(document));
      return true;
    },
    async settle({ community, _id: id, version }, by) {
      if (documents.get(id)?.version === version) await leases.release({ community, id, by }, { pendingEffects: [] });
    },
    async due({ communities, now, limit }) {
      return [...documents.values()]
        .filter(({ community }) => communities.includes(community))
        .filter(({ nextDueAt, pendingEffects }) => (nextDueAt ?? now + 1) <= now || pendingEffects.length > 0)
        .slice(0, limit)
        .map(({ community, _id }) => ({ community, _id }));
    },
  };
}

/** Cursors and sync requests in memory. */
export function memorySyncRequests(): SyncRequestRepository {
  const requests = new Map<string, SyncRequest>();
  const read = (community: string, openKfId: string) => {
    const found = requests.get(openKfId);
    return found?.community === community ? found : null;
  };
  const change = (community: string, openKfId: string, changes: Partial<SyncRequest>) => {
    const before = read(community, openKfId) ?? { _id: openKfId, community, cursor: null, syncRequestedAt: null };
    const after = { ...before, ...changes };
    requests.set(openKfId, after);
    return after;
  };
  return {
    request: async ({ community, openKfId, at }) => change(community, openKfId, { syncRequestedAt: at }),
    read: async (community, openKfId) => read(community, openKfId),
    async advance({ community, openKfId, cursor, answeredAt }) {
      const requestedAt = read(community, openKfId)?.syncRequestedAt ?? null;
      const answered = answeredAt !== null && (requestedAt === null || requestedAt <= answeredAt);
      change(community, openKfId, { cursor, ...(answered ? { syncRequestedAt: null } : {}) });
    },
    async waiting({ communities, before }) {
      return [...requests.values()].filter(
        ({ community, syncRequestedAt }) =>
          communities.includes(community) && syncRequestedAt !== null && syncRequestedAt <= before,
      );
    },
  };
}
