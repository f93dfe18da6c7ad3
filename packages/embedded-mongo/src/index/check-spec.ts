import { fullCollation } from '../bson/collation.ts';
import { asInteger, isNumber, toDouble, truthy } from '../bson/numbers.ts';
import { show } from '../bson/show.ts';
import { type Doc, int, isDoc, type Maybe, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import type { Node } from '../query/nodes.ts';
import { parseFilter } from '../query/parse-filter.ts';

const known = [
  ...[
    'v',
    'key',
    'name',
    'ns',
    'unique',
    'background',
    'sparse',
    'expireAfterSeconds',
    'partialFilterExpression',
    'hidden',
    'collation',
  ],
  ...[
    'storageEngine',
    'dropDups',
    'weights',
    'default_language',
    'language_override',
    'textIndexVersion',
    '2dsphereIndexVersion',
  ],
  ...['bits', 'min', 'max', 'bucketSize', 'wildcardProjection', 'clustered', 'prepareUnique'],
];

/** Options that are listed only when they are on. */
const flags = ['hidden'];

/** The specification as it is kept, in the order of listIndexes. Throws 67, 72, 197 for what MongoDB refuses. */
export function checkIndexSpec(given: Doc, ns: string, inherited?: Maybe): Doc {
  for (const name of given.keys()) {
    if (!known.includes(name))
      fail(
        197,
        `Error in specification ${show(given)} :: caused by :: The field '${name}' is not valid for an index specification. Specification: ${show(given)}`,
      );
  }
  const key = given.get('key');
  if (!isDoc(key))
    return fail(
      key === undefined ? 9 : 14,
      `The field 'key' ${key === undefined ? 'is a required property of an index specification' : 'must be an object'}`,
    );
  checkKey(key);
  const name = given.get('name');
  if (typeof name !== 'string') return fail(9, `The 'name' field is a required property of an index specification`);
  if (name === '') fail(67, 'index name cannot be empty');
  if (name === '*') fail(2, `The index name '*' is not valid.`);
  refuseKinds(key, given);
  const spec: Doc = new Map<string, Value>([
    ['v', int(2)],
    ['key', key],
    ['name', key.size === 1 && key.has('_id') ? '_id_' : name],
  ]);
  for (const [option, value] of given) {
    if (spec.has(option) || option === 'ns') continue;
    if (flags.includes(option) && !truthy(value)) continue;
    spec.set(option, value);
  }
  checkOptions(spec, ns);
  setCollation(spec, given.get('collation') ?? inherited);
  return spec;
}

function checkKey(key: Doc): void {
  if (key.size === 0) fail(67, 'Index keys cannot be an empty object');
  if (key.size > 32) fail(13103, 'too many compound keys');
  for (const [path, order] of key) {
    if (path === '') fail(67, 'Index keys cannot be an empty field.');
    if (path.split('.').includes('')) fail(67, `Index key contains an illegal field name: empty field.`);
    if (path.split('.').some((p) => p.startsWith('$') && p !== '$**' && !['$ref', '$id', '$db'].includes(p))) {
      fail(67, `Index key contains an illegal field name: field name starts with '$'.`);
    }
    if (isNumber(order)) {
      if (toDouble(order) === 0) fail(67, `Values in the index key pattern cannot be 0.`);
      if (Number.isNaN(toDouble(order))) fail(67, 'Values in the index key pattern cannot be NaN.');
    } else if (typeof order !== 'string') {
      fail(
        67,
        `Values in v:2 index key pattern cannot be of type ${typeName(order)}. Only numbers > 0, numbers < 0, and strings are allowed.`,
      );
    }
  }
}

function refuseKinds(key: Doc, given: Doc): void {
  if (truthy(given.get('prepareUnique'))) fail(238, 'prepareUnique is not supported by this server');
  for (const [path, order] of key) {
    if (path.split('.').includes('$**')) fail(238, 'wildcard indexes are not supported by this server');
    if (typeof order !== 'string') continue;
    if (['2d', '2dsphere', 'text', 'hashed', 'geoHaystack'].includes(order))
      fail(238, `${order} indexes are not supported by this server`);
    fail(67, `Unknown index plugin '${order}'`);
  }
}

/**
 * The keys of a collated index are in byte order here: such an index finds what a collation does not decide. One that
 * would have to distinguish values by the collation is refused.
 */
function setCollation(spec: Doc, given: Maybe): void {
  spec.delete('collation');
  const collation = fullCollation(given);
  if (!collation || spec.get('name') === '_id_') return;
  if (truthy(spec.get('unique')) || spec.has('partialFilterExpression'))
    fail(238, 'a unique or partial index with a collation is not supported by this server');
  spec.set('collation', collation);
}

function checkOptions(spec: Doc, ns: string): void {
  const isId = spec.get('name') === '_id_';
  const partial = spec.get('partialFilterExpression');
  if (partial !== undefined && !isDoc(partial))
    fail(14, `The field 'partialFilterExpression' must be an object, but got ${typeName(partial)}`);
  if (isDoc(partial)) checkPartial(parseFilter(partial, { plain: true }));
  if (partial !== undefined && spec.get('sparse'))
    fail(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  if (isId && (partial !== undefined || spec.get('sparse')))
    fail(
      197,
      `The field '${partial === undefined ? 'sparse' : 'partialFilterExpression'}' is not valid for an _id index specification`,
    );
  if (isId && spec.get('hidden')) fail(2, "can't hide _id index");
  checkTtl(spec, ns);
}

function checkTtl(spec: Doc, ns: string): void {
  const ttl: Maybe = spec.get('expireAfterSeconds');
  if (ttl === undefined) return;
  if (!isNumber(ttl)) fail(14, `The field 'expireAfterSeconds' must be a number, but got ${typeName(ttl)}`);
  const seconds = toDouble(ttl);
  if (seconds < 0 || seconds > 2147483647)
    fail(
      67,
      `TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number than ${seconds} in ${ns}`,
    );
  if ((spec.get('key') as Doc).size > 1)
    fail(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL.');
  if (spec.get('name') === '_id_')
    fail(197, `The field 'expireAfterSeconds' is not valid for an _id index specification`);
  // MongoDB keeps the option as an int where it is whole.
  if (asInteger(ttl) !== undefined) spec.set('expireAfterSeconds', int(seconds));
}

/** Partial filters take equality, comparisons, `$exists: true`, `$type`, `$in` and `$and`/`$or` of these. */
function checkPartial(node: Node): void {
  if (node.op === 'and' || node.op === 'or') {
    node.children.forEach(checkPartial);
    return;
  }
  if (node.op !== 'path') fail(67, 'Expression not supported in partial index');
}
