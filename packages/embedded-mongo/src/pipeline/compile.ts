import type { Vars } from '../aggregate/scope.ts';
import type { Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { basicStages } from './basic.ts';
import { bucket, bucketAuto } from './bucket.ts';
import { facet } from './facet.ts';
import { graphLookup } from './graph-lookup.ts';
import { lookup, unionWith } from './join.ts';
import { merge } from './merge.ts';
import { out } from './output.ts';
import { reportStages } from './report.ts';
import { compileShape, shapeNames, stageParts } from './shape.ts';
import { mapping, type Stage, type StageCompiler, type StageContext } from './stage.ts';
import { unwind } from './unwind.ts';

const shape: StageCompiler = (spec, sx, name) => mapping(compileShape(name, spec, sx.vars));

const stages: Record<string, StageCompiler> = {
  ...Object.fromEntries(shapeNames.map((name) => [name, shape])),
  ...basicStages,
  ...reportStages,
  $unwind: unwind,
  $bucket: bucket,
  $bucketAuto: bucketAuto,
  $facet: facet,
  $lookup: lookup,
  $unionWith: unionWith,
  $graphLookup: graphLookup,
  $out: out,
  $merge: merge,
};

/** Stages MongoDB knows and this server does not do. */
const refused: Record<string, { code: number; why: string }> = {
  ...Object.fromEntries(
    ['$geoNear', '$setWindowFields', '$densify', '$fill', '$planCacheStats', '$listSessions', '$querySettings'].map(
      (name) => [name, { code: 238, why: 'is not supported by this server' }],
    ),
  ),
  $changeStream: { code: 40573, why: 'is only supported on replica sets' },
  $changeStreamSplitLargeEvent: { code: 40573, why: 'is only supported on replica sets' },
  ...Object.fromEntries(
    ['$search', '$searchMeta', '$vectorSearch', '$listSearchIndexes', '$rankFusion'].map((name) => [
      name,
      { code: 31082, why: 'is only available on Atlas' },
    ]),
  ),
};

/** Stages that compare values by themselves, which here is done by bytes only. */
const comparing = ['$sortByCount', '$bucket', '$bucketAuto', '$lookup', '$graphLookup', '$unionWith', '$merge'];

const first = ['$collStats', '$indexStats', '$documents', '$currentOp', '$listLocalSessions'];
const last = ['$out', '$merge'];
/** Stages that read no collection and so go with `{aggregate: 1}`. */
const collectionless = ['$documents', '$currentOp', '$listLocalSessions'];
const notInFacet = [...first, ...last, '$facet'];

/** Compiles a pipeline. Throws 40324 for an unknown stage and MongoDB's codes for one in a place it may not have. */
export function compilePipeline(pipeline: Value[], sx: StageContext, inside?: string): Stage[] {
  return pipeline.map((item, i) => {
    const [name, spec] = stageParts(item);
    const make = Object.hasOwn(stages, name) ? stages[name] : undefined;
    if (!make) return refuse(name);
    if (sx.vars.text && comparing.includes(name))
      fail(238, `${name} under a collation is not supported by this server`);
    checkPlace(name, { at: i, of: pipeline.length, inside });
    if (inside === undefined && i === 0) checkCollection(name, sx);
    return { name, ...make(spec, sx, name) };
  });
}

function refuse(name: string): never {
  const reason = Object.hasOwn(refused, name) ? refused[name] : undefined;
  if (reason) return fail(reason.code, `${name} ${reason.why}`);
  return fail(40324, `Unrecognized pipeline stage name: '${name}'`);
}

function checkPlace(name: string, o: { at: number; of: number; inside: string | undefined }): void {
  if (o.inside === '$facet' && notInFacet.includes(name))
    fail(40600, `${name} is not allowed to be used within a $facet stage`);
  if (o.inside !== undefined && last.includes(name))
    fail(51047, `${name} is not allowed within a ${o.inside}'s sub-pipeline`);
  if (last.includes(name) && o.at < o.of - 1) fail(40601, `${name} can only be the final stage in the pipeline`);
  if (first.includes(name) && o.at > 0) fail(40602, `${name} is only valid as the first stage in a pipeline`);
}

function checkCollection(name: string, sx: StageContext): void {
  if (sx.collection === undefined && !collectionless.includes(name))
    fail(73, `{aggregate: 1} is not valid for '${name}'; a collection is required.`);
  if (sx.collection !== undefined && collectionless.includes(name))
    fail(73, `${name} must be run against the database with {aggregate: 1}, not a collection`);
}

/** What a pipeline's stages are compiled with: the rest of the context is made from these. */
export type ContextSeed = Pick<StageContext, 'cx' | 'collection' | 'open'>;

/** The context stages are compiled in. */
export function stageContext(seed: ContextSeed, vars: Vars): StageContext {
  const within = (pipeline: Value[], o: { vars: Vars; inside: string }): Stage[] =>
    compilePipeline(pipeline, stageContext(seed, o.vars), o.inside);
  return { ...seed, vars, check: within, compile: within };
}
