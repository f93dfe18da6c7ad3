import { type Connection, Schema } from 'mongoose';
import type { CardHandle, OutboxEntry, OwnerWindow } from '../../delivery/index.ts';

const mixed = Schema.Types.Mixed;
const fixed = { versionKey: false, minimize: false, strict: false } as const;

/** An entry of the outbox. `owed` and `untold` are set only while they hold, so that their indexes stay small. */
export interface StoredEntry extends Omit<OutboxEntry, 'id'> {
  readonly _id: string;
  readonly owed?: true;
  readonly untold?: true;
  readonly endedAt?: Date;
}

const KEEP_ENDED_SECONDS = 90 * 24 * 3600;

const entrySchema = new Schema<StoredEntry>(
  {
    _id: { type: String, required: true },
    community: { type: String, required: true },
    recipient: { type: String, required: true },
    message: mixed,
    order: Number,
    state: String,
    dueAt: Number,
    held: Boolean,
    endedAt: Date,
  },
  { ...fixed, collection: 'outbox' },
);
entrySchema.index({ community: 1, dueAt: 1 }, { name: 'due', partialFilterExpression: { owed: true } });
entrySchema.index(
  { community: 1, recipient: 1, order: 1, _id: 1 },
  { name: 'lane', partialFilterExpression: { owed: true } },
);
entrySchema.index({ community: 1, endedAt: 1 }, { name: 'untold', partialFilterExpression: { untold: true } });
entrySchema.index({ community: 1, wireIds: 1 }, { name: 'wire' });
entrySchema.index({ endedAt: 1 }, { name: 'forget', expireAfterSeconds: KEEP_ENDED_SECONDS });

/** The outbox collection. */
export const outboxModel = (connection: Connection) => connection.model<StoredEntry>('Outbox', entrySchema);

/** Everything that goes to one recipient, under lease. */
export interface StoredLane {
  readonly _id: string;
  readonly community: string;
  readonly blockedUntil: number;
  readonly failures: number;
  readonly lease: { readonly by: string; readonly until: number } | null;
}

const laneSchema = new Schema<StoredLane>(
  {
    _id: { type: String, required: true },
    community: { type: String, required: true },
    blockedUntil: { type: Number, default: 0 },
    failures: { type: Number, default: 0 },
    lease: { type: mixed, default: null },
  },
  { ...fixed, collection: 'lanes' },
);

/** The lanes collection. */
export const laneModel = (connection: Connection) => connection.model<StoredLane>('Lane', laneSchema);

/** The window of an owner. */
export interface StoredWindow extends OwnerWindow {
  readonly _id: string;
  readonly community: string;
  /** The owner's messages of the second `openedAt`. */
  readonly by: readonly string[];
}

const windowSchema = new Schema<StoredWindow>(
  {
    _id: { type: String, required: true },
    community: { type: String, required: true },
    openedAt: { type: Number, required: true },
    by: { type: [String], default: [] },
    used: { type: [String], default: [] },
    held: { type: Boolean, default: false },
  },
  { ...fixed, collection: 'ownerWindows' },
);

/** The owner windows collection. */
export const windowModel = (connection: Connection) => connection.model<StoredWindow>('OwnerWindow', windowSchema);

/** Recent sends of a webhook or a member. Counted by WeCom for the whole company, hence one community for all. */
export interface StoredRate {
  readonly _id: string;
  readonly community: string;
  readonly times: readonly number[];
  readonly version: number;
}

const rateSchema = new Schema<StoredRate>(
  {
    _id: { type: String, required: true },
    community: { type: String, required: true },
    times: { type: [Number], default: [] },
    version: { type: Number, default: 0 },
  },
  { ...fixed, collection: 'rates' },
);

/** The rates collection. */
export const rateModel = (connection: Connection) => connection.model<StoredRate>('Rate', rateSchema);

/** A one-time code to change a card. */
export interface StoredHandle extends CardHandle {
  readonly _id: string;
  readonly forgetAt: Date;
}

const handleSchema = new Schema<StoredHandle>(
  {
    _id: { type: String, required: true },
    community: { type: String, required: true },
    userid: { type: String, required: true },
    cardId: { type: String, required: true },
    responseCode: { type: String, required: true },
    at: { type: Number, required: true },
    forgetAt: { type: Date, required: true },
  },
  { ...fixed, collection: 'cardHandles' },
);
handleSchema.index({ community: 1, userid: 1, cardId: 1, at: 1 }, { name: 'card' });
handleSchema.index({ forgetAt: 1 }, { name: 'forget', expireAfterSeconds: 0 });

/** The card handles collection. */
export const cardHandleModel = (connection: Connection) => connection.model<StoredHandle>('CardHandle', handleSchema);
