import { ObjectId } from 'bson';
import { type Doc, doc, int, isBoxed, isDoc, type Maybe } from '../bson/values.ts';
import type { Command, CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import { checkStorable } from '../update/storable.ts';
import { type Args, args } from './args.ts';
import { collectionName, writable } from './namespace.ts';
import { runSteps, type Step } from './steps.ts';
import { checkValidator } from './validate-document.ts';
import { collectErrors, errorFields } from './write-errors.ts';

const known = ['insert', 'documents', 'ordered', 'bypassDocumentValidation', 'encryptionInformation'];

/** MongoDB's limit on statements in a command. */
export const maxBatch = 100_000;

/** The `insert` command. */
export const insert: Command = async (cx) => {
  const name = collectionName(cx);
  const a = args('insert', cx.command, known);
  const documents = a.docs('documents');
  checkBatch(documents);
  const bypass = bypasses(a);
  const errors = collectErrors();
  let n = 0;
  const steps = documents.map(
    (d): Step => ({
      atOnce: true,
      run: () => {
        insertOne(cx, writable(cx, name), { d, bypass });
        n++;
      },
    }),
  );
  await runSteps(cx, { steps, ordered: a.bool('ordered', true), errors });
  return doc({ n: int(n), ...errorFields(errors) });
};

/** Throws 16 (InvalidLength) for an empty or too long list of statements. */
export function checkBatch(statements: Doc[]): void {
  if (statements.length === 0 || statements.length > maxBatch) {
    fail(16, `Write batch sizes must be between 1 and ${maxBatch}. Got ${statements.length} operations.`);
  }
}

/** Whether a write goes past the validator. */
const bypasses = (a: Args): boolean => a.bool('bypassDocumentValidation');

/** Inserts one checked document. Only inside `store.write`. */
export function insertOne(cx: CommandContext, c: ReturnType<typeof writable>, o: { d: Doc; bypass: boolean }): Doc {
  const d = withId(o.d);
  if (c.options.has('collation') && mayHoldText(d.get('_id')))
    fail(238, 'text as _id under a collation is not supported by this server');
  checkStorable(d);
  if (!o.bypass) checkValidator(c, d);
  cx.engine.records.insert(c, d);
  return d;
}

const mayHoldText = (id: Maybe): boolean => typeof id === 'string' || isDoc(id);

/** The document with `_id` in front, made up where it is missing, as the server stores it. */
export function withId(d: Doc): Doc {
  const id = d.get('_id');
  if (d.keys().next().value === '_id') {
    checkId(id);
    return d;
  }
  const out: Doc = new Map([['_id', id ?? new ObjectId()]]);
  for (const [name, v] of d) out.set(name, v);
  if (id === null) out.set('_id', null);
  checkId(out.get('_id'));
  return out;
}

/** Throws 53 for an `_id` of a type MongoDB does not take. */
function checkId(id: Maybe): void {
  if (Array.isArray(id)) fail(53, "The '_id' value cannot be of type array");
  if (isBoxed(id, 'BSONRegExp')) fail(53, "The '_id' value cannot be of type regex");
  if (isBoxed(id, 'BsonUndefined')) fail(53, "The '_id' value cannot be of type undefined");
  if (!isDoc(id)) return;
  for (const name of id.keys()) {
    if (name.startsWith('$'))
      fail(52, `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`);
  }
}
