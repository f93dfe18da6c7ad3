import type { Model } from 'mongoose';
import type { Inbound, InboxRepository } from '../intake/ports.ts';
import { insertNew } from './insert-new.ts';
import type { InboundDocument } from './models/inbound.ts';

/** The inbox on mongoose. */
export function createInboxRepository(model: Model<InboundDocument>): InboxRepository {
  return {
    async put(items) {
      await insertNew(
        model,
        items.map((item) => ({ ...item, waiting: true, ...(item.media ? { mediaOwed: true } : {}) })),
      );
    },

    async pending(community, key) {
      return model.find({ community, key, waiting: true }).sort({ sentAt: 1, receivedAt: 1, _id: 1 }).lean<Inbound[]>();
    },

    async done(community, ids, at) {
      await model.updateMany(
        { community, _id: { $in: [...ids] } },
        { $set: { doneAt: new Date(at) }, $unset: { waiting: 1 } },
      );
    },

    async waitingKeys(community) {
      return model.distinct('key', { community, waiting: true });
    },

    async mediaOwed(community, limit) {
      return model.find({ community, mediaOwed: true }).sort({ sentAt: 1 }).limit(limit).lean<Inbound[]>();
    },

    async mediaFetched(community, id) {
      await model.updateOne({ community, _id: id }, { $unset: { mediaOwed: 1 } });
    },
  };
}
