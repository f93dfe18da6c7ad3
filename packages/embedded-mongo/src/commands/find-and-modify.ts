import type { TextCompare } from '../bson/collation.ts';
import { type Doc, doc, int, type Maybe } from '../bson/values.ts';
import type { Command, CommandContext } from '../engine.ts';
import { fail } from '../errors.ts';
import type { Node } from '../query/nodes.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { compileProjection, type Projection } from '../query/projection.ts';
import type { Collection } from '../storage/collection.ts';
import { parseUpdate } from '../update/parse-update.ts';
import type { Updater } from '../update/updater.ts';
import { args } from './args.ts';
import { applyUpdate, upsertDocument } from './modify.ts';
import { collectionName, writable } from './namespace.ts';
import { commandVars, firstHit, positionOf, prepare } from './search.ts';

const known = [
  ...[
    'findAndModify',
    'findandmodify',
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'bypassDocumentValidation',
  ],
  ...['collation', 'arrayFilters', 'hint', 'let', 'encryptionInformation', 'sampleId'],
];

interface Wish {
  filter: Node;
  sort: Maybe;
  hint: Maybe;
  text: TextCompare | undefined;
  updater: Updater | undefined;
  upsert: boolean;
  returnNew: boolean;
  bypass: boolean;
  project: Projection | undefined;
}

/** The `findAndModify` command: one document found and changed with nothing in between. */
export const findAndModify: Command = async (cx) => {
  const name = collectionName(cx);
  const wish = readWish(cx);
  return cx.engine.store.write(() => {
    const existing = cx.engine.catalog.find(cx.db, name);
    if (!existing && !wish.upsert)
      return wish.updater ? nothing() : doc({ lastErrorObject: doc({ n: int(0) }), value: null });
    return carryOut(cx, existing && !existing.view ? existing : writable(cx, name), wish);
  });
};

function readWish(cx: CommandContext): Wish {
  const a = args('findAndModify', cx.command, known);
  const removes = a.bool('remove');
  const update = a.get('update');
  if (removes && update !== undefined) fail(9, 'Cannot specify both an update and remove=true');
  if (removes && a.bool('upsert')) fail(9, 'Cannot specify both upsert=true and remove=true');
  if (removes && a.bool('new'))
    fail(9, "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
  if (!removes && update === undefined) fail(9, 'Either an update or remove=true must be specified');
  const vars = commandVars(cx);
  const filter = parseFilter(a.optionalDoc('query') ?? new Map(), { vars });
  const arrayFilters = a.array('arrayFilters') && a.docs('arrayFilters');
  if (removes && arrayFilters) fail(9, 'Cannot specify arrayFilters and remove=true');
  return {
    filter,
    sort: a.optionalDoc('sort'),
    hint: a.get('hint'),
    text: vars.text,
    updater: removes ? undefined : parseUpdate(update, { arrayFilters, vars, now: cx.engine.now() }),
    upsert: a.bool('upsert'),
    returnNew: a.bool('new'),
    bypass: a.bool('bypassDocumentValidation'),
    project: compileProjection(a.optionalDoc('fields'), vars),
  };
}

const nothing = (): Doc => doc({ lastErrorObject: doc({ n: int(0), updatedExisting: false }), value: null });

function carryOut(cx: CommandContext, c: Collection, w: Wish): Doc {
  const hit = firstHit(cx.engine, c, prepare(c, w));
  const shown = (d: Doc): Doc =>
    w.project ? w.project.apply(d, w.project.positional ? positionOf(w.filter, d) : undefined) : d;
  if (!w.updater) {
    if (hit) cx.engine.records.remove(c, hit.record, hit.doc);
    return doc({ lastErrorObject: doc({ n: int(hit ? 1 : 0) }), value: hit ? shown(hit.doc) : null });
  }
  if (hit) {
    const { after } = applyUpdate(cx, c, { hit, filter: w.filter, updater: w.updater, bypass: w.bypass });
    return doc({
      lastErrorObject: doc({ n: int(1), updatedExisting: true }),
      value: shown(w.returnNew ? after : hit.doc),
    });
  }
  if (!w.upsert) return nothing();
  const made = upsertDocument(cx, c, { filter: w.filter, updater: w.updater, bypass: w.bypass });
  const last = doc({ n: int(1), updatedExisting: false, upserted: made.get('_id') });
  return doc({ lastErrorObject: last, value: w.returnNew ? shown(made) : null });
}
