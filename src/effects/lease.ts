/** A time-limited right of one process to work on one document. */
export interface Lease {
  /** Names the process. */
  readonly by: string;
  /** Epoch ms; from then on another process may take it. */
  readonly until: number;
}

/** Which lease is asked for. */
export interface LeaseRequest {
  readonly community: string;
  readonly id: string;
  readonly by: string;
  /** Epoch ms. */
  readonly now: number;
  readonly leaseMs: number;
}

/** Leases on documents of one collection. `D` is the document without its lease. */
export interface Leases<D> {
  /** Takes or renews the lease and reads the document (made when missing). Null when another process holds it. */
  claim(request: LeaseRequest): Promise<D | null>;
  /** Gives the lease back, with changes to the document. Does nothing when `by` no longer holds it. */
  release(held: Pick<LeaseRequest, 'community' | 'id' | 'by'>, changes?: Partial<D>): Promise<void>;
}

/** True when `by` may have the lease at `now`. */
export function isFree(lease: Lease | null, { by, now }: Pick<LeaseRequest, 'by' | 'now'>): boolean {
  return lease === null || lease.by === by || lease.until <= now;
}
