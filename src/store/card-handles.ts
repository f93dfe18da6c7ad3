import type { Model } from 'mongoose';
import type { CardHandles } from '../delivery/index.ts';
import { deriveId } from '../shared/index.ts';
import { insertNew } from './insert-new.ts';
import type { StoredHandle } from './models/outbox.ts';

/** A code lives 72 hours (wecom-api.md 4.3); a day more lets clocks differ. */
const KEEP_MS = 96 * 3_600_000;

/** Codes of cards on mongoose; taking one removes it, so it is used once. */
export function createCardHandles(model: Model<StoredHandle>): CardHandles {
  return {
    async put(handle) {
      const _id = deriveId(handle.community, handle.responseCode);
      await insertNew(model, [{ _id, ...handle, forgetAt: new Date(handle.at + KEEP_MS) }]);
    },

    async take({ community, userid, cardId, since }) {
      const found = await model
        .findOneAndDelete({ community, userid, cardId, at: { $gt: since } })
        .sort({ at: 1 })
        .lean<StoredHandle>();
      return found?.responseCode ?? null;
    },
  };
}
