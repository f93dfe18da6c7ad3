import { isFree, type Lease, type Leases } from '../../src/effects/index.ts';

/** Documents in memory, read and changed under their keys. */
export interface LeasedDocuments<D> {
  /** Makes the document when it is missing. */
  read(community: string, id: string): D;
  change(community: string, id: string, changes: Partial<D>): void;
}

/** Leases in memory: the twin of the stored ones. */
export function createMemoryLeases<D>(documents: LeasedDocuments<D>): Leases<D> {
  const leases = new Map<string, Lease>();
  const keyOf = ({ community, id }: { community: string; id: string }) => `${community} ${id}`;
  return {
    async claim({ community, id, by, now, leaseMs }) {
      const key = keyOf({ community, id });
      if (!isFree(leases.get(key) ?? null, { by, now })) return null;
      leases.set(key, { by, until: now + leaseMs });
      return structuredClone(documents.read(community, id));
    },
    async release({ community, id, by }, changes) {
      const key = keyOf({ community, id });
      if (leases.get(key)?.by !== by) return;
      leases.delete(key);
      if (changes !== undefined) documents.change(community, id, changes);
    },
  };
}
