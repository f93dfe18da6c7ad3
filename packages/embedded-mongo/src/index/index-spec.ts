import type { Doc } from '../bson/values.ts';
import type { Node } from '../query/nodes.ts';

/** One field of an index key. */
interface IndexField {
  path: string;
  parts: string[];
  descending: boolean;
}

/** An index as the engine works with it; `spec` is what listIndexes answers. */
export interface Index {
  ident: number;
  name: string;
  spec: Doc;
  fields: IndexField[];
  unique: boolean;
  sparse: boolean;
  hidden: boolean;
  partial: Node | undefined;
  expireAfterSeconds: number | undefined;
  /** Whether any document has more than one key, or a key out of an array. */
  multikey: boolean;
  /** Whether all keys sort exactly as their values (see KeyWriter.exact). */
  exact: boolean;
}
