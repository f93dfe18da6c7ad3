import type { Doc, Value } from '../bson/values.ts';
import type { Index } from '../index/index-spec.ts';
import type { Node } from '../query/nodes.ts';
import type { Cap } from './capped.ts';

/** A view's definition. */
interface View {
  on: string;
  pipeline: Value[];
}

/** A collection as kept in memory; its documents and index entries are on disk under the table numbers. */
export interface Collection {
  db: string;
  name: string;
  /** The table of its documents. */
  ident: number;
  info: Doc;
  options: Doc;
  indexes: Index[];
  validator: Node | undefined;
  view: View | undefined;
  cap: Cap | undefined;
  /** The record id the next document gets. */
  nextRecord: number;
  /** How many documents it has; undefined until it is first asked for. */
  count: number | undefined;
  dropped: boolean;
}

/** `db.collection`. */
export const namespaceOf = (c: { db: string; name: string }): string => `${c.db}.${c.name}`;
