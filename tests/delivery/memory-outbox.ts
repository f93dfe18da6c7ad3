import type { Lane, LaneKey, OutboxEntry, OutboxRepository } from '../../src/delivery/ports.ts';
import type { Outcome } from '../../src/delivery/types.ts';
import { createMemoryLeases } from '../effects/memory-leases.ts';

/** The outbox in memory: the twin of the stored one. It copies what goes in and out, as a store does. */
export function createMemoryOutbox(): OutboxRepository & {
  all(): OutboxEntry[];
  /** Every outcome that a message had, the last one last. */
  outcomesOf(id: string): readonly Outcome[];
} {
  const entries = new Map<string, OutboxEntry>();
  const outcomes = new Map<string, Outcome[]>();
  const keyOf = (community: string, id: string) => `${community} ${id}`;
  const isOwed = (entry: OutboxEntry) => entry.state === 'waiting' || entry.state === 'sending';
  const list = (community: string) => [...entries.values()].filter((entry) => entry.community === community);
  const ofLane = ({ community, recipient }: LaneKey) =>
    list(community).filter((entry) => entry.recipient === recipient);
  const change = (community: string, ids: readonly string[], changed: (entry: OutboxEntry) => Partial<OutboxEntry>) => {
    for (const id of ids) {
      const entry = entries.get(keyOf(community, id));
      if (entry !== undefined) entries.set(keyOf(community, id), { ...entry, ...changed(entry) });
    }
  };
  const lanes = new Map<string, Lane>();
  const laneAt = (community: string, recipient: string) =>
    lanes.get(keyOf(community, recipient)) ?? { blockedUntil: 0, failures: 0 };
  const leases = createMemoryLeases<Lane>({
    read: laneAt,
    change(community, recipient, changes) {
      lanes.set(keyOf(community, recipient), { ...laneAt(community, recipient), ...changes });
    },
  });

  return {
    all: () => structuredClone([...entries.values()]),
    outcomesOf: (id) => outcomes.get(id) ?? [],
    async insertMany(added) {
      for (const entry of added) {
        const key = keyOf(entry.community, entry.id);
        if (!entries.has(key)) entries.set(key, structuredClone(entry));
      }
    },
    async dueLanes({ communities, now, limit }) {
      const due = [...entries.values()]
        .filter((entry) => communities.includes(entry.community) && isOwed(entry) && entry.dueAt <= now)
        .sort((a, b) => a.dueAt - b.dueAt)
        .slice(0, limit);
      const keys = due.map(({ community, recipient }) => ({ community, recipient }));
      return [...new Map(keys.map((key) => [keyOf(key.community, key.recipient), key])).values()];
    },
    claimLane: ({ recipient, ...lease }) => leases.claim({ ...lease, id: recipient }),
    releaseLane: ({ community, recipient, by, lane }) => leases.release({ community, id: recipient, by }, lane),
    async owed({ now, limit, ...key }) {
      return structuredClone(
        ofLane(key)
          .filter((entry) => isOwed(entry) && entry.dueAt <= now)
          .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
          .slice(0, limit),
      );
    },
    async begin({ community, ids, batch, wireIds }) {
      change(community, ids, (entry) => ({
        state: 'sending',
        batch: entry.batch ?? batch,
        wireIds: entry.batch === null ? [...wireIds] : entry.wireIds,
      }));
    },
    async partsSent({ community, ids, parts }) {
      change(community, ids, () => ({ parts }));
    },
    async finish({ community, ids, outcome, reported }) {
      let count = 0;
      change(community, ids, (entry) => {
        if (entry.state === 'failed') return {};
        count += 1;
        outcomes.set(entry.id, [...(outcomes.get(entry.id) ?? []), outcome]);
        return { state: outcome.result, outcome, reported, held: false };
      });
      return count;
    },
    async postpone({ until, ids, fresh, troubledSince, ...key }) {
      const chosen =
        ids ??
        ofLane(key)
          .filter((entry) => isOwed(entry) && entry.dueAt < until)
          .map((entry) => entry.id);
      change(key.community, chosen, (entry) =>
        isOwed(entry)
          ? {
              dueAt: until,
              ...(fresh === true ? { state: 'waiting', batch: null, wireIds: [], parts: 0 } : {}),
              ...(troubledSince === undefined ? {} : { troubledSince }),
            }
          : {},
      );
    },
    async hold({ community, ids, until }) {
      change(community, ids, () => ({
        state: 'waiting',
        batch: null,
        wireIds: [],
        parts: 0,
        held: true,
        dueAt: until,
      }));
    },
    async release({ now, ...key }) {
      const held = ofLane(key).filter((entry) => entry.held && isOwed(entry));
      change(
        key.community,
        held.map((entry) => entry.id),
        () => ({ held: false, dueAt: now }),
      );
    },
    async byWireId({ community, wireId }) {
      return structuredClone(list(community).filter((entry) => entry.wireIds.includes(wireId)));
    },
    async unreported({ communities, now, limit }) {
      const endedAt = ({ outcome }: OutboxEntry) => outcome?.at ?? Number.POSITIVE_INFINITY;
      const ended = [...entries.values()].filter(
        (entry) => communities.includes(entry.community) && !entry.reported && endedAt(entry) <= now,
      );
      return structuredClone(ended.sort((a, b) => endedAt(a) - endedAt(b)).slice(0, limit));
    },
    async reported({ community, ids, result }) {
      change(community, ids, ({ state }) => (state === result ? { reported: true } : {}));
    },
  };
}
