import { compare } from '../bson/compare.ts';
import { doc, int, isDoc, type Maybe, type Value } from '../bson/values.ts';
import type { Command } from '../engine.ts';
import { keyOf } from '../index/key-string.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { isIndex } from '../query/path.ts';
import { args } from './args.ts';
import { deadline, pausing } from './fairness.ts';
import { nonNegative, sourceOf, viewSource } from './find.ts';
import { collectionName } from './namespace.ts';
import { commandVars, hits, prepare } from './search.ts';

const knownCount = ['count', 'query', 'limit', 'skip', 'hint', 'collation', 'fields', 'encryptionInformation'];
const knownDistinct = ['distinct', 'key', 'query', 'collation', 'hint'];

/** The `count` command. */
export const count: Command = async (cx) => {
  const name = collectionName(cx);
  const a = args('count', cx.command, knownCount);
  const skip = nonNegative('skip', a.integer('skip')) ?? 0;
  const limit = Math.abs(a.integer('limit') ?? 0) || Number.POSITIVE_INFINITY;
  const query = a.optionalDoc('query') ?? new Map();
  const filter = parseFilter(query, { vars: commandVars(cx) });
  const c = cx.engine.catalog.find(cx.db, name);
  if (!c) return doc({ n: int(0) });
  if (c.view) {
    const source = viewSource(cx, name, { filter, hint: a.get('hint'), skip, limit });
    let n = 0;
    while (await source.next()) n++;
    return doc({ n: int(n) });
  }
  const prepared = prepare(c, { filter, hint: a.get('hint') });
  const total = query.size === 0 ? cx.engine.records.count(c) : await countHits(cx, c, prepared);
  return doc({ n: int(Math.min(limit, Math.max(0, total - skip))) });
};

async function countHits(
  cx: Parameters<Command>[0],
  c: Parameters<typeof hits>[1],
  prepared: ReturnType<typeof prepare>,
): Promise<number> {
  const stream = pausing(hits(cx.engine, c, prepared), deadline(cx));
  let n = 0;
  while (await stream.next()) n++;
  return n;
}

/** The `distinct` command: values sorted, arrays taken apart once. */
export const distinct: Command = async (cx) => {
  const name = collectionName(cx);
  const a = args('distinct', cx.command, knownDistinct);
  const path = a.string('key').split('.');
  const vars = commandVars(cx);
  const { text } = vars;
  const filter = parseFilter(a.optionalDoc('query') ?? new Map(), { vars });
  const c = cx.engine.catalog.find(cx.db, name);
  if (!c) return doc({ values: [] });
  const search = { filter, hint: a.get('hint') };
  const all = { skip: 0, limit: Number.POSITIVE_INFINITY };
  const source = c.view
    ? viewSource(cx, name, { ...search, ...all })
    : sourceOf(cx, c, { prepared: prepare(c, search), ...all });
  const seen = new Map<string, Value>();
  for (let d = await source.next(); d; d = await source.next()) {
    for (const v of valuesAt(d, path)) {
      const key = keyOf(v).toString('latin1');
      if (!seen.has(key)) seen.set(key, v);
    }
  }
  const sorted = [...seen.values()].sort((x, y) => compare(x, y, text));
  // Under a collation several spellings are one value: the first of them that was met.
  return doc({ values: text ? sorted.filter((v, i) => i === 0 || compare(v, sorted[i - 1], text) !== 0) : sorted });
};

function valuesAt(v: Maybe, path: string[]): Value[] {
  if (v === undefined) return [];
  if (path.length === 0) return Array.isArray(v) ? v : [v];
  const [part = '', ...rest] = path;
  if (isDoc(v)) return valuesAt(v.get(part), rest);
  if (!Array.isArray(v)) return [];
  const element = isIndex(part) ? valuesAt(v[Number(part)], rest) : [];
  return [...element, ...v.flatMap((item) => (isDoc(item) ? valuesAt(item, path) : []))];
}
