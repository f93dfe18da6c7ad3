import { asInteger, isNumber, truthy } from '../bson/numbers.ts';
import { type Doc, doc, int, integer, isDoc, type Maybe, type Value } from '../bson/values.ts';
import type { Command, CommandContext } from '../engine.ts';
import { codeName, fail } from '../errors.ts';
import { args } from './args.ts';
import { deleteStep } from './delete.ts';
import { checkBatch, insertOne } from './insert.ts';
import { batchSizeOf, listSource } from './listings.ts';
import { checkCollection, checkDatabase, writable } from './namespace.ts';
import { runSteps, type Step } from './steps.ts';
import { updateStep } from './update.ts';
import { collectErrors } from './write-errors.ts';

const known = [
  ...['bulkWrite', 'ops', 'nsInfo', 'ordered', 'errorsOnly', 'bypassDocumentValidation', 'let', 'cursor'],
  'isTimeseries',
];

/** What all operations did together. */
interface Totals {
  nInserted: number;
  nMatched: number;
  nModified: number;
  nUpserted: number;
  nDeleted: number;
}

/** What one operation did, as its line of the answer reports. */
type Outcome = Record<string, Value>;

/** The `bulkWrite` command of MongoDB 8: writes to several collections in one command. */
export const bulkWrite: Command = async (cx) => {
  if (cx.db !== 'admin') fail(13, 'bulkWrite may only be run against the admin database.');
  const a = args('bulkWrite', cx.command, known);
  const ops = a.docs('ops');
  checkBatch(ops);
  const targets = a.docs('nsInfo').map((d) => targetOf(cx, d.get('ns')));
  const totals: Totals = { nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 };
  const outcomes = new Map<number, Outcome>();
  const errors = collectErrors();
  const steps = ops.map((op, i) =>
    stepOf(op, { targets, totals, bypass: a.bool('bypassDocumentValidation'), done: (o) => outcomes.set(i, o) }),
  );
  await runSteps(cx, { steps, ordered: a.bool('ordered', true), errors });
  const lines = a.bool('errorsOnly') ? [] : [...outcomes].map(([i, o]) => successLine(i, o));
  const all = [...lines, ...errors.errors.map(errorLine)].sort((x, y) => indexOf(x) - indexOf(y));
  const answer = await cx.engine.cursors.open({
    ns: 'admin.$cmd.bulkWrite',
    source: listSource(all),
    batchSize: batchSizeOf(cx),
    single: false,
  });
  for (const [name, n] of Object.entries({ nErrors: errors.errors.length, ...totals })) answer.set(name, integer(n));
  return answer;
};

function targetOf(cx: CommandContext, ns: Maybe): { cx: CommandContext; name: string } {
  if (typeof ns !== 'string')
    return fail(14, "BSON field 'bulkWrite.nsInfo.ns' is the wrong type, expected type 'string'");
  const dot = ns.indexOf('.');
  if (dot < 1) fail(73, `Invalid namespace specified '${ns}'`);
  const db = ns.slice(0, dot);
  checkDatabase(db);
  return { cx: { ...cx, db }, name: checkCollection(db, ns.slice(dot + 1)) };
}

interface StepWish {
  targets: { cx: CommandContext; name: string }[];
  totals: Totals;
  bypass: boolean;
  done(o: Outcome): void;
}

function stepOf(op: Doc, w: StepWish): Step {
  const kind = op.keys().next().value ?? '';
  const at = op.get(kind);
  const target = isNumber(at) ? w.targets[Number(asInteger(at) ?? -1)] : undefined;
  if (!['insert', 'update', 'delete'].includes(kind)) return fail(9, `Unrecognized bulkWrite operation: ${kind}`);
  if (!target) return fail(2, `BulkWrite ops entry has an invalid nsInfo index.`);
  if (kind === 'insert') return insertStep(op, target, w);
  return kind === 'update' ? updating(op, target, w) : deleting(op, target, w);
}

function insertStep(op: Doc, { cx, name }: StepWish['targets'][number], w: StepWish): Step {
  const a = args('bulkWrite.insert', op, ['insert', 'document']);
  return {
    atOnce: true,
    run: () => {
      insertOne(cx, writable(cx, name), { d: a.doc('document'), bypass: w.bypass });
      w.totals.nInserted++;
      w.done({ n: int(1) });
    },
  };
}

const updateFields = [
  'update',
  'filter',
  'updateMods',
  'multi',
  'upsert',
  'arrayFilters',
  'hint',
  'collation',
  'sort',
  'constants',
];

function updating(op: Doc, { cx, name }: StepWish['targets'][number], w: StepWish): Step {
  const a = args('bulkWrite.update', op, updateFields);
  const s = renamed(op, { filter: 'q', updateMods: 'u', constants: 'c', update: undefined });
  if (!op.has('updateMods')) fail(40414, "BSON field 'bulkWrite.update.updateMods' is missing but a required field");
  a.doc('filter');
  return updateStep(cx, { name, s, bypass: w.bypass }, (r) => {
    const made = r.upserted !== undefined;
    w.totals.nMatched += r.matched;
    w.totals.nModified += r.modified;
    if (made) w.totals.nUpserted++;
    const outcome: Outcome = { n: int(made ? 1 : r.matched), nModified: int(r.modified) };
    if (r.upserted !== undefined) outcome.upserted = doc({ _id: r.upserted });
    w.done(outcome);
  });
}

function deleting(op: Doc, { cx, name }: StepWish['targets'][number], w: StepWish): Step {
  args('bulkWrite.delete', op, ['delete', 'filter', 'multi', 'hint', 'collation']).doc('filter');
  const s = renamed(op, { filter: 'q', delete: undefined, multi: undefined });
  s.set('limit', int(truthy(op.get('multi')) ? 0 : 1));
  return deleteStep(cx, { name, s }, (gone) => {
    w.totals.nDeleted += gone;
    w.done({ n: int(gone) });
  });
}

function renamed(op: Doc, names: Record<string, string | undefined>): Doc {
  const out: Doc = new Map();
  for (const [name, v] of op) {
    const to = Object.hasOwn(names, name) ? names[name] : name;
    if (to !== undefined) out.set(to, v);
  }
  return out;
}

const successLine = (i: number, o: Outcome): Doc => doc({ ok: 1, idx: int(i), ...o });

function errorLine(e: Doc): Doc {
  const code = e.get('code');
  const line = doc({ ok: 0, idx: e.get('index'), code, errmsg: e.get('errmsg'), n: int(0) });
  for (const [name, v] of e) if (!['index', 'code', 'errmsg'].includes(name)) line.set(name, v);
  if (!line.has('codeName') && isNumber(code)) line.set('codeName', codeName(Number(asInteger(code))));
  return line;
}

function indexOf(line: Doc): number {
  const i = line.get('idx');
  return isDoc(i) || !isNumber(i) ? 0 : Number(asInteger(i));
}
