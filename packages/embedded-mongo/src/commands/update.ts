import type { TextCompare } from '../bson/collation.ts';
import { type Doc, doc, int, isDoc, type Value } from '../bson/values.ts';
import type { Command, CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import { matches, type Node } from '../query/nodes.ts';
import { parseFilter } from '../query/parse-filter.ts';
import type { Hit } from '../query/scan.ts';
import type { Collection } from '../storage/collection.ts';
import { parseUpdate } from '../update/parse-update.ts';
import type { Updater } from '../update/updater.ts';
import { args } from './args.ts';
import { deadline, pausing } from './fairness.ts';
import { checkBatch } from './insert.ts';
import { applyUpdate, upsertDocument } from './modify.ts';
import { collectionName, writable } from './namespace.ts';
import { commandVars, firstHit, hits, type Prepared, prepare } from './search.ts';
import { isSingle, runSteps, type Step } from './steps.ts';
import { collectErrors, errorFields } from './write-errors.ts';

const known = ['update', 'updates', 'ordered', 'bypassDocumentValidation', 'let', 'encryptionInformation'];
const knownStatement = [
  'q',
  'u',
  'c',
  'upsert',
  'multi',
  'collation',
  'arrayFilters',
  'hint',
  'sort',
  'sampleId',
  'upsertSupplied',
];

/** What one update statement did. */
export interface UpdateResult {
  matched: number;
  modified: number;
  upserted?: Value;
}

/** The `update` command. */
export const update: Command = async (cx) => {
  const name = collectionName(cx);
  const a = args('update', cx.command, known);
  const statements = a.docs('updates');
  checkBatch(statements);
  const bypass = a.bool('bypassDocumentValidation');
  const errors = collectErrors();
  const upserted: Doc[] = [];
  let n = 0;
  let nModified = 0;
  const note = (i: number, done: UpdateResult): void => {
    n += done.matched;
    nModified += done.modified;
    if (done.upserted === undefined) return;
    upserted.push(doc({ index: int(i), _id: done.upserted }));
    n++;
  };
  const steps = statements.map((s, i) => updateStep(cx, { name, s, bypass }, (done) => note(i, done)));
  await runSteps(cx, { steps, ordered: a.bool('ordered', true), errors });
  return doc({
    n: int(n),
    upserted: upserted.length ? upserted : undefined,
    nModified: int(nModified),
    ...errorFields(errors),
  });
};

/** One update statement and where it goes. */
export interface UpdateStatement {
  name: string;
  s: Doc;
  bypass: boolean;
}

/** One update statement as a step; `done` receives what it did. */
export function updateStep(cx: CommandContext, u: UpdateStatement, done: (r: UpdateResult) => void): Step {
  const a = args('update.updates', u.s, knownStatement);
  a.doc('q');
  if (!isDoc(a.get('u')) && !Array.isArray(a.get('u'))) {
    fail(a.get('u') === undefined ? 40414 : 9, 'Update argument must be either an object or an array');
  }
  if (isSingle(u.s)) return { atOnce: true, run: () => done(updateFirst(cx, readStatement(cx, u))) };
  return { atOnce: false, run: async () => done(await updateMany(cx, readStatement(cx, u))) };
}

function readStatement(cx: CommandContext, { name, s, bypass }: UpdateStatement): UpdateWish {
  const a = args('update.updates', s, knownStatement);
  const vars = commandVars(cx, { constants: s.get('c'), collation: s.get('collation'), collection: name });
  const filter = parseFilter(a.doc('q'), { vars });
  const updater = parseUpdate(a.get('u'), {
    arrayFilters: a.array('arrayFilters') && a.docs('arrayFilters'),
    vars,
    now: cx.engine.now(),
  });
  const multi = a.bool('multi');
  if (multi && updater.kind === 'replacement') fail(9, 'multi update is not supported for replacement-style update');
  if (multi && s.has('sort')) fail(9, 'Cannot specify sort with multi=true');
  return {
    name,
    filter,
    updater,
    upsert: a.bool('upsert'),
    sort: a.optionalDoc('sort'),
    hint: a.get('hint'),
    text: vars.text,
    bypass,
  };
}

interface UpdateWish {
  name: string;
  filter: Node;
  updater: Updater;
  upsert: boolean;
  sort: Doc | undefined;
  hint: Value | undefined;
  text: TextCompare | undefined;
  bypass: boolean;
}

function target(cx: CommandContext, w: UpdateWish): Collection | undefined {
  const c = cx.engine.catalog.find(cx.db, w.name);
  return c && !c.view ? c : w.upsert || c ? writable(cx, w.name) : undefined;
}

function updateFirst(cx: CommandContext, w: UpdateWish): UpdateResult {
  const c = target(cx, w);
  if (!c) return { matched: 0, modified: 0 };
  const hit = firstHit(cx.engine, c, prepare(c, w));
  if (hit) return { matched: 1, modified: applyUpdate(cx, c, { hit, ...w }).modified ? 1 : 0 };
  return w.upsert
    ? { matched: 0, modified: 0, upserted: upsertDocument(cx, c, w).get('_id') as Value }
    : { matched: 0, modified: 0 };
}

/** How many documents of a multi-update are written in one go. */
const perTurn = 200;

/**
 * Finds first and writes then, in turns, each document tested again before it is changed: as on MongoDB a
 * multi-update is not isolated as a whole, but no document is changed twice or against the filter.
 */
async function updateMany(cx: CommandContext, w: UpdateWish): Promise<UpdateResult> {
  const c = cx.engine.catalog.find(cx.db, w.name);
  if (!c || c.view) return cx.engine.store.write(() => updateFirst(cx, w));
  const result: UpdateResult = { matched: 0, modified: 0 };
  const prepared = prepare(c, w);
  const found = await recordsOf(cx, c, prepared);
  if (found.length === 0 && w.upsert) return cx.engine.store.write(() => updateFirst(cx, w));
  for (let at = 0; at < found.length; at += perTurn) {
    await cx.engine.store.write(() => {
      for (const record of found.slice(at, at + perTurn)) {
        const hit = rehit(cx, c, { record, filter: w.filter });
        if (!hit) continue;
        result.matched++;
        if (applyUpdate(cx, c, { hit, ...w }).modified) result.modified++;
      }
    });
  }
  return result;
}

/** The record ids a search finds, read with pauses. */
export async function recordsOf(cx: CommandContext, c: Collection, p: Prepared): Promise<number[]> {
  const stream = pausing(hits(cx.engine, c, p), deadline(cx));
  const out: number[] = [];
  for (let h = await stream.next(); h; h = await stream.next()) out.push(h.record);
  return out;
}

/** A document found before, if it still is there and still matches. */
export function rehit(
  cx: CommandContext,
  c: Collection,
  { record, filter }: { record: number; filter: Node },
): Hit | undefined {
  if (c.dropped) return undefined;
  const d = cx.engine.records.read(c, record);
  return d && matches(filter, d) ? { record, doc: d } : undefined;
}
