import type { Model } from 'mongoose';
import type { Dispatcher, DueQuery, EffectSource, Versioned, VersionedRepository } from '../effects/index.ts';
import { isDuplicateKey } from './insert-new.ts';

/** A document as it is stored: `hasPending` is set only while there are pending effects, so that its index stays small. */
export type Stored<D> = D & { readonly hasPending?: true };

/** How documents of one kind are kept. */
export interface VersionedOptions<D extends Versioned, S> {
  /** Adds what only look-ups need. */
  readonly toStored: (document: D) => S;
  /** Takes it away again. */
  readonly fromStored: (stored: S) => D;
  readonly effects: Pick<Dispatcher, 'dispatch' | 'attach'>;
}

/** Look-ups that the repositories of rooms add to the common ones. */
export interface Finders<D> {
  find(filter: object, options: { sort: Record<string, 1 | -1>; limit?: number }): Promise<D[]>;
  findOne(filter: object): Promise<D | null>;
}

/** `hasPending` as it belongs to a document. */
export const pendingMark = ({ pendingEffects }: Versioned) => (pendingEffects.length > 0 ? { hasPending: true } : {});

/**
 * Versioned documents on mongoose: replaced whole at the version they were read, effects executed after the write (design
 * rules 2 and 10). Goes past mongoose's casting on purpose: the documents come typed from our own rooms.
 */
export function createVersionedRepository<D extends Versioned, S extends Stored<D>>(
  model: Model<S>,
  { toStored, fromStored, effects }: VersionedOptions<D, S>,
): VersionedRepository<D> & Finders<D> {
  const { collection } = model;
  const written = (document: D) => ({ ...toStored(document), ...pendingMark(document) }) as never;

  const find: Finders<D>['find'] = async (filter, { sort, limit }) => {
    const query = model.find(filter as never).sort(sort);
    const found = await (limit === undefined ? query : query.limit(limit)).lean<S[]>();
    return found.map(fromStored);
  };
  const findOne = async (filter: object): Promise<D | null> => {
    const found = await model.findOne(filter as never).lean<S>();
    return found === null ? null : fromStored(found);
  };
  const load = (community: string, id: string) => findOne({ community, _id: id });
  const inScope = ({ communities }: DueQuery) => ({ community: { $in: [...communities] } });

  const source: EffectSource<D> = {
    name: model.collection.name,
    pending: (query) =>
      find(
        { hasPending: true, updatedAt: { $lte: query.now }, ...inScope(query) },
        { sort: { updatedAt: 1, _id: 1 }, limit: query.limit },
      ),
    async acknowledge({ _id, community, version, pendingEffects }, effectIds) {
      if (pendingEffects.every(({ id }) => effectIds.includes(id))) {
        const unchanged = await collection.updateOne(
          { _id, community, version } as never,
          {
            $set: { pendingEffects: [] },
            $unset: { hasPending: 1 },
          } as never,
        );
        if (unchanged.matchedCount === 1) return;
      }
      const pull = { $pull: { pendingEffects: { id: { $in: [...effectIds] } } } };
      await collection.updateOne({ _id, community } as never, pull as never);
      const isEmpty = { _id, community, pendingEffects: { $size: 0 } };
      await collection.updateOne(isEmpty as never, { $unset: { hasPending: 1 } } as never);
    },
  };
  effects.attach(source);

  return {
    ...source,
    find,
    findOne,
    load,
    async insert(document) {
      try {
        await collection.insertOne(written(document));
      } catch (error) {
        if (isDuplicateKey(error) && (await load(document.community, document._id)) !== null) return false;
        throw error;
      }
      void effects.dispatch(source, document);
      return true;
    },
    async save(document, expectedVersion) {
      const { _id, community } = document;
      const filter = { _id, community, version: expectedVersion };
      const { matchedCount } = await collection.replaceOne(filter as never, written(document));
      if (matchedCount !== 1) return false;
      void effects.dispatch(source, document);
      return true;
    },
    due: (query) =>
      find(
        { nextDueAt: { $gt: 0, $lte: query.now }, ...inScope(query) },
        { sort: { nextDueAt: 1, _id: 1 }, limit: query.limit },
      ),
  };
}
