import type { Model } from 'mongoose';
import type { LaneKey, OutboxEntry, OutboxRepository } from '../delivery/ports.ts';
import { insertNew, isDuplicateKey } from './insert-new.ts';
import type { StoredEntry, StoredLane } from './models/outbox.ts';

function store({ id, ...entry }: OutboxEntry): StoredEntry {
  const ended = entry.outcome !== null;
  return {
    _id: id,
    ...entry,
    ...(entry.state === 'waiting' || entry.state === 'sending' ? { owed: true } : {}),
    ...(ended && !entry.reported ? { untold: true } : {}),
  };
}

function load({ _id, owed: _owed, untold: _untold, endedAt: _endedAt, ...entry }: StoredEntry): OutboxEntry {
  return { id: _id, ...entry };
}

/** An entry that certainly did not go out. */
const OUT_OF_BATCH = { state: 'waiting', batch: null, wireIds: [], parts: 0 } as const;

const laneId = ({ community, recipient }: LaneKey) => `${community}/${recipient}`;

/** Lanes: one recipient in one hand. */
function createLanes(lanes: Model<StoredLane>): Pick<OutboxRepository, 'claimLane' | 'releaseLane'> {
  return {
    async claimLane({ community, recipient, by, now, leaseMs }) {
      try {
        const lane = await lanes
          .findOneAndUpdate(
            {
              _id: laneId({ community, recipient }),
              community,
              $or: [{ lease: null }, { 'lease.by': by }, { 'lease.until': { $lte: now } }],
            },
            { $set: { lease: { by, until: now + leaseMs } }, $setOnInsert: { blockedUntil: 0, failures: 0 } },
            { upsert: true, returnDocument: 'after' },
          )
          .lean<StoredLane>();
        return lane === null ? null : { blockedUntil: lane.blockedUntil, failures: lane.failures };
      } catch (error) {
        if (isDuplicateKey(error)) return null;
        throw error;
      }
    },

    async releaseLane({ community, recipient, by, lane }) {
      await lanes.updateOne(
        { _id: laneId({ community, recipient }), community, 'lease.by': by },
        { $set: { lease: null, blockedUntil: lane.blockedUntil, failures: lane.failures } },
      );
    },
  };
}

/** The outbox on mongoose. */
export function createOutboxRepository(model: Model<StoredEntry>, lanes: Model<StoredLane>): OutboxRepository {
  const some = (community: string, ids: readonly string[]) => ({ community, _id: { $in: [...ids] } });
  return {
    ...createLanes(lanes),

    insertMany: (entries) => insertNew(model, entries.map(store)),

    async dueLanes({ community, now, limit }) {
      const recipients = await model.distinct('recipient', { community, owed: true, dueAt: { $lte: now } });
      return recipients.slice(0, limit).map((recipient) => ({ community, recipient }));
    },

    async nextDueAt(community) {
      const next = await model
        .findOne({ community, owed: true, held: false }, { dueAt: 1 })
        .sort({ dueAt: 1 })
        .lean<StoredEntry>();
      return next?.dueAt ?? null;
    },

    async owed({ community, recipient, now, limit }) {
      const found = await model
        .find({ community, recipient, owed: true, dueAt: { $lte: now } })
        .sort({ order: 1, _id: 1 })
        .limit(limit)
        .lean<StoredEntry[]>();
      return found.map(load);
    },

    async begin({ community, ids, batch, wireIds }) {
      await model.updateMany(
        { ...some(community, ids), owed: true, batch: null },
        { $set: { state: 'sending', batch, wireIds: [...wireIds] } },
      );
      await model.updateMany({ ...some(community, ids), owed: true }, { $set: { state: 'sending' } });
    },

    async partsSent({ community, ids, parts }) {
      await model.updateMany(some(community, ids), { $set: { parts } });
    },

    async finish({ community, ids, outcome }) {
      await model.updateMany(
        { ...some(community, ids), state: { $ne: 'failed' } },
        {
          $set: {
            state: outcome.result,
            outcome,
            reported: false,
            held: false,
            untold: true,
            endedAt: new Date(outcome.at),
          },
          $unset: { owed: 1 },
        },
      );
    },

    async postpone({ community, recipient, until, ids, fresh, troubledSince }) {
      await model.updateMany(
        {
          community,
          recipient,
          owed: true,
          ...(ids === undefined ? { dueAt: { $lt: until } } : { _id: { $in: [...ids] } }),
        },
        {
          $set: {
            dueAt: until,
            ...(fresh === true ? OUT_OF_BATCH : {}),
            ...(troubledSince === undefined ? {} : { troubledSince }),
          },
        },
      );
    },

    async hold({ community, ids, until }) {
      await model.updateMany(
        { ...some(community, ids), owed: true },
        { $set: { ...OUT_OF_BATCH, held: true, dueAt: until } },
      );
    },

    async release({ community, recipient, now }) {
      await model.updateMany({ community, recipient, owed: true, held: true }, { $set: { held: false, dueAt: now } });
    },

    async byWireId({ community, wireId }) {
      return (await model.find({ community, wireIds: wireId }).lean<StoredEntry[]>()).map(load);
    },

    async unreported({ community, limit }) {
      const found = await model
        .find({ community, untold: true })
        .sort({ endedAt: 1 })
        .limit(limit)
        .lean<StoredEntry[]>();
      return found.map(load);
    },

    async reported({ community, ids, result }) {
      await model.updateMany(
        { ...some(community, ids), state: result },
        { $set: { reported: true }, $unset: { untold: 1 } },
      );
    },
  };
}
