import { type Connection, Schema } from 'mongoose';
import type { HandOverRecord, Relay, ShiftEntry } from '../../records/index.ts';

const fixed = { versionKey: false, minimize: false, strict: false } as const;
const required = { type: String, required: true } as const;

/** A free line of the shift book. Never forgotten: it is a paper of the procedures (R35). */
export interface StoredShiftEntry extends Omit<ShiftEntry, 'id'> {
  readonly _id: string;
}

const entrySchema = new Schema<StoredShiftEntry>(
  { _id: required, community: required, department: required, at: { type: Number, required: true } },
  { ...fixed, collection: 'shiftEntries' },
);
entrySchema.index({ community: 1, department: 1, at: 1 }, { name: 'shift' });

/** The shift entries collection. */
export const shiftEntryModel = (connection: Connection) =>
  connection.model<StoredShiftEntry>('ShiftEntry', entrySchema);

/** A 《服务中心交接班记录表》. */
export interface StoredHandOver extends Omit<HandOverRecord, 'id'> {
  readonly _id: string;
}

const handOverSchema = new Schema<StoredHandOver>(
  { _id: required, community: required, department: required, at: { type: Number, required: true }, signedBy: String },
  { ...fixed, collection: 'handOvers' },
);
handOverSchema.index({ community: 1, department: 1, at: -1 }, { name: 'latest' });

/** The hand-over records collection. */
export const handOverModel = (connection: Connection) => connection.model<StoredHandOver>('HandOver', handOverSchema);

/** Words left for a member. */
export interface StoredRelay extends Omit<Relay, 'id'> {
  readonly _id: string;
  readonly acknowledgedAt: number | null;
  readonly forgetAt: Date;
}

const relaySchema = new Schema<StoredRelay>(
  {
    _id: required,
    community: required,
    userid: required,
    at: { type: Number, required: true },
    acknowledgedAt: { type: Number, default: null },
    forgetAt: { type: Date, required: true },
  },
  { ...fixed, collection: 'relays' },
);
relaySchema.index({ community: 1, userid: 1, acknowledgedAt: 1, at: 1 }, { name: 'waiting' });
relaySchema.index({ forgetAt: 1 }, { name: 'forget', expireAfterSeconds: 0 });

/** The relays collection. */
export const relayModel = (connection: Connection) => connection.model<StoredRelay>('Relay', relaySchema);
