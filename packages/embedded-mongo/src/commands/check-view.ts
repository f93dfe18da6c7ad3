import { type Doc, isDoc, typeName } from '../bson/values.ts';
import type { CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import { planPipeline } from '../pipeline/open.ts';
import { pipelineOf } from '../pipeline/stage.ts';
import { checkCollection } from './namespace.ts';
import { commandVars } from './search.ts';

/**
 * Checks a view's definition among the options of `create` and `collMod`. Throws 167 for a stage that writes, 165 for too
 * many views upon views, and the parse errors of the pipeline.
 */
export function checkView(cx: CommandContext, options: Doc): void {
  const on = options.get('viewOn');
  if (on === undefined) return;
  if (typeof on !== 'string')
    fail(14, `BSON field 'viewOn' is the wrong type '${typeName(on)}', expected type 'string'`);
  const pipeline = pipelineOf(options.get('pipeline'), "'pipeline'");
  for (const name of ['$out', '$merge'])
    if (pipeline.some((stage) => isDoc(stage) && stage.has(name)))
      fail(167, `${name} cannot be used in a view definition`);
  planPipeline(cx, {
    ...{ collection: checkCollection(cx.db, on as string), pipeline },
    ...{ vars: commandVars(cx), inside: 'view' },
  });
}
