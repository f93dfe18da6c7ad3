import type { Model } from 'mongoose';
import type { SyncRequest, SyncRequestRepository } from '../intake/index.ts';

/** Cursors and sync requests on mongoose. */
export function createSyncRequestRepository(model: Model<SyncRequest>): SyncRequestRepository {
  return {
    async request({ community, openKfId, at }) {
      const stored = await model
        .findOneAndUpdate(
          { _id: openKfId, community },
          { $set: { syncRequestedAt: at }, $setOnInsert: { cursor: null } },
          { upsert: true, returnDocument: 'after' },
        )
        .lean<SyncRequest>();
      return stored ?? { _id: openKfId, community, cursor: null, syncRequestedAt: at };
    },

    async read(community, openKfId) {
      return model.findOne({ _id: openKfId, community }).lean<SyncRequest>();
    },

    async advance({ community, openKfId, cursor, answeredAt }) {
      const key = { _id: openKfId, community };
      if (answeredAt !== null) {
        const answered = { ...key, $or: [{ syncRequestedAt: null }, { syncRequestedAt: { $lte: answeredAt } }] };
        const { matchedCount } = await model.updateOne(answered, { $set: { cursor, syncRequestedAt: null } });
        if (matchedCount === 1) return;
      }
      await model.updateOne(key, { $set: { cursor }, $setOnInsert: { syncRequestedAt: null } }, { upsert: true });
    },

    async waiting({ communities, before }) {
      return model
        .find({ community: { $in: [...communities] }, syncRequestedAt: { $gt: 0, $lte: before } })
        .lean<SyncRequest[]>();
    },
  };
}
