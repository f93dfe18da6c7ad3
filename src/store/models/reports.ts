import { type Connection, Schema } from 'mongoose';
import type { LogEntry, ReportRecord } from '../../records/index.ts';

const fixed = { versionKey: false, minimize: false, strict: false } as const;
const required = { type: String, required: true } as const;

/** A report under its key `community/kind/period`. */
export interface StoredReport extends ReportRecord {
  readonly hasPending?: true;
}

const reportSchema = new Schema<StoredReport>(
  { _id: required, community: required, kind: required, period: required, at: { type: Number, required: true } },
  { ...fixed, collection: 'reports' },
);
reportSchema.index({ hasPending: 1, updatedAt: 1 }, { name: 'pending', partialFilterExpression: { hasPending: true } });

/** The reports collection. */
export const reportModel = (connection: Connection) => connection.model<StoredReport>('Report', reportSchema);

/** A register line of members. Never forgotten: it is a paper of the procedures. */
export interface StoredLogEntry extends Omit<LogEntry, 'id'> {
  readonly _id: string;
}

const entrySchema = new Schema<StoredLogEntry>(
  { _id: required, community: required, kind: required, at: { type: Number, required: true } },
  { ...fixed, collection: 'logEntries' },
);
entrySchema.index({ community: 1, kind: 1, at: 1 }, { name: 'span' });

/** The register lines collection. */
export const logEntryModel = (connection: Connection) => connection.model<StoredLogEntry>('LogEntry', entrySchema);
