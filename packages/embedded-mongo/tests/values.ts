import { type Document, serialize } from 'bson';
import { decodeDoc } from '../src/bson/decode.ts';
import type { Doc } from '../src/bson/values.ts';
import { checkIndexSpec } from '../src/index/check-spec.ts';
import type { Index } from '../src/index/index-spec.ts';
import { readIndex } from '../src/index/read-spec.ts';
import type { Collection } from '../src/storage/collection.ts';

/** A plain object as the engine holds a document, by way of its BSON. */
export const engineDoc = (fields: Document): Doc =>
  decodeDoc(Buffer.from(serialize(fields, { ignoreUndefined: false })));

/** An index as `createIndexes` would make it, not yet built. */
export function indexOn(key: Document, options: Document = {}, ident = 1): Index {
  const name = Object.entries(key).flat().join('_');
  return readIndex(checkIndexSpec(engineDoc({ key, name, ...options }), 'test.items'), ident);
}

/** A collection that exists in memory only: enough to plan a query on. */
export function collectionWith(indexes: Index[]): Collection {
  return {
    ...{ db: 'test', name: 'items', ident: 100, info: new Map(), options: new Map(), indexes },
    ...{ validator: undefined, view: undefined, cap: undefined, nextRecord: 1, count: 0, dropped: false },
  };
}
