import { type Connection, Schema } from 'mongoose';
import type { Inbound } from '../../intake/index.ts';

/** An inbound item with its place in the queue. */
export interface InboundDocument extends Inbound {
  readonly waiting?: true;
  readonly mediaPending?: true;
  readonly doneAt?: Date;
}

const KEEP_DONE_SECONDS = 14 * 24 * 3600;

const schema = new Schema<InboundDocument>(
  {
    _id: { type: String, required: true },
    community: { type: String, required: true },
    key: { type: String, required: true },
    sentAt: { type: Number, required: true },
    receivedAt: { type: Number, required: true },
    event: { type: Schema.Types.Mixed, required: true },
    now: { type: Boolean, required: true },
    media: Schema.Types.Mixed,
    waiting: Boolean,
    mediaPending: Boolean,
    doneAt: Date,
  },
  { collection: 'inbound', versionKey: false, minimize: false, strict: 'throw' },
);
schema.index({ community: 1, key: 1, sentAt: 1 }, { name: 'queue', partialFilterExpression: { waiting: true } });
schema.index({ community: 1, sentAt: 1 }, { name: 'media', partialFilterExpression: { mediaPending: true } });
// Longer than WeCom's three-day history, so that a page pulled again finds its messages known.
schema.index({ doneAt: 1 }, { name: 'forget', expireAfterSeconds: KEEP_DONE_SECONDS });

/** The inbox collection. */
export const inboundModel = (connection: Connection) => connection.model<InboundDocument>('Inbound', schema);
