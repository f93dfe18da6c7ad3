import { type Connection, type Model, Schema } from 'mongoose';
import type { MemberMemory, Memory } from '../staff/index.ts';

/** What the staff desk remembers of one member. A member may work for several communities: it belongs to the company. */
export interface StoredMemory {
  readonly _id: string;
  readonly community: string;
  readonly memory: Memory;
}

const COMPANY = 'company';

const schema = new Schema<StoredMemory>(
  { _id: { type: String, required: true }, community: { type: String, required: true }, memory: Schema.Types.Mixed },
  { collection: 'memberMemories', versionKey: false, minimize: false, strict: 'throw' },
);

/** The member memories collection. */
export const memberMemoryModel = (connection: Connection) => connection.model<StoredMemory>('MemberMemory', schema);

/** Memories on mongoose. */
export function createMemberMemory(model: Model<StoredMemory>): MemberMemory {
  return {
    async get(userid) {
      return (await model.findOne({ _id: userid, community: COMPANY }).lean<StoredMemory>())?.memory ?? null;
    },
    async set(userid, memory) {
      await model.updateOne({ _id: userid, community: COMPANY }, { $set: { memory } }, { upsert: true });
    },
  };
}
