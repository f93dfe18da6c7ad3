import type { Model } from 'mongoose';
import type { Inbound, InboxRepository } from '../intake/index.ts';
import { insertNew } from './insert-new.ts';
import type { InboundDocument } from './models/inbound.ts';

/** The inbox on mongoose. */
export function createInboxRepository(model: Model<InboundDocument>): InboxRepository {
  return {
    async put(items) {
      await insertNew(
        model,
        items.map((item) => ({ ...item, waiting: true, ...(item.media ? { mediaPending: true } : {}) })),
      );
    },

    async pending(community, key) {
      return model.find({ community, key, waiting: true }).sort({ sentAt: 1, receivedAt: 1, _id: 1 }).lean<Inbound[]>();
    },

    async done(items, at) {
      const communities = new Set(items.map(({ community }) => community));
      for (const community of communities) {
        const some = items.filter((item) => item.community === community);
        await model.updateMany(
          { community, _id: { $in: some.map(({ id }) => id) } },
          { $set: { doneAt: new Date(at) }, $unset: { waiting: 1 } },
        );
      }
    },

    async waitingKeys(communities) {
      const found = await model
        .find({ community: { $in: [...communities] }, waiting: true }, { community: 1, key: 1, _id: 0 })
        .lean<{ community: string; key: string }[]>();
      return [...new Map(found.map((one) => [`${one.community}/${one.key}`, one])).values()];
    },

    async pendingMedia(communities, limit) {
      return model
        .find({ community: { $in: [...communities] }, mediaPending: true })
        .sort({ sentAt: 1 })
        .limit(limit)
        .lean<Inbound[]>();
    },

    async mediaFetched(community, id) {
      await model.updateOne({ community, _id: id }, { $unset: { mediaPending: 1 } });
    },
  };
}
