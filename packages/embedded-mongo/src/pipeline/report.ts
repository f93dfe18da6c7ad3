import { hostname } from 'node:os';
import { type Doc, doc, int, isDoc } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { sizesOf } from '../storage/records.ts';
import type { StageCompiler, StageContext } from './stage.ts';

function collectionOf(sx: StageContext, name: string) {
  const c = sx.collection === undefined ? undefined : sx.cx.engine.catalog.find(sx.cx.db, sx.collection);
  if (c?.view) fail(166, `${name} is not supported on a view`);
  return c;
}

const only = (docs: () => Doc[]): ReturnType<StageCompiler> => ({
  run: async function* () {
    yield* docs();
  },
});

const collStats: StageCompiler = (spec, sx) => {
  if (!isDoc(spec)) return fail(5447000, '$collStats must take a nested object');
  for (const key of spec.keys()) {
    if (!['count', 'storageStats', 'latencyStats', 'queryExecStats'].includes(key))
      fail(40415, `BSON field '$collStats.${key}' is an unknown field.`);
    if (key === 'latencyStats' || key === 'queryExecStats') fail(238, `$collStats: ${key} is not kept by this server`);
  }
  return only(() => {
    const ns = `${sx.cx.db}.${sx.collection}`;
    const c =
      collectionOf(sx, '$collStats') ??
      fail(26, `Unable to retrieve count in $collStats stage :: caused by :: Collection [${ns}] not found.`);
    const out = doc({ ns, host: hostname(), localTime: new Date(sx.cx.engine.now()) });
    if (spec.has('storageStats')) out.set('storageStats', sizesOf(sx.cx.engine.store, c));
    if (spec.has('count')) out.set('count', int(sx.cx.engine.records.count(c)));
    return [out];
  });
};

const indexStats: StageCompiler = (spec, sx) => {
  if (!isDoc(spec) || spec.size > 0) return fail(28803, 'The $indexStats stage specification must be an empty object');
  return only(() => {
    const { engine } = sx.cx;
    const accesses = doc({ ops: 0n, since: new Date(engine.startedAt) });
    return (collectionOf(sx, '$indexStats')?.indexes ?? []).map((i) =>
      doc({ name: i.name, key: i.spec.get('key'), host: hostname(), accesses, spec: i.spec }),
    );
  });
};

/** The sessions clients have named lately. */
const listLocalSessions: StageCompiler = (_spec, sx) =>
  only(() => {
    const { sessions } = sx.cx.engine;
    return sessions.list().map((s) => doc({ _id: s.id, lastUse: new Date(s.usedAt) }));
  });

const currentOp: StageCompiler = (_spec, sx) => {
  if (sx.cx.db !== 'admin') fail(73, '$currentOp must be run against the admin database with {aggregate: 1}');
  return only(() => [
    doc({
      ...{ type: 'op', host: hostname(), connectionId: int(sx.cx.connection.id), client: sx.cx.connection.address },
      ...{ active: true, op: 'command', ns: `${sx.cx.db}.$cmd.aggregate` },
      command: new Map([...sx.cx.command].filter(([name]) => name !== '$db')),
    }),
  ]);
};

/** Stages that report on the server instead of reading documents. */
export const reportStages: Record<string, StageCompiler> = {
  $collStats: collStats,
  $indexStats: indexStats,
  $listLocalSessions: listLocalSessions,
  $currentOp: currentOp,
};
