import type { Model } from 'mongoose';
import type { OwnerAddress, OwnerWindows } from '../delivery/ports.ts';
import { isDuplicateKey } from './insert-new.ts';
import type { StoredWindow } from './models/outbox.ts';

const key = ({ community, openKfId, externalUserid }: OwnerAddress) => ({
  _id: `${openKfId}/${externalUserid}`,
  community,
});

/** Budgets of owners on mongoose: one conditional update takes a message, so two processes cannot take the same one. */
export function createOwnerWindows(model: Model<StoredWindow>): OwnerWindows {
  return {
    async opened(owner, { at, messageId }) {
      const again = await model.updateOne(
        { ...key(owner), openedAt: at, by: { $ne: messageId } },
        { $set: { used: [] }, $push: { by: messageId } },
      );
      if (again.matchedCount === 1) return;
      try {
        await model.updateOne(
          { ...key(owner), openedAt: { $lt: at } },
          { $set: { openedAt: at, by: [messageId], used: [] } },
          { upsert: true },
        );
      } catch (error) {
        // A newer message is known: the filter missed and the upsert met the existing key.
        if (!isDuplicateKey(error)) throw error;
      }
    },

    async take(owner, { id, now, limit, windowMs }) {
      const open = { ...key(owner), openedAt: { $gt: now - windowMs } };
      if ((await model.updateOne({ ...open, used: id }, { $addToSet: { used: id } })).matchedCount === 1) return 'ok';
      if (limit > 0) {
        const room = { ...open, [`used.${limit - 1}`]: { $exists: false } };
        if ((await model.updateOne(room, { $addToSet: { used: id } })).matchedCount === 1) return 'ok';
      }
      const window = await this.read(owner);
      if (window?.used.includes(id)) return 'ok';
      return window !== null && window.openedAt > now - windowMs ? 'budget-used' : 'window-closed';
    },

    async giveBack(owner, id) {
      await model.updateOne(key(owner), { $pull: { used: id } });
    },

    async read(owner) {
      const found = await model.findOne(key(owner)).lean<StoredWindow>();
      return found === null ? null : { openedAt: found.openedAt, used: found.used };
    },
  };
}
