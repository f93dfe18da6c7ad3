import { z } from 'zod';
import { nearest } from '../shared/index.ts';
import type { Problem } from './problem.ts';
import type { YamlSource } from './yaml-source.ts';

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

/** The value a schema makes of a source, or every problem with its line and what is accepted. */
export type Checked<T> =
  | { readonly value: T; readonly problems: [] }
  | { readonly value: null; readonly problems: Problem[] };

/** Checks a source against a schema. */
export function checkSource<S extends z.ZodType>(source: YamlSource, schema: S): Checked<z.output<S>> {
  const result = schema.safeParse(source.value);
  if (result.success) return { value: result.data, problems: [] };
  const problems = result.error.issues.flatMap((issue) => describeIssue({ issue, source, schema, base: [] }));
  return { value: null, problems };
}

interface Place {
  readonly issue: Issue;
  readonly source: YamlSource;
  readonly schema: Schema;
  /** Path of the union that holds this issue. */
  readonly base: readonly PropertyKey[];
}

function describeIssue({ issue, source, schema, base }: Place): Problem[] {
  const path = [...base, ...issue.path];
  switch (issue.code) {
    case 'unrecognized_keys': {
      const accepted = acceptedKeys(schema, path);
      return issue.keys.map((key) =>
        source.at([...path, key], `unknown setting "${key}"${acceptedHint(key, accepted)}`, { onKey: true }),
      );
    }
    case 'invalid_union': {
      const best = nearestBranch(issue.errors);
      if (best === null) return [source.at(path, issue.message)];
      return best.flatMap((inner) => describeIssue({ issue: inner, source, schema, base: path }));
    }
    case 'invalid_key':
      return [source.at(path, `"${String(path.at(-1))}" is not accepted here${keyHint(issue)}`, { onKey: true })];
    default:
      return [source.at(path, describe(issue, valueAt(source.value, path)))];
  }
}

function describe(issue: Issue, found: unknown): string {
  const message = issue.message.replace(/^Invalid (input|option): /, '').replaceAll('"|"', '", "');
  if (found === undefined) {
    if (issue.code === 'invalid_type') return `missing; write a ${issue.expected}`;
    return `missing; ${message}`;
  }
  if (issue.code === 'invalid_type' && issue.expected === 'string' && typeof found === 'number') {
    return `${found} is read as a number; put it in quotes`;
  }
  if (issue.code === 'invalid_value') return `${JSON.stringify(found)} is not accepted; ${message}`;
  return message;
}

/** More keys than this are not listed; the nearest one is named instead. */
const MOST_LISTED = 30;

function acceptedHint(key: string, accepted: readonly string[]): string {
  if (accepted.length > 0 && accepted.length <= MOST_LISTED) return `; accepted: ${accepted.join(', ')}`;
  const near = nearest(key, accepted);
  return near === null ? '' : `; did you mean "${near}"?`;
}

/** The branch of a union that the writer most likely meant: the one with the fewest complaints. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const weight = (issue: Issue) => (issue.code === 'unrecognized_keys' ? 2 * issue.keys.length : 1);
  const size = (branch: readonly Issue[]) => branch.reduce((sum, issue) => sum + weight(issue), 0);
  return branches.reduce<readonly Issue[] | null>(
    (best, branch) => (best === null || size(branch) < size(best) ? branch : best),
    null,
  );
}

function keyHint(issue: Extract<Issue, { code: 'invalid_key' }>): string {
  const inner = issue.issues[0];
  return inner === undefined ? '' : `; ${inner.message.replace(/^Invalid option: /, '').replaceAll('"|"', '", "')}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], value);
}

/** The keys an object of the schema accepts at `path`; empty when the schema does not say. */
function acceptedKeys(schema: Schema, path: readonly PropertyKey[]): string[] {
  let candidates = [schema];
  for (const key of path)
    candidates = candidates.flatMap((candidate) => unwrap(candidate)).flatMap((at) => step(at, key));
  const keys = candidates
    .flatMap((at) => unwrap(at))
    .flatMap((at) => (at instanceof z.ZodObject ? Object.keys(at.shape) : []));
  return [...new Set(keys)];
}

function step(schema: Schema, key: PropertyKey): Schema[] {
  if (schema instanceof z.ZodObject)
    return schema.shape[key as string] === undefined ? [] : [schema.shape[key as string]];
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  return [];
}

function unwrap(schema: Schema): Schema[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => unwrap(option));
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return unwrap(schema.unwrap());
  }
  return [schema];
}
