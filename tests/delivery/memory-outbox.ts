import type { Lane, LaneKey, OutboxEntry, OutboxRepository } from '../../src/delivery/ports.ts';

type Held = { by: string; until: number } | null;

/** The outbox in memory: the twin of the stored one. It copies what goes in and out, as a store does. */
export function createMemoryOutbox(): OutboxRepository & { all(): OutboxEntry[] } {
  const entries = new Map<string, OutboxEntry>();
  const lanes = new Map<string, { lane: Lane; lease: Held }>();
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
  const laneAt = ({ community, recipient }: LaneKey) => {
    const key = keyOf(community, recipient);
    const found = lanes.get(key) ?? { lane: { blockedUntil: 0, failures: 0 }, lease: null };
    lanes.set(key, found);
    return found;
  };

  return {
    all: () => structuredClone([...entries.values()]),
    async insertMany(added) {
      for (const entry of added) {
        const key = keyOf(entry.community, entry.id);
        if (!entries.has(key)) entries.set(key, structuredClone(entry));
      }
    },
    async dueLanes({ community, now, limit }) {
      const due = list(community).filter((entry) => isOwed(entry) && entry.dueAt <= now);
      return [...new Set(due.map((entry) => entry.recipient))]
        .slice(0, limit)
        .map((recipient) => ({ community, recipient }));
    },
    async nextDueAt(community) {
      const moments = list(community)
        .filter((entry) => isOwed(entry) && !entry.held)
        .map((entry) => entry.dueAt);
      return moments.length === 0 ? null : Math.min(...moments);
    },
    async claimLane({ by, now, leaseMs, ...key }) {
      const found = laneAt(key);
      if (found.lease !== null && found.lease.by !== by && found.lease.until > now) return null;
      found.lease = { by, until: now + leaseMs };
      return { ...found.lane };
    },
    async releaseLane({ by, lane, ...key }) {
      const found = laneAt(key);
      if (found.lease?.by !== by) return;
      found.lane = { ...lane };
      found.lease = null;
    },
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
    async finish({ community, ids, outcome }) {
      change(community, ids, (entry) =>
        entry.state === 'failed' ? {} : { state: outcome.result, outcome, reported: false, held: false },
      );
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
    async unreported({ community, limit }) {
      const ended = list(community).filter((entry) => entry.outcome !== null && !entry.reported);
      return structuredClone(ended.sort((a, b) => a.outcome!.at - b.outcome!.at).slice(0, limit));
    },
    async reported({ community, ids, result }) {
      change(community, ids, ({ state }) => (state === result ? { reported: true } : {}));
    },
  };
}
