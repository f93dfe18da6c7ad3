import type { Model } from 'mongoose';
import type { HandOverRecord, ShiftBook } from '../records/index.ts';
import { insertNew } from './insert-new.ts';
import type { StoredHandOver, StoredShiftEntry } from './models/staff.ts';

/** The shift book on mongoose. What is written stays; only the signature is added, once. */
export function createShiftBook(entries: Model<StoredShiftEntry>, records: Model<StoredHandOver>): ShiftBook {
  return {
    addEntry: ({ id, ...entry }) => insertNew(entries, [{ _id: id, ...entry }]),

    async entries({ community, department, from, to }) {
      const found = await entries
        .find({ community, department, at: { $gte: from, $lt: to } })
        .sort({ at: 1, _id: 1 })
        .lean<StoredShiftEntry[]>();
      return found.map(({ _id, ...entry }) => ({ id: _id, ...entry }));
    },

    saveRecord: ({ id, ...record }) => insertNew(records, [{ _id: id, ...record }]),

    async latest(community, department) {
      const found = await records.findOne({ community, department }).sort({ at: -1, _id: 1 }).lean<StoredHandOver>();
      if (found === null) return null;
      const { _id, ...record } = found;
      return { id: _id, ...record } satisfies HandOverRecord;
    },

    async records({ community, from, to }) {
      const found = await records
        .find({ community, at: { $gte: from, $lt: to } })
        .sort({ at: 1, _id: 1 })
        .lean<StoredHandOver[]>();
      return found.map(({ _id, ...record }) => ({ id: _id, ...record }));
    },

    async sign({ community, id, by, at }) {
      const signed = await records.updateOne(
        { _id: id, community, signedBy: null },
        { $set: { signedBy: by, signedAt: at } },
      );
      return signed.matchedCount === 1;
    },
  };
}
