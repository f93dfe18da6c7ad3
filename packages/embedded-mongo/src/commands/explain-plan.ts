import { type Doc, doc, int } from '../bson/values.ts';
import type { CommandContext } from '../engine.ts';
import type { PlannedPipeline } from '../pipeline/open.ts';
import { matches } from '../query/nodes.ts';
import type { Plan } from '../query/plan.ts';
import { scan } from '../query/scan.ts';
import type { Collection } from '../storage/collection.ts';
import { namespaceOf } from '../storage/collection.ts';
import type { Prepared } from './search.ts';
import { release } from './server-info.ts';

/** The fields every explanation begins with, in the smallest form MongoDB's clients read. */
export function explainSearch(cx: CommandContext, c: Collection | undefined, p: Prepared | undefined): Doc {
  const ns = c ? namespaceOf(c) : `${cx.db}.${String(cx.command.get(cx.name))}`;
  const winningPlan = c && p ? stageOf(p) : doc({ stage: 'EOF' });
  const planner = doc({ namespace: ns, indexFilterSet: false, winningPlan, rejectedPlans: [] });
  return doc({ explainVersion: '1', queryPlanner: planner });
}

/** What the plan really reads. Only matching is done: a limit or skip is not taken into account. */
export function executionStats(cx: CommandContext, c: Collection | undefined, p: Prepared | undefined): Doc {
  let examined = 0;
  let returned = 0;
  const start = performance.now();
  if (c && p) {
    for (const hit of scan(cx.engine.store, c, p.plan)) {
      examined++;
      if (matches(p.filter, hit.doc)) returned++;
    }
  }
  return doc({
    ...{
      executionSuccess: true,
      nReturned: int(returned),
      executionTimeMillis: int(Math.round(performance.now() - start)),
    },
    ...{ totalKeysExamined: int(p?.plan.kind === 'collection' ? 0 : examined), totalDocsExamined: int(examined) },
  });
}

/** The answer of `aggregate` with `explain: true`: what is read, then the stages that follow. */
export function explainPipeline(cx: CommandContext, planned: PlannedPipeline): Doc {
  const search = explainSearch(cx, planned.c, planned.prepared);
  if (planned.rest.length === 0) return withServer(cx, search);
  const cursor = doc({ $cursor: doc({ queryPlanner: search.get('queryPlanner') }) });
  return withServer(
    cx,
    doc({ explainVersion: '1', stages: [cursor, ...planned.rest.map((s) => doc({ [s.name]: doc({}) }))] }),
  );
}

/** Adds the server's and the command's part. */
export function withServer(cx: CommandContext, answer: Doc): Doc {
  const command = new Map(
    [...cx.command].filter(([name]) => !['lsid', '$clusterTime', '$readPreference'].includes(name)),
  );
  return answer
    .set('command', command)
    .set('serverInfo', doc({ host: 'localhost', port: int(0), version: release.version, gitVersion: 'embedded' }));
}

function stageOf(p: Prepared): Doc {
  const read = reading(p.plan);
  if (!p.sort) return read;
  const sortPattern = new Map(p.sort.map((f) => [f.path, int(f.descending ? -1 : 1)]));
  return doc({ stage: 'SORT', sortPattern, inputStage: read });
}

function reading(plan: Plan): Doc {
  if (plan.kind === 'collection') return doc({ stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' });
  if (plan.kind === 'union')
    return doc({ stage: 'FETCH', inputStage: doc({ stage: 'OR', inputStages: plan.plans.map(indexScan) }) });
  return doc({ stage: 'FETCH', inputStage: indexScan(plan) });
}

function indexScan(plan: Plan): Doc {
  if (plan.kind !== 'index') return reading(plan);
  const { index } = plan;
  return doc({
    ...{ stage: 'IXSCAN', keyPattern: index.spec.get('key'), indexName: index.name, isMultiKey: index.multikey },
    ...{ isUnique: index.unique, isSparse: index.sparse, isPartial: index.partial !== undefined, indexVersion: int(2) },
    ...{ direction: plan.reverse ? 'backward' : 'forward' },
  });
}
