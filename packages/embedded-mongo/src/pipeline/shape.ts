import { compile } from '../aggregate/expression.ts';
import { addFields, compileProject, readTree } from '../aggregate/project.ts';
import type { Vars } from '../aggregate/scope.ts';
import { show } from '../bson/show.ts';
import { type Doc, isDoc, typeName, type Value } from '../bson/values.ts';
import { fail, MongoError } from '../errors.ts';

/** Turns one document into another. */
export type Shape = (d: Doc) => Doc;

function project(spec: Value, vars: Vars): Shape {
  return explained('$project', () => compileProject(spec, vars));
}

function set(spec: Value, vars: Vars, name: string): Shape {
  if (!isDoc(spec)) return fail(40272, `${name} specification stage must be an object, got ${typeName(spec)}`);
  if (spec.size === 0) fail(40177, `Invalid ${name} :: caused by :: specification must have at least one field`);
  const tree = explained(name, () => readTree(spec, vars, { flags: false }));
  return (d) => addFields(d, tree, { root: d, current: d, vars }) as Doc;
}

function unset(spec: Value, vars: Vars): Shape {
  const paths = Array.isArray(spec) ? spec : [spec];
  if (typeof spec !== 'string' && !Array.isArray(spec))
    fail(31002, '$unset specification must be a string or an array');
  if (paths.length === 0) fail(31119, '$unset specification must be a string or an array with at least one field');
  const fields: Doc = new Map();
  for (const path of paths) {
    if (typeof path !== 'string')
      return fail(31120, '$unset specification must be a string or an array containing only string values');
    fields.set(path, false);
  }
  return explained('$unset', () => compileProject(fields, vars));
}

function replaceRoot(spec: Value, vars: Vars): Shape {
  if (!isDoc(spec))
    return fail(40229, `expected an object as specification for $replaceRoot stage, got ${typeName(spec)}`);
  for (const key of spec.keys()) {
    if (key !== 'newRoot') fail(40415, `BSON field '$replaceRoot.${key}' is an unknown field.`);
  }
  const root = spec.get('newRoot');
  return root === undefined
    ? fail(40414, "BSON field '$replaceRoot.newRoot' is missing but a required field")
    : replaceWith(root, vars);
}

function replaceWith(spec: Value, vars: Vars): Shape {
  const expression = compile(spec, vars);
  return (d) => {
    const root = expression({ root: d, current: d, vars });
    if (isDoc(root)) return root;
    return fail(
      40228,
      `'newRoot' expression must evaluate to an object, but resulting value was: ${show(root)}. Type of resulting value: '${typeName(root)}'. Input document: ${show(d)}`,
    );
  };
}

const shapes: Record<string, (spec: Value, vars: Vars, name: string) => Shape> = {
  $project: project,
  $addFields: set,
  $set: set,
  $unset: unset,
  $replaceRoot: replaceRoot,
  $replaceWith: replaceWith,
};

/** The stages that look at one document at a time: all that an update's pipeline may have. */
export const shapeNames: readonly string[] = Object.keys(shapes);

/** Compiles one of `shapeNames`. */
export function compileShape(name: string, spec: Value, vars: Vars): Shape {
  return (shapes[name] as (typeof shapes)[string])(spec, vars, name);
}

/** MongoDB names the stage in which a specification was wrong. */
function explained<R>(name: string, work: () => R): R {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof MongoError)) throw error;
    throw new MongoError(error.code, `Invalid ${name} :: caused by :: ${error.message}`, error.extra);
  }
}

/** Takes a stage document apart. Throws 14 and 40323 for what is none. */
export function stageParts(stage: Value): [string, Value] {
  if (!isDoc(stage)) return fail(14, "Each element of the 'pipeline' array must be an object");
  const [first] = stage;
  if (!first || stage.size !== 1)
    return fail(40323, 'A pipeline stage specification object must contain exactly one field.');
  return first;
}
