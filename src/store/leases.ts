import type { Model } from 'mongoose';
import type { Lease, Leases } from '../effects/index.ts';
import { isDuplicateKey } from './insert-new.ts';

/** A document with its lease. */
export type Leased<D> = D & { readonly _id: string; readonly lease: Lease | null };

/** Leases on mongoose, taken by one conditional upsert. `blank` is a document that nobody has claimed before. */
export function createLeases<D extends object>(
  model: Model<Leased<D>>,
  blank: Partial<D>,
  read: (stored: Leased<D>) => D,
): Leases<D> {
  return {
    async claim({ community, id, by, now, leaseMs }) {
      try {
        const isFree = { $or: [{ lease: null }, { 'lease.by': by }, { 'lease.until': { $lte: now } }] };
        const stored = await model
          .findOneAndUpdate(
            { _id: id, community, ...isFree } as never,
            { $set: { lease: { by, until: now + leaseMs } }, $setOnInsert: blank } as never,
            { upsert: true, returnDocument: 'after' },
          )
          .lean<Leased<D>>();
        return stored === null ? null : read(stored);
      } catch (error) {
        // The filter missed because another process holds the lease, so the upsert met the existing key.
        if (isDuplicateKey(error)) return null;
        throw error;
      }
    },

    async release({ community, id, by }, changes = {}) {
      await model.updateOne(
        { _id: id, community, 'lease.by': by } as never,
        { $set: { ...changes, lease: null } } as never,
      );
    },
  };
}
