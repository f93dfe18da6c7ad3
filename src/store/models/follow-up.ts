import { type Connection, Schema } from 'mongoose';
import type { CorrectionNotice, Visit } from '../../followup/index.ts';

/** A return visit with what only look-ups need. */
export interface StoredVisit extends Visit {
  readonly hasPending?: true;
}

/** A 整改通知 with what only look-ups need. */
export interface StoredNotice extends CorrectionNotice {
  readonly hasPending?: true;
}

// The pure core owns the shapes; here only what is looked up by is declared.
const common = {
  _id: { type: String, required: true },
  community: { type: String, required: true },
  version: { type: Number, required: true },
  state: { type: String, required: true },
} as const;
const options = { versionKey: false, minimize: false, strict: false } as const;
const dueIndex = { name: 'due', partialFilterExpression: { nextDueAt: { $gt: 0 } } } as const;
const pendingIndex = { name: 'pending', partialFilterExpression: { hasPending: true } } as const;

const visitSchema = new Schema<StoredVisit>(common, { ...options, collection: 'visits' });
visitSchema.index({ community: 1, ticketId: 1, dueAt: 1 }, { name: 'ticket' });
visitSchema.index({ community: 1, conversationId: 1, state: 1 }, { name: 'owner' });
visitSchema.index({ community: 1, waits: 1, _id: 1 }, { name: 'rain' });
visitSchema.index({ community: 1, dueAt: 1 }, { name: 'span' });
visitSchema.index({ nextDueAt: 1 }, dueIndex);
visitSchema.index({ hasPending: 1, updatedAt: 1 }, pendingIndex);

const noticeSchema = new Schema<StoredNotice>(common, { ...options, collection: 'notices' });
noticeSchema.index({ community: 1, ticketId: 1, foundAt: 1 }, { name: 'ticket' });
noticeSchema.index({ community: 1, foundAt: 1 }, { name: 'span' });
noticeSchema.index({ nextDueAt: 1 }, dueIndex);
noticeSchema.index({ hasPending: 1, updatedAt: 1 }, pendingIndex);

/** The visits collection. */
export const visitModel = (connection: Connection) => connection.model<StoredVisit>('Visit', visitSchema);

/** The notices collection. */
export const noticeModel = (connection: Connection) => connection.model<StoredNotice>('Notice', noticeSchema);
