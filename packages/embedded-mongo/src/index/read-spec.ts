import { isNumber, toDouble, truthy } from '../bson/numbers.ts';
import { type Doc, doc, int, isDoc } from '../bson/values.ts';
import { parseFilter } from '../query/parse-filter.ts';
import type { Index } from './index-spec.ts';

/** The index every collection has. */
export const idIndexSpec = (): Doc => doc({ v: int(2), key: doc({ _id: int(1) }), name: '_id_' });

/** An index out of its checked specification. */
export function readIndex(spec: Doc, ident: number): Index {
  const key = spec.get('key') as Doc;
  const partial = spec.get('partialFilterExpression');
  const ttl = spec.get('expireAfterSeconds');
  return {
    ident,
    name: spec.get('name') as string,
    spec,
    fields: [...key].map(([path, order]) => ({
      path,
      parts: path.split('.'),
      descending: isNumber(order) && toDouble(order) < 0,
    })),
    unique: spec.get('name') === '_id_' || truthy(spec.get('unique')),
    sparse: truthy(spec.get('sparse')),
    hidden: truthy(spec.get('hidden')),
    partial: isDoc(partial) ? parseFilter(partial, { plain: true }) : undefined,
    expireAfterSeconds: isNumber(ttl) ? toDouble(ttl) : undefined,
    multikey: false,
    exact: true,
  };
}
