import { clone, type Doc } from '../bson/values.ts';

/** A copy of a document that can be changed in place. */
export const cloneDoc = (d: Doc): Doc => clone(d);
