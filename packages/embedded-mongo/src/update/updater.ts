import type { Doc } from '../bson/values.ts';

/** What an update is applied with. */
export interface UpdateEnv {
  /** The array position the query matched, for `$`. */
  position?: number | undefined;
  /** Whether the document is being made by an upsert. */
  inserting: boolean;
}

/** A parsed update: makes the new document from the old one, which it leaves alone. */
export interface Updater {
  kind: 'replacement' | 'modifiers' | 'pipeline';
  /** Whether it needs the array position the query matched. */
  positional: boolean;
  apply(before: Doc, env: UpdateEnv): Doc;
}
