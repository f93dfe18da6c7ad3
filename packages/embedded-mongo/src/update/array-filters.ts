import type { Vars } from '../aggregate/scope.ts';
import type { Doc, Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { matches } from '../query/nodes.ts';
import { parseFilter } from '../query/parse-filter.ts';

/** The tests of `$[identifier]` by identifier. */
export interface ArrayFilters {
  test(identifier: string, path: string): (item: Value) => boolean;
  /** Throws 9 for a filter no path used. */
  checkAllUsed(): void;
}

/** Parses `arrayFilters`. Throws 9 as MongoDB does for two of one name, for none, or for a bad name. */
export function parseArrayFilters(filters: Doc[], vars: Vars): ArrayFilters {
  const byName = new Map<string, (item: Value) => boolean>();
  const used = new Set<string>();
  for (const filter of filters) {
    const names = new Set(identifiers(filter));
    if (names.size === 0) fail(9, 'Cannot use an expression without a top-level field name in arrayFilters');
    if (names.size > 1)
      fail(
        9,
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${[...names].join("' and '")}'`,
      );
    const [name = ''] = names;
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name))
      fail(
        2,
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
      );
    if (byName.has(name)) fail(9, `Found multiple array filters with the same top-level field name ${name}`);
    const node = parseFilter(filter, { vars, plain: true });
    byName.set(name, (item) => matches(node, new Map([[name, item]])));
  }
  return {
    test: (name, path) => {
      used.add(name);
      return byName.get(name) ?? fail(2, `No array filter found for identifier '${name}' in path '${path}'`);
    },
    checkAllUsed: () => {
      for (const name of byName.keys())
        if (!used.has(name)) fail(9, `The array filter for identifier '${name}' was not used in the update`);
    },
  };
}

function identifiers(filter: Doc): string[] {
  return [...filter].flatMap(([name, value]) => {
    if (!name.startsWith('$')) return [name.split('.')[0] as string];
    return Array.isArray(value) ? value.flatMap((v) => (v instanceof Map ? identifiers(v) : [])) : [];
  });
}
