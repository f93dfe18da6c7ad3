import { type Connection, Schema } from 'mongoose';
import type { Ticket } from '../../tickets/index.ts';

/** A ticket with what only look-ups need. */
export interface StoredTicket extends Ticket {
  /** Every reporter, first and joined. */
  readonly conversationIds: readonly string[];
  /** The running number at the end of `number`: `007`. */
  readonly sequence: string;
  readonly hasPending?: true;
}

// The pure core owns the shape of a ticket and checks it with types; here only what is looked up by is declared.
const schema = new Schema<StoredTicket>(
  {
    _id: { type: String, required: true },
    community: { type: String, required: true },
    number: { type: String, required: true },
    version: { type: Number, required: true },
    state: { type: String, required: true },
    category: { type: String, required: true },
  },
  { collection: 'tickets', versionKey: false, minimize: false, strict: false },
);
schema.index({ community: 1, number: 1 }, { unique: true, name: 'number' });
schema.index({ community: 1, state: 1, openedAt: -1 }, { name: 'state' });
schema.index({ community: 1, openedAt: -1 }, { name: 'opened' });
schema.index({ community: 1, finishedAt: -1 }, { name: 'finished' });
schema.index({ community: 1, conversationIds: 1, openedAt: -1 }, { name: 'owner' });
schema.index({ community: 1, assignee: 1, state: 1 }, { name: 'assignee' });
schema.index({ community: 1, sequence: 1, openedAt: -1 }, { name: 'sequence' });
schema.index({ community: 1, 'house.building': 1, openedAt: -1 }, { name: 'building' });
schema.index({ community: 1, 'joined.via': 1 }, { name: 'joined' });
schema.index({ nextDueAt: 1 }, { name: 'due', partialFilterExpression: { nextDueAt: { $gt: 0 } } });
schema.index({ hasPending: 1, updatedAt: 1 }, { name: 'pending', partialFilterExpression: { hasPending: true } });

/** The tickets collection. */
export const ticketModel = (connection: Connection) => connection.model<StoredTicket>('Ticket', schema);
