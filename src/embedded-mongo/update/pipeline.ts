import type { Vars } from '../aggregate/scope.ts';
import type { Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Updater } from './parse-update.ts';

/** A pipeline update. */
export function parsePipeline(_stages: Value[], _vars: Vars): Updater {
  return fail(238, 'pipeline updates are not supported yet');
}
