import type { Model } from 'mongoose';
import type { RateWindows } from '../delivery/index.ts';
import { isDuplicateKey } from './insert-new.ts';
import type { StoredRate } from './models/outbox.ts';

/** WeCom counts webhooks and members for the whole company; their documents belong to no single community. */
const COMPANY = 'company';

/** Recent sends on mongoose, replaced only at the version they were read. */
export function createRateWindows(model: Model<StoredRate>): RateWindows {
  return {
    async read(_id) {
      const found = await model.findOne({ _id, community: COMPANY }).lean<StoredRate>();
      return { times: found?.times ?? [], version: found?.version ?? 0 };
    },

    async save(_id, times, expected) {
      try {
        const result = await model.updateOne(
          { _id, community: COMPANY, version: expected },
          { $set: { times: [...times], version: expected + 1 } },
          { upsert: expected === 0 },
        );
        return result.matchedCount === 1 || result.upsertedCount === 1;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
  };
}
