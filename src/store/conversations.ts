import type { Model } from 'mongoose';
import type { ConversationDocument, ConversationRepository } from '../intake/ports.ts';
import { isDuplicateKey } from './insert-new.ts';
import type { StoredConversation } from './models/conversation.ts';

const document = <S, E>(stored: StoredConversation): ConversationDocument<S, E> => ({
  _id: stored._id,
  community: stored.community,
  version: stored.version,
  state: (stored.state ?? null) as S | null,
  owed: stored.owed as ConversationDocument<S, E>['owed'],
  handled: stored.handled,
  wakeAt: stored.wakeAt ?? null,
});

/** Conversations on mongoose: a lease by one conditional upsert, a turn by one conditional update. */
export function createConversationRepository<S, E>(model: Model<StoredConversation>): ConversationRepository<S, E> {
  return {
    async claim({ community, id, by, now, leaseMs }) {
      try {
        const stored = await model
          .findOneAndUpdate(
            { _id: id, community, $or: [{ lease: null }, { 'lease.by': by }, { 'lease.until': { $lte: now } }] },
            {
              $set: { lease: { by, until: now + leaseMs } },
              $setOnInsert: { version: 0, state: null, owed: [], handled: [], wakeAt: null },
            },
            { upsert: true, returnDocument: 'after' },
          )
          .lean<StoredConversation>();
        return stored === null ? null : document<S, E>(stored);
      } catch (error) {
        // The filter missed because another holds the lease, so the upsert met the existing key.
        if (isDuplicateKey(error)) return null;
        throw error;
      }
    },

    async save(next, expected) {
      const owes = next.owed.length > 0;
      const result = await model.updateOne(
        { _id: next._id, community: next.community, version: expected },
        {
          $set: {
            version: next.version,
            state: next.state,
            owed: next.owed,
            handled: next.handled,
            wakeAt: next.wakeAt,
            ...(owes ? { owes: true } : {}),
          },
          ...(owes ? {} : { $unset: { owes: 1 } }),
        },
      );
      return result.matchedCount === 1;
    },

    async settled(community, id, version) {
      await model.updateOne({ _id: id, community, version }, { $set: { owed: [] }, $unset: { owes: 1 } });
    },

    async release(community, id, by) {
      await model.updateOne({ _id: id, community, 'lease.by': by }, { $set: { lease: null } });
    },

    async due(community, now, limit) {
      const [woken, owing] = await Promise.all([
        model
          .find({ community, wakeAt: { $gt: 0, $lte: now } }, { _id: 1 })
          .sort({ wakeAt: 1 })
          .limit(limit)
          .lean<{ _id: string }[]>(),
        model
          .find({ community, owes: true as const }, { _id: 1 })
          .limit(limit)
          .lean<{ _id: string }[]>(),
      ]);
      return [...new Set([...owing, ...woken].map(({ _id }) => _id))];
    },

    async read(community, id) {
      const stored = await model.findOne({ _id: id, community }).lean<StoredConversation>();
      return stored === null ? null : document<S, E>(stored);
    },
  };
}
