import { type Change, commitChange, type Effect, effectId as idOf, type Versioned } from '../effects/index.ts';

export type { Change };

/** The id under which effect `index` of the next version is executed. */
export function effectId({ _id, version }: Pick<Versioned, '_id' | 'version'>, index: number): string {
  return idOf(_id, version + 1, index);
}

/** The one write of a visit or notice: every message names it, so that delivery's outcome finds its way back. */
export function commitVisit<D extends Versioned>(before: D, { next, effects }: Change<D>, now: number): D {
  const named = effects.map(
    (effect): Effect => (effect.kind === 'message.send' ? { ...effect, visitId: before._id } : effect),
  );
  return commitChange(before, { next, effects: named }, now);
}
