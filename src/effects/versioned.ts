import { deriveId } from '../shared/index.ts';
import type { Effect, PendingEffect } from './effect.ts';

/** A document that is changed by one conditional write at a time and asks for effects (design rule 2). */
export interface Versioned {
  readonly _id: string;
  readonly community: string;
  /** Counts its changes, from 1. */
  readonly version: number;
  /** Effects of its changes that have not been executed yet, in order. */
  readonly pendingEffects: readonly PendingEffect[];
  /** Epoch ms at which the clock has something to do with it; null: never. */
  readonly nextDueAt: number | null;
  /** Epoch ms of its last change. */
  readonly updatedAt: number;
}

/** A change of a document: what it looks like afterwards and the effects it asks for. */
export interface Change<D> {
  readonly next: D;
  readonly effects: readonly Effect[];
}

/** The id of effect `index` of a version. */
export function effectId(documentId: string, version: number, index: number): string {
  return deriveId(documentId, version, index);
}

/** Effects of one version with their ids. */
export function toPending(documentId: string, version: number, effects: readonly Effect[]): PendingEffect[] {
  return effects.map((effect, index) => ({ id: effectId(documentId, version, index), effect }));
}

/**
 * The document as one write leaves it: version + 1, effects under their ids. A change that changes nothing gives back the
 * same document.
 */
export function commitChange<D extends Versioned>(before: D, { next, effects }: Change<D>, now: number): D {
  if (next === before && effects.length === 0) return before;
  const version = before.version + 1;
  const added = toPending(before._id, version, effects);
  return { ...next, version, updatedAt: now, pendingEffects: [...before.pendingEffects, ...added] };
}
