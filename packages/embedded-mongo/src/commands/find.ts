import { type Doc, doc, isDoc } from '../bson/values.ts';
import type { Command, CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import { planPipeline, runPipeline } from '../pipeline/open.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { compileProjection } from '../query/projection.ts';
import { sortDocuments } from '../query/sort.ts';
import type { Collection } from '../storage/collection.ts';
import { type Args, args } from './args.ts';
import { firstBatch, type Source, sourceOfFlow } from './cursors.ts';
import { deadline, pausing } from './fairness.ts';
import { withinKeys } from './min-max.ts';
import { collectionName, emptyCursor } from './namespace.ts';
import { commandVars, hits, type Prepared, positionOf, prepare, type Search, sortOf } from './search.ts';
import { tailSource } from './tail.ts';

const known = [
  ...[
    'find',
    'filter',
    'sort',
    'projection',
    'hint',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'max',
    'min',
    'returnKey',
  ],
  ...[
    'showRecordId',
    'tailable',
    'oplogReplay',
    'noCursorTimeout',
    'awaitData',
    'allowPartialResults',
    'collation',
    'allowDiskUse',
    'let',
  ],
];

/** The `find` command. */
export const find: Command = async (cx) => {
  const name = collectionName(cx);
  const a = args('find', cx.command, known);
  refuseRare(cx.command);
  const limit = nonNegative('limit', a.integer('limit'));
  const skip = nonNegative('skip', a.integer('skip'));
  const batchSize = nonNegative('batchSize', a.integer('batchSize'));
  const vars = commandVars(cx);
  const filter = parseFilter(a.optionalDoc('filter') ?? new Map(), { vars });
  const project = compileProjection(a.optionalDoc('projection'), vars);
  const ns = `${cx.db}.${name}`;
  const c = cx.engine.catalog.find(cx.db, name);
  if (!c) return emptyCursor(ns);
  const single = a.bool('singleBatch');
  const range = { skip: skip ?? 0, limit: limit || Number.POSITIVE_INFINITY };
  const order = { filter, sort: a.optionalDoc('sort'), hint: a.get('hint'), text: vars.text };
  if (c.view && (cx.command.has('min') || cx.command.has('max'))) fail(238, 'min and max are not supported on a view');
  const source = a.bool('tailable')
    ? tailSource(cx, c, { filter, ...range, awaits: a.bool('awaitData') })
    : c.view
      ? viewSource(cx, name, { ...order, ...range })
      : sourceOf(cx, c, { prepared: prepareFind(c, order, a), ...range });
  const finish = project && ((d: Doc): Doc => project.apply(d, project.positional ? positionOf(filter, d) : undefined));
  const projected: Source = finish ? mapSource(source, finish) : source;
  return cx.engine.cursors.open({
    ns,
    source: projected,
    batchSize: batchSize ?? firstBatch,
    single,
    noTimeout: a.bool('noCursorTimeout'),
  });
};

function refuseRare(command: Doc): void {
  for (const name of ['returnKey', 'showRecordId'])
    if (command.get(name) === true) fail(238, `${name} is not supported by this server`);
  const sort = command.get('sort');
  if (command.get('tailable') === true && isDoc(sort) && sort.size > 0 && !sort.has('$natural'))
    fail(2, 'error processing query: a sort cannot be used with a tailable cursor');
  if (command.get('awaitData') === true && command.get('tailable') !== true)
    fail(9, 'Cannot set awaitData without tailable');
}

/** Throws 2 (51024) for a negative number. */
export function nonNegative(name: string, n: number | undefined): number | undefined {
  if (n !== undefined && n < 0) fail(51024, `BSON field '${name}' value must be >= 0, actual value '${n}'`);
  return n;
}

function mapSource(source: Source, f: (d: Doc) => Doc): Source {
  return {
    next: () => {
      const d = source.next();
      if (d instanceof Promise) return d.then((v) => v && f(v));
      return d && f(d);
    },
    ended: () => source.ended?.() ?? false,
    tailing: source.tailing ?? false,
    awaits: source.awaits ?? false,
    close: () => source.close?.(),
  };
}

function prepareFind(c: Collection, order: Search, a: Args): Prepared {
  const prepared = prepare(c, order);
  const [min, max] = [a.optionalDoc('min'), a.optionalDoc('max')];
  if (!min && !max) return prepared;
  if (order.hint === undefined) fail(51173, 'When using min()/max() a hint of which index to use must be provided');
  return withinKeys(prepared, { min, max, sort: sortOf(order) });
}

/** The documents of a search on a view: its pipeline, then the search's own stages. */
export function viewSource(cx: CommandContext, name: string, s: Search & { skip: number; limit: number }): Source {
  const pipeline: Doc[] = [];
  if (isDoc(s.sort) && s.sort.size > 0 && !s.sort.has('$natural')) pipeline.push(doc({ $sort: s.sort }));
  if (s.skip > 0) pipeline.push(doc({ $skip: BigInt(s.skip) }));
  if (Number.isFinite(s.limit)) pipeline.push(doc({ $limit: BigInt(s.limit) }));
  const wish = { collection: name, pipeline, match: s.filter, vars: commandVars(cx), hint: s.hint };
  return sourceOfFlow(runPipeline(cx, planPipeline(cx, wish)));
}

interface FindWish {
  prepared: ReturnType<typeof prepare>;
  skip: number;
  limit: number;
}

/** The documents of a find in order: streamed where no sort is left to do, else collected and sorted at the first call. */
export function sourceOf(cx: CommandContext, c: Collection, { prepared, skip, limit }: FindWish): Source {
  const check = deadline(cx);
  const found = hits(cx.engine, c, prepared);
  const stream = pausing(found, check);
  if (!prepared.sort) return sliced(stream, skip, limit);
  const { sort } = prepared;
  let sorted: Doc[] | undefined;
  let at = skip;
  return {
    next: async () => {
      if (!sorted) {
        const all: Doc[] = [];
        for (let h = await stream.next(); h; h = await stream.next()) all.push(h.doc);
        sorted = sortDocuments(all, sort, (d) => d).slice(0, skip + limit);
      }
      return sorted[at++];
    },
    ended: () => sorted !== undefined && at >= sorted.length,
  };
}

function sliced(
  stream: { next(): Promise<{ doc: Doc } | undefined> | { doc: Doc } | undefined },
  skip: number,
  limit: number,
): Source {
  let toSkip = skip;
  let left = limit;
  return {
    next: async () => {
      while (toSkip > 0) {
        toSkip--;
        if (!(await stream.next())) return undefined;
      }
      if (left-- <= 0) return undefined;
      return (await stream.next())?.doc;
    },
    ended: () => left <= 0,
  };
}
