import type { Model } from 'mongoose';
import type { OwnerAddress, OwnerWindow, OwnerWindows } from '../delivery/index.ts';
import { isDuplicateKey } from './insert-new.ts';
import type { StoredWindow } from './models/outbox.ts';

const key = ({ community, openKfId, externalUserid }: OwnerAddress) => ({
  _id: `${openKfId}/${externalUserid}`,
  community,
});

const fromStored = ({ openedAt, used, held = false }: StoredWindow): OwnerWindow => ({ openedAt, used, held });

/** Budgets of owners on mongoose: one conditional update takes a message, so two processes cannot take the same one. */
export function createOwnerWindows(model: Model<StoredWindow>): OwnerWindows {
  return {
    async opened(owner, { at, messageId }) {
      try {
        const before = await model
          .findOneAndUpdate(
            { ...key(owner), openedAt: { $lt: at } },
            { $set: { openedAt: at, by: [messageId], used: [], held: false } },
            { upsert: true, returnDocument: 'before' },
          )
          .lean<StoredWindow>();
        return before === null ? null : fromStored(before);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      // A message of the same second, a newer one or this one is known: the filter missed and the upsert met the key.
      const same = { ...key(owner), openedAt: at, by: { $ne: messageId } };
      const before = await model
        .findOneAndUpdate(
          same,
          { $set: { used: [], held: false }, $push: { by: messageId } },
          { returnDocument: 'before' },
        )
        .lean<StoredWindow>();
      return before === null ? this.read(owner) : fromStored(before);
    },

    async markHeld(owner) {
      await model.updateOne(key(owner), { $set: { held: true } });
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
      return found === null ? null : fromStored(found);
    },
  };
}
