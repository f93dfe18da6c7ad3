import type { Vars } from '../aggregate/scope.ts';
import type { Doc, Value } from '../bson/values.ts';
import type { CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import type { Node } from '../query/nodes.ts';
import type { SortField } from '../query/sort.ts';

/** Documents on their way through a pipeline. */
export type Flow = AsyncIterable<Doc>;

/** One stage made ready. A leading `match`, and a `sort` after it, can be left to the planner instead of being run. */
export interface Stage {
  name: string;
  run(input: Flow): Flow;
  match?: Node;
  sort?: SortField[];
}

/** What documents are read for a stage inside a stage. */
export interface OpenWish {
  db?: string;
  collection: string;
  /** Tested before the pipeline, with an index where there is one. */
  match?: Node;
  pipeline: Value[];
  vars: Vars;
}

/** What a stage is compiled with. */
export interface StageContext {
  cx: CommandContext;
  vars: Vars;
  /** The collection the pipeline runs on; undefined for `{aggregate: 1}`. */
  collection: string | undefined;
  /** Checks the pipeline of a `$lookup` and the like without running it. */
  check(pipeline: Value[], o: { vars: Vars; inside: string }): void;
  /** Compiles a pipeline that runs on documents at hand. */
  compile(pipeline: Value[], o: { vars: Vars; inside: string }): Stage[];
  /** Reads a collection or view through a pipeline. */
  open(wish: OpenWish): Flow;
}

/** Compiles one stage from its operand. */
export type StageCompiler = (spec: Value, sx: StageContext, name: string) => Omit<Stage, 'name'>;

/** A stage that turns each document into another. */
export function mapping(f: (d: Doc) => Doc): Omit<Stage, 'name'> {
  return {
    run: async function* (input) {
      for await (const d of input) yield f(d);
    },
  };
}

/** A stage that needs all documents before it gives the first. */
export function gathering(f: (docs: Doc[]) => Doc[]): Omit<Stage, 'name'> {
  return {
    run: async function* (input) {
      yield* f(await collect(input));
    },
  };
}

/** All documents of a flow. */
export async function collect(input: Flow): Promise<Doc[]> {
  const docs: Doc[] = [];
  for await (const d of input) docs.push(d);
  return docs;
}

/** A flow of documents at hand. */
export async function* flowOf(docs: Iterable<Doc>): Flow {
  yield* docs;
}

/** Sends documents through stages. */
export function runStages(input: Flow, stages: Stage[]): Flow {
  return stages.reduce((flow, stage) => stage.run(flow), input);
}

/** The operand as a pipeline. Throws 14 where it is none. */
export function pipelineOf(v: Value | undefined, where: string): Value[] {
  return Array.isArray(v) ? v : fail(14, `${where} must be an array`);
}
