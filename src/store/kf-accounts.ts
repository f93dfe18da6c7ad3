import type { Model } from 'mongoose';
import type { KfAccount, KfAccountRepository } from '../intake/ports.ts';

/** Cursors and doorbells on mongoose. */
export function createKfAccountRepository(model: Model<KfAccount>): KfAccountRepository {
  return {
    async read(community, openKfId) {
      return model.findOne({ _id: openKfId, community }).lean<KfAccount>();
    },

    async ring({ community, openKfId, at, token }) {
      await model.updateOne(
        { _id: openKfId, community },
        { $set: { rung: { at, token } }, $setOnInsert: { cursor: null } },
        { upsert: true },
      );
    },

    async saveCursor(community, openKfId, cursor) {
      await model.updateOne(
        { _id: openKfId, community },
        { $set: { cursor }, $setOnInsert: { rung: null } },
        { upsert: true },
      );
    },

    async answered(community, openKfId, at) {
      await model.updateOne({ _id: openKfId, community, 'rung.at': { $lte: at } }, { $set: { rung: null } });
    },
  };
}
