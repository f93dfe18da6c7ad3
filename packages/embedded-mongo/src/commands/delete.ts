import { type Doc, doc, int } from '../bson/values.ts';
import type { Command, CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import { parseFilter } from '../query/parse-filter.ts';
import type { Collection } from '../storage/collection.ts';
import { args } from './args.ts';
import { checkBatch } from './insert.ts';
import { collectionName, writable } from './namespace.ts';
import { commandVars, firstHit, prepare, type Search } from './search.ts';
import { runSteps, type Step } from './steps.ts';
import { recordsOf, rehit } from './update.ts';
import { collectErrors, errorFields } from './write-errors.ts';

const known = ['delete', 'deletes', 'ordered', 'let', 'bypassDocumentValidation', 'encryptionInformation'];
const knownStatement = ['q', 'limit', 'collation', 'hint', 'sampleId'];
const perTurn = 500;

/** The `delete` command. */
export const remove: Command = async (cx) => {
  const name = collectionName(cx);
  const a = args('delete', cx.command, known);
  const statements = a.docs('deletes');
  checkBatch(statements);
  const errors = collectErrors();
  let n = 0;
  const steps = statements.map((s) =>
    deleteStep(cx, { name, s }, (gone) => {
      n += gone;
    }),
  );
  await runSteps(cx, { steps, ordered: a.bool('ordered', true), errors });
  return doc({ n: int(n), ...errorFields(errors) });
};

/** One delete statement as a step; `done` receives how many documents were deleted. */
export function deleteStep(cx: CommandContext, d: { name: string; s: Doc }, done: (gone: number) => void): Step {
  const a = args('delete.deletes', d.s, knownStatement);
  a.doc('q');
  const limit = a.integer('limit') ?? fail(40414, "BSON field 'delete.deletes.limit' is missing but a required field");
  if (limit === 0) return { atOnce: false, run: async () => done(await deleteMany(cx, d)) };
  return { atOnce: true, run: () => done(deleteFirst(cx, d)) };
}

function readStatement(cx: CommandContext, { name, s }: { name: string; s: Doc }): { c?: Collection; search: Search } {
  const a = args('delete.deletes', s, knownStatement);
  const limit = a.integer('limit');
  if (limit !== 0 && limit !== 1) fail(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
  const filter = parseFilter(a.doc('q'), {
    vars: commandVars(cx, { collation: s.get('collation'), collection: name }),
  });
  const c = cx.engine.catalog.find(cx.db, name);
  if (c?.view) writable(cx, name);
  return { ...(c ? { c } : {}), search: { filter, hint: a.get('hint') } };
}

function deleteFirst(cx: CommandContext, d: { name: string; s: Doc }): number {
  const { c, search } = readStatement(cx, d);
  const hit = c && firstHit(cx.engine, c, prepare(c, search));
  if (!c || !hit) return 0;
  cx.engine.records.remove(c, hit.record, hit.doc);
  return 1;
}

async function deleteMany(cx: CommandContext, d: { name: string; s: Doc }): Promise<number> {
  const { c, search } = readStatement(cx, d);
  if (!c) return 0;
  let n = 0;
  const found = await recordsOf(cx, c, prepare(c, search));
  for (let at = 0; at < found.length; at += perTurn) {
    await cx.engine.store.write(() => {
      for (const record of found.slice(at, at + perTurn)) {
        const hit = rehit(cx, c, { record, filter: search.filter });
        if (!hit) continue;
        cx.engine.records.remove(c, record, hit.doc);
        n++;
      }
    });
  }
  return n;
}
