import { show } from '../bson/show.ts';
import { type Doc, isDoc, isNullish, type Maybe, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { setAt, withoutPath } from './paths.ts';
import type { StageCompiler } from './stage.ts';

interface UnwindSpec {
  parts: string[];
  preserve: boolean;
  index: string[] | undefined;
}

/** `$unwind`: one document for each element of an array. */
export const unwind: StageCompiler = (spec) => {
  const o = readSpec(spec);
  return {
    run: async function* (input) {
      for await (const d of input) yield* unwound(d, o);
    },
  };
};

function* unwound(d: Doc, o: UnwindSpec): Generator<Doc> {
  const v = plainValueAt(d, o.parts);
  if (!Array.isArray(v)) {
    if (!isNullish(v) || o.preserve) yield withIndex(d, o, null);
    return;
  }
  if (v.length === 0 && o.preserve) yield withIndex(withoutPath(d, o.parts), o, null);
  for (const [i, item] of v.entries()) yield withIndex(setAt(d, o.parts, item), o, BigInt(i));
}

function withIndex(d: Doc, o: UnwindSpec, i: Value): Doc {
  return o.index ? setAt(d, o.index, i) : d;
}

/** Here an array on the way is no way. */
function plainValueAt(d: Doc, parts: string[]): Maybe {
  let v: Maybe = d;
  for (const part of parts) v = isDoc(v) ? v.get(part) : undefined;
  return v;
}

function readSpec(spec: Value): UnwindSpec {
  if (typeof spec === 'string') return { parts: pathOf(spec), preserve: false, index: undefined };
  if (!isDoc(spec))
    return fail(
      15981,
      `expected either a string or an object as specification for $unwind stage, got ${typeName(spec)}`,
    );
  for (const [key, v] of spec) {
    if (!['path', 'preserveNullAndEmptyArrays', 'includeArrayIndex'].includes(key))
      fail(28811, `unrecognized option to $unwind stage: ${key}`);
    if (key === 'preserveNullAndEmptyArrays' && typeof v !== 'boolean')
      fail(28809, `expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, got ${typeName(v)}`);
  }
  const path = spec.get('path') ?? fail(28812, 'no path specified to $unwind stage');
  if (typeof path !== 'string')
    return fail(28808, `expected a string as the path for $unwind stage, got ${typeName(path)}`);
  return {
    parts: pathOf(path),
    preserve: spec.get('preserveNullAndEmptyArrays') === true,
    index: indexName(spec.get('includeArrayIndex')),
  };
}

function pathOf(path: string): string[] {
  if (path === '') fail(28812, 'no path specified to $unwind stage');
  if (!path.startsWith('$')) fail(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const parts = path.slice(1).split('.');
  if (parts.includes('')) fail(15998, 'FieldPath field names may not be empty strings.');
  if (parts.some((p) => p.startsWith('$'))) fail(16410, "FieldPath field names may not start with '$'.");
  return parts;
}

function indexName(v: Maybe): string[] | undefined {
  if (v === undefined) return undefined;
  if (typeof v !== 'string' || v === '')
    return fail(
      28810,
      `expected a non-empty string for the includeArrayIndex  option to $unwind stage, got ${show(v)}`,
    );
  if (v.startsWith('$'))
    fail(28822, `includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${v}`);
  return v.split('.');
}
