import { deriveId } from '../shared/id.ts';
import type { FollowUpEffect, OwedFollowUp } from './effect.ts';

interface Document {
  readonly _id: string;
  readonly version: number;
  readonly owed: readonly OwedFollowUp[];
  readonly updatedAt: number;
}

/** A change of a document: what it looks like afterwards and what it owes the world. */
export interface Change<D> {
  readonly next: D;
  readonly effects: readonly FollowUpEffect[];
}

/** The id under which effect `index` of the next version is carried out. */
export function effectId({ _id, version }: Pick<Document, '_id' | 'version'>, index: number): string {
  return deriveId(_id, version + 1, index);
}

/** The one write of a change: version + 1, what is owed under its ids. Nothing changed gives the same document. */
export function stamp<D extends Document>(before: D, { next, effects }: Change<D>, now: number): D {
  if (next === before && effects.length === 0) return before;
  const owed = effects.map((effect, index) => ({ id: effectId(before, index), effect }));
  return { ...next, version: before.version + 1, updatedAt: now, owed: [...before.owed, ...owed] };
}
