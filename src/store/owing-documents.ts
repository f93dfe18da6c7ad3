import type { Model, QueryFilter } from 'mongoose';
import { isDuplicateKey } from './insert-new.ts';

/** A document that is replaced whole at the version it was read, owes effects, and has a time to be looked at. */
export interface OwingDocument {
  readonly _id: string;
  readonly community: string;
  readonly version: number;
  readonly owed: readonly { readonly id: string }[];
  readonly nextDueAt: number | null;
}

type Stored<D> = D & { readonly owes?: true };

const toStored = <D extends OwingDocument>(document: D): Stored<D> =>
  document.owed.length > 0 ? { ...document, owes: true } : document;

function toDocument<D extends OwingDocument>({ owes: _owes, ...document }: Stored<D>): D {
  return document as unknown as D;
}

/** What visits and notices have in common (design rules 2 and 10). */
export function createOwingDocuments<D extends OwingDocument>(model: Model<Stored<D>>) {
  type Filter = QueryFilter<Stored<D>>;
  const find = async (filter: object, { sort, limit }: { sort: Record<string, 1 | -1>; limit?: number }) => {
    const query = model.find(filter as Filter).sort(sort);
    const found = await (limit === undefined ? query : query.limit(limit)).lean<Stored<D>[]>();
    return found.map(toDocument<D>);
  };
  const load = async (community: string, id: string): Promise<D | null> => {
    const found = await model.findOne({ community, _id: id } as Filter).lean<Stored<D>>();
    return found === null ? null : toDocument<D>(found);
  };
  return {
    find,
    load,
    async insert(document: D): Promise<boolean> {
      try {
        await model.collection.insertOne(toStored(document) as never);
        return true;
      } catch (error) {
        if (isDuplicateKey(error) && (await load(document.community, document._id)) !== null) return false;
        throw error;
      }
    },
    async save(document: D, expectedVersion: number): Promise<boolean> {
      const filter = { _id: document._id, community: document.community, version: expectedVersion };
      const result = await model.collection.replaceOne(filter as never, toStored(document) as never);
      return result.matchedCount === 1;
    },
    due: (now: number, limit: number) =>
      find({ nextDueAt: { $gt: 0, $lte: now } }, { sort: { nextDueAt: 1, _id: 1 }, limit }),
    owing: (limit: number) => find({ owes: true }, { sort: { updatedAt: 1, _id: 1 }, limit }),
    async settled(community: string, id: string, effectIds: readonly string[]): Promise<void> {
      await model.collection.updateOne(
        { _id: id, community } as never,
        { $pull: { owed: { id: { $in: [...effectIds] } } } } as never,
      );
      await model.collection.updateOne(
        { _id: id, community, owed: { $size: 0 } } as never,
        { $unset: { owes: 1 } } as never,
      );
    },
  };
}
