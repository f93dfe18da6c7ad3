import type { Versioned } from './versioned.ts';

/** Which documents the clock or the dispatcher asks for. */
export interface DueQuery {
  readonly communities: readonly string[];
  /** Epoch ms: `nextDueAt` for due documents, `updatedAt` for pending effects. */
  readonly now: number;
  readonly limit: number;
}

/** Where documents of one kind are kept, one document each. Every call names the community. */
export interface VersionedRepository<D extends Versioned> {
  /** Stores a new document. False when its `_id` is there already; then nothing changes. */
  insert(document: D): Promise<boolean>;
  load(community: string, id: string): Promise<D | null>;
  /** Replaces the document when its version is still `expectedVersion`. False when it is not. */
  save(document: D, expectedVersion: number): Promise<boolean>;
  /** Documents with `nextDueAt` ≤ now, earliest first. */
  due(query: DueQuery): Promise<D[]>;
  /** Documents with pending effects that were last changed at `now` or before, oldest change first. */
  pending(query: DueQuery): Promise<D[]>;
  /**
   * Removes executed effects without a new version. A write that races with it may bring one back; it is then executed again
   * under the same id, which changes nothing.
   */
  acknowledge(document: D, effectIds: readonly string[]): Promise<void>;
}
