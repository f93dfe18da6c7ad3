import { type Connection, Schema } from 'mongoose';
import type { ConversationDocument } from '../../intake/index.ts';
import type { Leased } from '../leases.ts';

/** A conversation with its lease. `hasPending` is set while `pendingEffects` is not empty. */
export type StoredConversation = Leased<ConversationDocument> & { readonly hasPending?: true };

const schema = new Schema<StoredConversation>(
  {
    _id: { type: String, required: true },
    community: { type: String, required: true },
    version: { type: Number, required: true },
    state: { type: Schema.Types.Mixed, default: null },
    pendingEffects: { type: [Schema.Types.Mixed], default: [] },
    handled: { type: [String], default: [] },
    nextDueAt: { type: Number, default: null },
    updatedAt: { type: Number, default: 0 },
    lease: { type: Schema.Types.Mixed, default: null },
    hasPending: Boolean,
  },
  { collection: 'conversations', versionKey: false, minimize: false, strict: 'throw' },
);
schema.index({ community: 1, nextDueAt: 1 }, { name: 'due', partialFilterExpression: { nextDueAt: { $gt: 0 } } });
schema.index({ community: 1, hasPending: 1 }, { name: 'pending', partialFilterExpression: { hasPending: true } });
schema.index({ community: 1, 'state.profile.phone': 1 }, { name: 'phone' });
schema.index({ community: 1, 'state.profile.houses.room': 1 }, { name: 'room' });

/** The conversations collection: one document per owner and 微信客服 account, and one per member. */
export const conversationModel = (connection: Connection) =>
  connection.model<StoredConversation>('Conversation', schema);
