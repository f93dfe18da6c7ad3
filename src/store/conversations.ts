import type { Model } from 'mongoose';
import type { ConversationDocument, ConversationRepository } from '../intake/index.ts';
import { createLeases } from './leases.ts';
import type { StoredConversation } from './models/conversation.ts';
import { pendingMark } from './versioned-repository.ts';

function fromStored(stored: StoredConversation): ConversationDocument {
  const { _id, community, version, state, pendingEffects, handled, nextDueAt, updatedAt } = stored;
  return { _id, community, version, state, pendingEffects, handled, nextDueAt, updatedAt };
}

const BLANK = { version: 0, state: null, pendingEffects: [], handled: [], nextDueAt: null, updatedAt: 0 };

/** Conversations on mongoose: a lease by one conditional upsert, a turn by one conditional update. */
export function createConversationRepository(model: Model<StoredConversation>): ConversationRepository {
  return {
    ...createLeases<ConversationDocument>(model as never, BLANK, (stored) => fromStored(stored)),

    async load(community, id) {
      const stored = await model.findOne({ _id: id, community }).lean<StoredConversation>();
      return stored === null ? null : fromStored(stored);
    },

    async save({ _id, community, ...changed }, expectedVersion) {
      const mark = pendingMark({ _id, community, ...changed });
      const { matchedCount } = await model.updateOne(
        { _id, community, version: expectedVersion },
        { $set: { ...changed, ...mark } },
      );
      return matchedCount === 1;
    },

    async settle({ _id, community, version }, by) {
      await model.updateOne(
        { _id, community, version, 'lease.by': by },
        { $set: { pendingEffects: [], lease: null }, $unset: { hasPending: 1 } },
      );
    },

    async due({ communities, now, limit }) {
      const scope = { community: { $in: [...communities] } };
      const some = (filter: object) =>
        model
          .find({ ...scope, ...filter } as never, { community: 1 })
          .limit(limit)
          .lean<{ community: string; _id: string }[]>();
      const [woken, pending] = await Promise.all([
        some({ nextDueAt: { $gt: 0, $lte: now } }),
        some({ hasPending: true }),
      ]);
      return [...new Map([...pending, ...woken].map((one) => [one._id, one])).values()];
    },
  };
}
