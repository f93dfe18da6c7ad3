import { doc, isDoc, type Value } from '../bson/values.ts';
import type { Command, CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import { type PlannedPipeline, planPipeline, runPipeline } from '../pipeline/open.ts';
import { pipelineOf } from '../pipeline/stage.ts';
import { type Args, args } from './args.ts';
import { sourceOfFlow } from './cursors.ts';
import { explainPipeline } from './explain-plan.ts';
import { batchSizeOf } from './listings.ts';
import { collectionName } from './namespace.ts';
import { commandVars } from './search.ts';

const known = [
  ...['aggregate', 'pipeline', 'explain', 'allowDiskUse', 'cursor', 'bypassDocumentValidation', 'hint', 'let'],
  ...['collation', 'exchange', 'fromMongos', 'needsMerge', 'isMapReduceCommand', 'collectionUUID'],
];

/** The `aggregate` command. Throws 40324 for an unknown stage. */
export const aggregate: Command = async (cx) => {
  const { a, planned } = planAggregate(cx);
  if (a.bool('explain')) return explainPipeline(cx, planned);
  if (!isDoc(a.get('cursor')))
    fail(9, "The 'cursor' option is required, except for aggregate with the explain argument");
  const name = namespaceOfAggregate(cx);
  const flow = sourceOfFlow(runPipeline(cx, planned));
  const writes = ['$out', '$merge'].includes(planned.rest.at(-1)?.name ?? '');
  if (writes) {
    await flow.next();
    return doc({ cursor: doc({ firstBatch: [], id: 0n, ns: name }) });
  }
  return cx.engine.cursors.open({ ns: name, source: flow, batchSize: batchSizeOf(cx), single: false });
};

/** Compiles and plans an `aggregate` command without running it. */
export function planAggregate(cx: CommandContext): { a: Args; planned: PlannedPipeline } {
  const a = args('aggregate', cx.command, known);
  const pipeline: Value[] = pipelineOf(a.array('pipeline') ?? a.get('pipeline'), "'pipeline' option");
  const collection = isCollectionless(cx) ? undefined : collectionName(cx);
  const planned = planPipeline(cx, { collection, pipeline, vars: commandVars(cx), hint: a.get('hint') });
  return { a, planned };
}

function isCollectionless(cx: CommandContext): boolean {
  const name = cx.command.get('aggregate');
  return typeof name === 'object' && name !== null && '_bsontype' in name && name._bsontype === 'Int32'
    ? name.value === 1
    : name === 1 || name === 1n;
}

const namespaceOfAggregate = (cx: CommandContext): string =>
  `${cx.db}.${isCollectionless(cx) ? '$cmd.aggregate' : collectionName(cx)}`;
