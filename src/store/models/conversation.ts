import { type Connection, Schema } from 'mongoose';
import type { ConversationDocument } from '../../intake/ports.ts';

/** A conversation with its lease. */
export interface StoredConversation extends ConversationDocument<unknown, unknown> {
  readonly lease: { readonly by: string; readonly until: number } | null;
  /** Set while `owed` is not empty; indexed sparsely. */
  readonly owes?: true;
}

const schema = new Schema<StoredConversation>(
  {
    _id: { type: String, required: true },
    community: { type: String, required: true },
    version: { type: Number, required: true },
    state: { type: Schema.Types.Mixed, default: null },
    owed: { type: [Schema.Types.Mixed], default: [] },
    handled: { type: [String], default: [] },
    wakeAt: { type: Number, default: null },
    lease: { type: Schema.Types.Mixed, default: null },
    owes: Boolean,
  },
  { collection: 'conversations', versionKey: false, minimize: false, strict: 'throw' },
);
schema.index({ community: 1, wakeAt: 1 }, { name: 'wake', partialFilterExpression: { wakeAt: { $gt: 0 } } });
schema.index({ community: 1, owes: 1 }, { name: 'owes', partialFilterExpression: { owes: true } });
schema.index({ community: 1, 'state.profile.phone': 1 }, { name: 'phone' });
schema.index({ community: 1, 'state.profile.houses.room': 1 }, { name: 'room' });

/** The conversations collection: one document per owner and 微信客服 account. */
export const conversationModel = (connection: Connection) =>
  connection.model<StoredConversation>('Conversation', schema);
