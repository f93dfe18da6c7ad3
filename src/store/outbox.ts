import type { Model } from 'mongoose';
import type { Lane, LaneKey, OutboxEntry, OutboxRepository } from '../delivery/index.ts';
import { insertNew } from './insert-new.ts';
import { createLeases } from './leases.ts';
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

/** Lanes: one recipient with one process. */
function createLanes(lanes: Model<StoredLane>): Pick<OutboxRepository, 'claimLane' | 'releaseLane'> {
  const leases = createLeases<Lane>(lanes as never, { blockedUntil: 0, failures: 0 }, ({ blockedUntil, failures }) => ({
    blockedUntil,
    failures,
  }));
  return {
    claimLane: ({ community, recipient, ...lease }) =>
      leases.claim({ ...lease, community, id: laneId({ community, recipient }) }),
    releaseLane: ({ community, recipient, by, lane }) =>
      leases.release({ community, id: laneId({ community, recipient }), by }, lane),
  };
}

/** The outbox on mongoose. */
export function createOutboxRepository(model: Model<StoredEntry>, lanes: Model<StoredLane>): OutboxRepository {
  const some = (community: string, ids: readonly string[]) => ({ community, _id: { $in: [...ids] } });
  return {
    ...createLanes(lanes),

    insertMany: (entries) => insertNew(model, entries.map(store)),

    async dueLanes({ communities, now, limit }) {
      const found = await model
        .find(
          { community: { $in: [...communities] }, owed: true, dueAt: { $lte: now } },
          { community: 1, recipient: 1, _id: 0 },
        )
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean<LaneKey[]>();
      return [...new Map(found.map((key) => [laneId(key), key])).values()];
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
    },

    async partsSent({ community, ids, parts }) {
      await model.updateMany(some(community, ids), { $set: { parts } });
    },

    async finish({ community, ids, outcome, reported }) {
      const { matchedCount } = await model.updateMany(
        { ...some(community, ids), state: { $ne: 'failed' } },
        {
          $set: {
            state: outcome.result,
            outcome,
            reported,
            held: false,
            ...(reported ? {} : { untold: true }),
            endedAt: new Date(outcome.at),
          },
          $unset: { owed: 1 },
        },
      );
      return matchedCount;
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

    async unreported({ communities, now, limit }) {
      const found = await model
        .find({ community: { $in: [...communities] }, untold: true, endedAt: { $lte: new Date(now) } })
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
