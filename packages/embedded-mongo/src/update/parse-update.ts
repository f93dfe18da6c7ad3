import type { Vars } from '../aggregate/scope.ts';
import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { type ArrayFilters, parseArrayFilters } from './array-filters.ts';
import { parseModifiers } from './modifiers.ts';
import { parsePipeline } from './pipeline.ts';
import { parseReplacement } from './replacement.ts';
import type { Updater } from './updater.ts';

/** What the update is parsed with. */
export interface UpdateOptions {
  arrayFilters?: Doc[] | undefined;
  vars: Vars;
  now: number;
}

/** Parses the `u` of an update or the `update` of findAndModify. Throws 9 for what is none. */
export function parseUpdate(u: Value | undefined, o: UpdateOptions): Updater {
  if (Array.isArray(u)) {
    if (o.arrayFilters) fail(9, 'arrayFilters may not be specified for pipeline-style updates');
    return parsePipeline(u, o.vars);
  }
  if (!isDoc(u)) return fail(9, 'Update argument must be either an object or an array');
  const first = u.keys().next().value;
  if (!first?.startsWith('$')) {
    if (o.arrayFilters) fail(9, 'arrayFilters may not be specified for replacement-style updates');
    return parseReplacement(u);
  }
  if (o.vars.text) refuseCollated(u, o);
  const filters: ArrayFilters = parseArrayFilters(o.arrayFilters ?? [], o.vars);
  return parseModifiers(u, { filters, now: o.now });
}

/** Operators that compare values would have to do so by the collation. */
const comparing = ['$pull', '$pullAll', '$addToSet', '$min', '$max', '$push'];

function refuseCollated(u: Doc, o: UpdateOptions): void {
  const name = o.arrayFilters ? 'arrayFilters' : [...u.keys()].find((key) => comparing.includes(key));
  if (name) fail(238, `${name} under a collation is not supported by this server`);
}
