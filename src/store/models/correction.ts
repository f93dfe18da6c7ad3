import { type Connection, Schema } from 'mongoose';
import type { LabelledLine } from '../../understanding/index.ts';

/** A labelled line that a member of staff put right; masked already. */
export interface StoredCorrection extends LabelledLine {
  readonly _id: string;
  readonly community: string;
  /** Epoch ms. */
  readonly at: number;
}

const correctionSchema = new Schema<StoredCorrection>(
  {
    _id: { type: String, required: true },
    community: { type: String, required: true },
    text: { type: String, required: true },
    category: { type: String, required: true },
    topic: { type: String, default: null },
    at: { type: Number, required: true },
  },
  { versionKey: false, collection: 'corrections' },
);
correctionSchema.index({ community: 1, at: 1 });

/** The corrections collection. */
export const correctionModel = (connection: Connection) =>
  connection.model<StoredCorrection>('Correction', correctionSchema);
