import { type Connection, Schema } from 'mongoose';
import type { KfAccount } from '../../intake/ports.ts';

const schema = new Schema<KfAccount>(
  {
    _id: { type: String, required: true },
    community: { type: String, required: true },
    cursor: { type: String, default: null },
    rung: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'kfAccounts', versionKey: false, minimize: false, strict: 'throw' },
);

/** Cursor and doorbell of each 微信客服 account. */
export const kfAccountModel = (connection: Connection) => connection.model<KfAccount>('KfAccount', schema);
