import { type Connection, Schema } from 'mongoose';

/** All tickets of one community, category code and day, in the order of their numbers. */
export interface TicketNumberDocument {
  readonly _id: string;
  readonly community: string;
  readonly tickets: string[];
}

const schema = new Schema<TicketNumberDocument>(
  {
    _id: { type: String, required: true },
    community: { type: String, required: true },
    tickets: { type: [String], default: [] },
  },
  { collection: 'ticketNumbers', versionKey: false, strict: 'throw' },
);

/** The counters behind ticket numbers. */
export const ticketNumberModel = (connection: Connection) =>
  connection.model<TicketNumberDocument>('TicketNumber', schema);
