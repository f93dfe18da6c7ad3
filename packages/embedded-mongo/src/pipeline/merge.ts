import { bind, type Vars } from '../aggregate/scope.ts';
import { type Doc, isDoc, isNullish, type Maybe, typeName, type Value } from '../bson/values.ts';
import { insertOne, withId } from '../commands/insert.ts';
import { applyUpdate } from '../commands/modify.ts';
import { firstHit, prepare } from '../commands/search.ts';
import { stepsPerTurn } from '../commands/steps.ts';
import { fail } from '../errors.ts';
import type { Node } from '../query/nodes.ts';
import { valueNode } from '../query/parse-operators.ts';
import type { Collection } from '../storage/collection.ts';
import { parsePipeline } from '../update/pipeline.ts';
import { parseReplacement } from '../update/replacement.ts';
import type { Updater } from '../update/updater.ts';
import { letVars } from './join.ts';
import { targetCollection, targetOf } from './output.ts';
import { collect, type StageCompiler, type StageContext } from './stage.ts';

interface MergeSpec {
  target: { db: string; collection: string };
  on: string[];
  given: Doc | undefined;
  whenMatched: string | Value[];
  whenNotMatched: string;
}

const matchedActions = ['replace', 'keepExisting', 'merge', 'fail'];
const missedActions = ['insert', 'discard', 'fail'];

function readSpec(given: Value, sx: StageContext): MergeSpec {
  if (typeof given !== 'string' && !isDoc(given))
    return fail(51182, `$merge only supports a string or object argument, not ${typeName(given)}`);
  const d: Doc = typeof given === 'string' ? new Map([['into', given]]) : given;
  for (const key of d.keys())
    if (!['into', 'on', 'let', 'whenMatched', 'whenNotMatched'].includes(key))
      fail(40415, `BSON field '$merge.${key}' is an unknown field.`);
  const into = d.get('into') ?? fail(40414, "BSON field '$merge.into' is missing but a required field");
  const on = d.get('on') ?? '_id';
  const fields = Array.isArray(on) ? on : [on];
  if (fields.length === 0) fail(51187, "If explicitly specifying $merge 'on', must include at least one field");
  const whenMatched = d.get('whenMatched') ?? 'merge';
  const whenNotMatched = d.get('whenNotMatched') ?? 'insert';
  if (!Array.isArray(whenMatched) && !matchedActions.includes(whenMatched as string))
    fail(51191, `Enumeration value '${String(whenMatched)}' for field 'whenMatched' is not a valid value.`);
  if (!missedActions.includes(whenNotMatched as string))
    fail(2, `Enumeration value '${String(whenNotMatched)}' for field '$merge.whenNotMatched' is not a valid value.`);
  const lets = d.get('let');
  if (lets !== undefined && !Array.isArray(whenMatched))
    fail(51199, "Cannot use 'let' variables with 'whenMatched' mode other than a pipeline");
  return {
    target: targetOf(into, sx.cx, '$merge'),
    on: fields.map((f) =>
      typeof f === 'string' ? f : fail(51134, `$merge 'on' array elements must be strings, but found ${typeName(f)}`),
    ),
    given: isDoc(lets) ? lets : undefined,
    whenMatched: whenMatched as string | Value[],
    whenNotMatched: whenNotMatched as string,
  };
}

/** `$merge`: each result is put into a collection by its `on` fields. */
export const merge: StageCompiler = (spec, sx) => {
  const o = readSpec(spec, sx);
  if (Array.isArray(o.whenMatched)) {
    const names = [...(o.given?.keys() ?? ['new'])];
    parsePipeline(
      o.whenMatched,
      names.reduce((v, name) => bind(v, name, null), sx.vars),
    );
  }
  return {
    run: async function* (input) {
      const { store } = sx.cx.engine;
      await store.write(() => checkUnique(sx, o));
      const docs = await collect(input);
      for (let at = 0; at < docs.length; at += stepsPerTurn) {
        await store.write(() => {
          const c = targetCollection(sx.cx, o.target);
          for (const d of docs.slice(at, at + stepsPerTurn)) mergeOne(sx, { c, d, o });
        });
      }
    },
  };
};

function checkUnique(sx: StageContext, o: MergeSpec): void {
  const c = targetCollection(sx.cx, o.target);
  const wanted = [...o.on].sort().join();
  const found = c.indexes.some(
    (i) =>
      i.unique &&
      !i.partial &&
      i.fields
        .map((f) => f.path)
        .sort()
        .join() === wanted,
  );
  if (!found) fail(51183, 'Cannot find index to verify that join fields will be unique');
}

function joinFilter(d: Doc, on: string[]): Node {
  const children = on.map((path): Node => {
    let v: Maybe = d;
    for (const part of path.split('.')) v = isDoc(v) ? v.get(part) : undefined;
    if (isNullish(v)) fail(51132, "$merge write error: 'on' field cannot be missing, null or undefined");
    if (Array.isArray(v)) fail(51185, "$merge write error: 'on' field cannot be an array");
    return valueNode(path, 'eq', v as Value);
  });
  return { op: 'and', children };
}

function mergeOne(sx: StageContext, { c, d: given, o }: { c: Collection; d: Doc; o: MergeSpec }): void {
  const d = o.on.includes('_id') && !given.has('_id') ? withId(given) : given;
  const filter = joinFilter(d, o.on);
  const hit = firstHit(sx.cx.engine, c, prepare(c, { filter }));
  const cx = { ...sx.cx, db: o.target.db };
  if (hit) {
    if (o.whenMatched === 'keepExisting') return;
    if (o.whenMatched === 'fail') insertOne(cx, c, { d, bypass: false });
    applyUpdate(cx, c, { hit, filter, updater: updaterFor(d, o, sx.vars), bypass: false });
    return;
  }
  if (o.whenNotMatched === 'insert') insertOne(cx, c, { d, bypass: false });
  if (o.whenNotMatched === 'fail')
    fail(
      13113,
      '$merge could not find a matching document in the target collection for at least one document in the source collection',
    );
}

function updaterFor(d: Doc, o: MergeSpec, vars: Vars): Updater {
  if (o.whenMatched === 'replace') return parseReplacement(d);
  if (Array.isArray(o.whenMatched)) {
    return parsePipeline(o.whenMatched, o.given ? letVars(o.given, d, vars) : bind(vars, 'new', d));
  }
  return { kind: 'pipeline', positional: false, apply: (before) => new Map([...before, ...d]) };
}
