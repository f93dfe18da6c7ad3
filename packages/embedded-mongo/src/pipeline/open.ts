import type { Vars } from '../aggregate/scope.ts';
import type { Doc, Maybe, Value } from '../bson/values.ts';
import { deadline, pausing } from '../commands/fairness.ts';
import { hits, type Prepared, planSearch } from '../commands/search.ts';
import type { CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import { matches, type Node } from '../query/nodes.ts';
import { sortDocuments } from '../query/sort.ts';
import type { Collection } from '../storage/collection.ts';
import { compilePipeline, stageContext } from './compile.ts';
import { type Flow, flowOf, type OpenWish, runStages, type Stage } from './stage.ts';

/** MongoDB's limit on views upon views. */
const maxViews = 20;

/** A pipeline on a collection, its leading `$match` and `$sort` left to the planner. */
export interface PlannedPipeline {
  /** The collection read, once views are resolved; undefined where there is none. */
  c: Collection | undefined;
  prepared: Prepared | undefined;
  /** The stages to run on what is read. */
  rest: Stage[];
}

/** What a pipeline is planned for. */
export interface PipelineWish {
  collection: string | undefined;
  pipeline: Value[];
  vars: Vars;
  match?: Node | undefined;
  hint?: Maybe;
  inside?: string;
}

/** Compiles and plans a pipeline. Throws its parse errors. */
export function planPipeline(cx: CommandContext, w: PipelineWish): PlannedPipeline {
  const seed = { cx, collection: w.collection, open: (o: OpenWish): Flow => openPipeline(cx, o) };
  const own = compilePipeline(w.pipeline, stageContext(seed, w.vars), w.inside);
  const stages = w.match ? [matchStage(w.match), ...own] : own;
  if (!w.collection) return { c: undefined, prepared: undefined, rest: stages };
  const { c, before } = resolve(cx, w.collection, w.vars);
  const all = [...before, ...stages];
  return c ? { c, ...planStages(c, all, w.hint) } : { c, prepared: undefined, rest: all };
}

function matchStage(node: Node): Stage {
  return {
    name: '$match',
    match: node,
    run: async function* (input) {
      for await (const d of input) if (matches(node, d)) yield d;
    },
  };
}

/** The collection under a view, and the stages the views on the way add. */
function resolve(cx: CommandContext, name: string, vars: Vars): { c: Collection | undefined; before: Stage[] } {
  let c = cx.engine.catalog.find(cx.db, name);
  let before: Stage[] = [];
  for (let depth = 0; c?.view; depth++) {
    if (depth >= maxViews) fail(165, `View depth too deep: ${cx.db}.${name}`);
    const { on, pipeline } = c.view;
    const seed = { cx, collection: on, open: (o: OpenWish): Flow => openPipeline(cx, o) };
    before = [...compilePipeline(pipeline, stageContext(seed, vars), 'view'), ...before];
    c = cx.engine.catalog.find(cx.db, on);
  }
  return { c, before };
}

function planStages(c: Collection, stages: Stage[], hint: Maybe): { prepared: Prepared; rest: Stage[] } {
  const end = stages.findIndex((s) => !s.match);
  const leading = end === -1 ? stages : stages.slice(0, end);
  const nodes = leading.map((s) => s.match as Node);
  const filter: Node = nodes.length === 1 ? (nodes[0] as Node) : { op: 'and', children: nodes };
  const sort = stages[leading.length]?.sort;
  const prepared = planSearch(c, { filter, sort, hint });
  return { prepared, rest: stages.slice(leading.length + (sort ? 1 : 0)) };
}

/** Runs a planned pipeline. */
export function runPipeline(cx: CommandContext, p: PlannedPipeline): Flow {
  const input = p.c && p.prepared ? read(cx, p.c, p.prepared) : flowOf([]);
  return runStages(input, p.rest);
}

/** The documents of a prepared search, in its order. */
async function* read(cx: CommandContext, c: Collection, prepared: Prepared): Flow {
  const stream = pausing(hits(cx.engine, c, prepared), deadline(cx));
  const next = (): ReturnType<typeof stream.next> => stream.next();
  if (!prepared.sort) {
    for (let h = await next(); h; h = await next()) yield h.doc;
    return;
  }
  const all: Doc[] = [];
  for (let h = await next(); h; h = await next()) all.push(h.doc);
  yield* sortDocuments(all, prepared.sort, (d) => d);
}

/** Reads a collection or view through a pipeline inside another. */
function openPipeline(cx: CommandContext, o: OpenWish): Flow {
  return runPipeline(cx, planPipeline(cx, { ...o, inside: 'sub-pipeline' }));
}
