import { clone, type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { isIndex } from '../query/path.ts';
import { applyAt, type Change, readAt } from './apply-path.ts';
import type { ArrayFilters } from './array-filters.ts';
import { arrayOperators } from './array-operators.ts';
import { fieldOperators, type LeafOperator } from './field-operators.ts';
import type { UpdateEnv, Updater } from './updater.ts';

interface Modifier {
  operator: string;
  path: string;
  parts: string[];
  change: Change;
  /** `$rename`: where the value comes from. */
  from?: string[];
}

const operators: Record<string, LeafOperator> = { ...fieldOperators, ...arrayOperators };

/** Parses an update of operators. Throws 9 for an unknown one, 40 for paths in conflict. */
export function parseModifiers(u: Doc, o: { filters: ArrayFilters; now: number }): Updater {
  const list: Modifier[] = [];
  for (const [operator, fields] of u) {
    if (!(operator in operators) && operator !== '$rename') {
      fail(
        9,
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isDoc(fields)) {
      fail(
        9,
        `Modifiers operate on fields but we found type ${Array.isArray(fields) ? 'array' : typeof fields} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${String(fields)}}`,
      );
    }
    for (const [path, value] of fields as Doc) list.push(modifier(operator, { path, value, now: o.now }));
  }
  refuseConflicts(list);
  for (const m of list) noteFilters(m, o.filters);
  o.filters.checkAllUsed();
  list.sort((a, b) => comparePaths(a.parts, b.parts));
  return {
    kind: 'modifiers',
    positional: list.some((m) => m.parts.includes('$')),
    apply: (before, env) => applyAll(list, before, { env, filters: o.filters }),
  };
}

function modifier(operator: string, { path, value, now }: { path: string; value: Value; now: number }): Modifier {
  const parts = splitPath(path);
  if (operator === '$rename') return rename(path, value);
  const make = operators[operator] as LeafOperator;
  return { operator, path, parts, change: make(value, { path, now }) };
}

function rename(source: string, value: Value): Modifier {
  if (typeof value !== 'string')
    return fail(2, `The 'to' field for $rename must be a string: ${source}: ${String(value)}`);
  const from = splitPath(source);
  const parts = splitPath(value);
  if (value === source) fail(2, `The source and target field for $rename must differ: ${source}: "${value}"`);
  for (const p of [...from, ...parts]) {
    if (p === '$' || p.startsWith('$['))
      fail(2, `The ${from.includes(p) ? 'source' : 'destination'} field for $rename may not be dynamic: ${source}`);
  }
  return { operator: '$rename', path: value, parts, from, change: { creates: true, make: () => undefined } };
}

/** Throws 56 for an empty name, 52 for one with `$` that is no positional operator. */
function splitPath(path: string): string[] {
  const parts = path.split('.');
  if (path === '') fail(56, 'An empty update path is not valid.');
  if (parts.includes('')) fail(56, `The update path '${path}' contains an empty field name, which is not allowed.`);
  if (parts[0] === '$' || parts[0]?.startsWith('$['))
    fail(2, `Cannot have array filter identifier (i.e. '$[<id>]') element in the first position in path '${path}'`);
  for (const p of parts) {
    if (p.startsWith('$') && p !== '$' && !/^\$\[.*\]$/.test(p)) {
      fail(
        52,
        `The dollar ($) prefixed field '${p}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
    }
  }
  if (parts.filter((p) => p === '$').length > 1)
    fail(2, `Too many positional (i.e. '$') elements found in path '${path}'`);
  return parts;
}

function noteFilters(m: Modifier, filters: ArrayFilters): void {
  for (const p of m.parts) if (p.startsWith('$[') && p !== '$[]') filters.test(p.slice(2, -1), m.path);
}

function refuseConflicts(list: Modifier[]): void {
  const seen: string[] = [];
  for (const m of list) {
    for (const path of m.from ? [m.path, m.from.join('.')] : [m.path]) {
      for (const other of seen) {
        const [short, long] = other.length <= path.length ? [other, path] : [path, other];
        if (long === short || long.startsWith(`${short}.`)) {
          fail(40, `Updating the path '${path}' would create a conflict at '${short}'`);
        }
      }
      seen.push(path);
    }
  }
}

/** MongoDB 5 applies fields in order of their names, numbers by size. */
function comparePaths(a: string[], b: string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const x = a[i] as string;
    const y = b[i] as string;
    if (x === y) continue;
    if (isIndex(x) && isIndex(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}

function applyAll(list: Modifier[], before: Doc, o: { env: UpdateEnv; filters: ArrayFilters }): Doc {
  const after = clone(before);
  for (const m of list) {
    if (m.from) applyRename(m, after, before);
    else if (m.operator !== '$setOnInsert' || o.env.inserting) {
      applyAt(after, { path: m.path, parts: m.parts, change: m.change, filters: o.filters, position: o.env.position });
    }
  }
  return after;
}

function applyRename(m: Modifier, after: Doc, before: Doc): void {
  const from = m.from as string[];
  const value = readAt(before, from);
  if (value === undefined) return;
  const none = { filters: undefined, position: undefined };
  applyAt(after, {
    path: from.join('.'),
    parts: from,
    change: { creates: false, make: () => undefined, remove: true },
    ...none,
  });
  applyAt(after, { path: m.path, parts: m.parts, change: { creates: true, make: () => value }, ...none });
}
