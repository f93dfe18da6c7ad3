import { identical } from '../bson/identical.ts';
import { isNumber } from '../bson/numbers.ts';
import { type Doc, doc, isDoc, type Value } from '../bson/values.ts';
import type { Command } from '../engine.ts';
import { fail } from '../errors.ts';
import { parseFilter } from '../query/parse-filter.ts';
import { applyOptions } from '../storage/catalog.ts';
import { type Collection, namespaceOf } from '../storage/collection.ts';
import { args } from './args.ts';
import { checkView } from './check-view.ts';
import { checkLevels } from './collections.ts';
import { collectionName } from './namespace.ts';

/** The `collMod` command: validators, the expiry of a TTL index, a hidden index, a view's definition. */
export const collMod: Command = async (cx) => {
  const name = collectionName(cx);
  const a = args('collMod', cx.command, [
    'collMod',
    'index',
    'validator',
    'validationLevel',
    'validationAction',
    'viewOn',
    'pipeline',
    'dryRun',
    'cappedSize',
    'cappedMax',
    'changeStreamPreAndPostImages',
    'expireAfterSeconds',
    'timeseries',
  ]);
  for (const field of ['cappedSize', 'cappedMax', 'changeStreamPreAndPostImages', 'expireAfterSeconds', 'timeseries']) {
    if (cx.command.has(field)) fail(72, `option not supported on this collection: ${field}`);
  }
  return cx.engine.store.write(() => {
    const c = cx.engine.catalog.find(cx.db, name) ?? fail(26, `ns does not exist: ${cx.db}.${name}`);
    const options = new Map(c.options);
    for (const field of ['validator', 'validationLevel', 'validationAction', 'viewOn', 'pipeline']) {
      const v = a.get(field);
      if (v !== undefined) options.set(field, v);
    }
    checkLevels(options);
    checkView(cx, options);
    const validator = options.get('validator');
    if (isDoc(validator)) parseFilter(validator);
    const answer = modifyIndex(c, a.optionalDoc('index'));
    c.options = options;
    applyOptions(c);
    cx.engine.catalog.save(c);
    return answer;
  });
};

function modifyIndex(c: Collection, wish: Doc | undefined): Doc {
  if (!wish) return doc({});
  const { name, keyPattern } = { name: wish.get('name'), keyPattern: wish.get('keyPattern') };
  if ((name === undefined) === (keyPattern === undefined)) fail(72, 'must specify either index name or key pattern');
  const index = c.indexes.find((i) =>
    name !== undefined ? i.name === name : identical(i.spec.get('key'), keyPattern),
  );
  if (!index) return fail(27, `cannot find index ${String(name ?? 'by key pattern')} for ns ${namespaceOf(c)}`);
  const answer: Record<string, Value | undefined> = {};
  const expire = wish.get('expireAfterSeconds');
  if (expire !== undefined) {
    if (!isNumber(expire)) fail(14, "BSON field 'collMod.index.expireAfterSeconds' is the wrong type");
    if (index.fields.length !== 1)
      fail(72, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
    answer.expireAfterSeconds_old = index.spec.get('expireAfterSeconds');
    answer.expireAfterSeconds_new = expire;
    index.spec.set('expireAfterSeconds', expire);
    index.expireAfterSeconds = Number(expire);
  }
  const hidden = wish.get('hidden');
  if (typeof hidden === 'boolean') {
    if (hidden && index.name === '_id_') fail(2, "can't hide _id index");
    answer.hidden_old = index.hidden;
    answer.hidden_new = hidden;
    index.hidden = hidden;
    if (hidden) index.spec.set('hidden', true);
    else index.spec.delete('hidden');
  }
  return doc(answer);
}
