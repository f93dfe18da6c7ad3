import { compile, valueAt } from '../aggregate/expression.ts';
import { checkName } from '../aggregate/operators/conditional.ts';
import { bind, type Vars } from '../aggregate/scope.ts';
import { type Doc, isDoc, isNullish, type Maybe, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Node } from '../query/nodes.ts';
import { valueNode } from '../query/parse-operators.ts';
import { setAt } from './paths.ts';
import { collect, type Flow, pipelineOf, type StageCompiler, type StageContext } from './stage.ts';

const known = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'];

function textOf(d: Doc, name: string): string | undefined {
  const v = d.get(name);
  if (v === undefined || typeof v === 'string') return v;
  return fail(40321, `$lookup argument '${name}' must be a string, found ${name}: ${typeName(v)}`);
}

/** The values of `localField`, arrays taken apart; a missing one asks for null. */
export function joinValues(d: Maybe, parts: string[]): Value[] {
  const v = valueAt(d, parts, 0);
  if (Array.isArray(v)) return v;
  return [isNullish(v) ? null : (v as Value)];
}

/** Documents whose field equals one of the values, or holds an element that does. */
export function anyEqual(field: string, values: Value[]): Node {
  if (values.length === 1) return valueNode(field, 'eq', values[0] as Value);
  return { op: 'or', children: values.map((v) => valueNode(field, 'eq', v)) };
}

/** The variables of `let`, computed on one document. */
export function letVars(given: Doc | undefined, d: Doc, vars: Vars): Vars {
  let bound = vars;
  for (const [name, v] of given ?? []) {
    bound = bind(bound, checkName(name), compile(v, vars)({ root: d, current: d, vars }) as Maybe);
  }
  return bound;
}

interface LookupSpec {
  from: string | undefined;
  as: string[];
  local: string[] | undefined;
  foreign: string | undefined;
  given: Doc | undefined;
  pipeline: Value[] | undefined;
}

function readLookup(spec: Value, sx: StageContext): LookupSpec {
  if (!isDoc(spec)) return fail(9, `the $lookup stage specification must be an object, but found ${typeName(spec)}`);
  for (const key of spec.keys()) if (!known.includes(key)) fail(9, `unknown argument to $lookup: ${key}`);
  if (isDoc(spec.get('from'))) fail(9, '$lookup from another database is not supported by a standalone server');
  const as = textOf(spec, 'as') ?? fail(9, "must specify 'as' field for a $lookup");
  const local = textOf(spec, 'localField');
  const foreign = textOf(spec, 'foreignField');
  const pipeline = spec.has('pipeline') ? pipelineOf(spec.get('pipeline'), "'pipeline'") : undefined;
  const from = textOf(spec, 'from');
  if (from === undefined && !(pipeline && isDoc(pipeline[0]) && pipeline[0].has('$documents')))
    fail(9, "must specify 'from' field for a $lookup");
  if ((local === undefined) !== (foreign === undefined))
    fail(9, '$lookup requires both or neither of localField and foreignField to be specified');
  if (!pipeline && local === undefined)
    fail(9, "$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  const given = spec.get('let');
  if (given !== undefined && !isDoc(given)) fail(9, `$lookup argument 'let: ${typeName(given)}' must be an object`);
  if (given && !pipeline) fail(9, "$lookup with a 'let' argument must also specify 'pipeline'");
  const bound = [...((given as Doc | undefined)?.keys() ?? [])].reduce(
    (v, name) => bind(v, checkName(name), null),
    sx.vars,
  );
  if (pipeline) sx.check(pipeline, { vars: bound, inside: '$lookup' });
  return { from, as: as.split('.'), local: local?.split('.'), foreign, given: given as Doc | undefined, pipeline };
}

/** `$lookup`, by equality, by a pipeline, or both. A pipeline that depends on nothing runs once. */
export const lookup: StageCompiler = (spec, sx) => {
  const o = readLookup(spec, sx);
  const constant = !o.local && !(o.given && o.given.size > 0);
  const joined = (d: Doc): Promise<Doc[]> =>
    collect(
      sx.open({
        collection: o.from ?? '',
        pipeline: o.pipeline ?? [],
        vars: letVars(o.given, d, sx.vars),
        ...(o.local ? { match: anyEqual(o.foreign as string, joinValues(d, o.local)) } : {}),
      }),
    );
  return {
    run: async function* (input) {
      let once: Promise<Doc[]> | undefined;
      for await (const d of input) {
        if (constant) once ??= joined(d);
        yield setAt(d, o.as, await (once ?? joined(d)));
      }
    },
  };
};

/** `$unionWith`: the documents of another collection after one's own. */
export const unionWith: StageCompiler = (spec, sx) => {
  if (typeof spec !== 'string' && !isDoc(spec))
    return fail(9, `the $unionWith stage specification must be an object or string, but found ${typeName(spec)}`);
  const d: Doc = typeof spec === 'string' ? new Map([['coll', spec]]) : spec;
  for (const key of d.keys())
    if (key !== 'coll' && key !== 'pipeline') fail(40415, `BSON field '$unionWith.${key}' is an unknown field.`);
  const collection = d.get('coll');
  const pipeline = d.has('pipeline') ? pipelineOf(d.get('pipeline'), "'pipeline'") : [];
  if (collection === undefined && !(isDoc(pipeline[0]) && pipeline[0].has('$documents')))
    fail(9, '$unionWith stage without explicit collection must have a pipeline with $documents as first stage');
  if (collection !== undefined && typeof collection !== 'string')
    fail(14, `BSON field '$unionWith.coll' is the wrong type '${typeName(collection)}', expected type 'string'`);
  sx.check(pipeline, { vars: sx.vars, inside: '$unionWith' });
  return {
    run: async function* (input): Flow {
      yield* input;
      yield* sx.open({ collection: (collection as string | undefined) ?? '', pipeline, vars: sx.vars });
    },
  };
};
