import { type Connection, Schema } from 'mongoose';
import type { SyncRequest } from '../../intake/index.ts';

const schema = new Schema<SyncRequest>(
  {
    _id: { type: String, required: true },
    community: { type: String, required: true },
    cursor: { type: String, default: null },
    syncRequestedAt: { type: Number, default: null },
  },
  { collection: 'syncRequests', versionKey: false, minimize: false, strict: 'throw' },
);

schema.index({ syncRequestedAt: 1 }, { name: 'waiting', partialFilterExpression: { syncRequestedAt: { $gt: 0 } } });

/** Cursor and sync request of each 微信客服 account. */
export const syncRequestModel = (connection: Connection) => connection.model<SyncRequest>('SyncRequest', schema);
