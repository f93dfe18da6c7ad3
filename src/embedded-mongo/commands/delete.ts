import { type Doc, doc, int } from '../bson/values.ts';
import type { Command, CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { args } from './args.ts';
import { refuseCollation } from './collation.ts';
import { checkBatch } from './insert.ts';
import { collectionName, writable } from './namespace.ts';
import { commandVars, firstHit, prepare } from './search.ts';
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
  for (const [i, s] of statements.entries()) {
    try {
      n += await deleteStatement(cx, name, s);
    } catch (error) {
      errors.add(i, error);
      if (a.bool('ordered', true)) break;
    }
  }
  return doc({ n: int(n), ...errorFields(errors) });
};

/** Carries out one delete statement; how many documents went. */
export async function deleteStatement(cx: CommandContext, name: string, s: Doc): Promise<number> {
  const a = args('delete.deletes', s, knownStatement);
  refuseCollation(s);
  const limit = a.integer('limit') ?? fail(40414, "BSON field 'delete.deletes.limit' is missing but a required field");
  if (limit !== 0 && limit !== 1) fail(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
  const filter = parseFilter(a.doc('q'), { vars: commandVars(cx) });
  const c = cx.engine.catalog.find(cx.db, name);
  if (!c) return 0;
  if (c.view) writable(cx, name);
  const { store, records } = cx.engine;
  if (limit === 1) {
    return store.write(() => {
      const hit = c.dropped ? undefined : firstHit(cx.engine, c, prepare(c, { filter, hint: a.get('hint') }));
      if (hit) records.remove(c, hit.record, hit.doc);
      return hit ? 1 : 0;
    });
  }
  let n = 0;
  const found = await recordsOf(cx, c, prepare(c, { filter, hint: a.get('hint') }));
  for (let at = 0; at < found.length; at += perTurn) {
    await store.write(() => {
      for (const record of found.slice(at, at + perTurn)) {
        const hit = rehit(cx, c, { record, filter });
        if (!hit) continue;
        records.remove(c, record, hit.doc);
        n++;
      }
    });
  }
  return n;
}
