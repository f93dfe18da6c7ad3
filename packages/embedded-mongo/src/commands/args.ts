import { asInteger, isNumber, toDouble, truthy } from '../bson/numbers.ts';
import { type Doc, isDoc, type Maybe, typeName, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';

/** Fields any command may carry; what they mean is either handled by the dispatcher or of no effect here. */
const generic = new Set([
  ...[
    '$db',
    'lsid',
    '$clusterTime',
    '$readPreference',
    '$queryOptions',
    'readConcern',
    'writeConcern',
    'comment',
    'maxTimeMS',
  ],
  ...[
    'maxTimeMSOpOnly',
    'apiVersion',
    'apiStrict',
    'apiDeprecationErrors',
    'txnNumber',
    'autocommit',
    'startTransaction',
  ],
  ...[
    '$audit',
    '$client',
    '$configServerState',
    '$oplogQueryData',
    '$replData',
    'databaseVersion',
    'shardVersion',
    'help',
    'rawData',
  ],
  ...[
    'clientOperationKey',
    'serialization_context',
    '$tenant',
    'versionContext',
    'expectPrefix',
    'usesDefaultMaxTimeMS',
  ],
]);

/** Typed reading of a command's fields, with MongoDB's errors: 14 for a wrong type, 40414 for a missing one, 40415 for an unknown one. */
export interface Args {
  string(name: string): string;
  optionalString(name: string): string | undefined;
  doc(name: string): Doc;
  optionalDoc(name: string): Doc | undefined;
  docs(name: string): Doc[];
  array(name: string): Value[] | undefined;
  bool(name: string, otherwise?: boolean): boolean;
  /** A whole number, possibly written as a double. */
  integer(name: string): number | undefined;
  get(name: string): Maybe;
}

/** Reads the fields of `command`, named `label` in messages; fields outside `known` are refused. */
export function args(label: string, command: Doc, known: string[]): Args {
  const allowed = new Set(known);
  for (const name of command.keys()) {
    if (!allowed.has(name) && !generic.has(name)) fail(40415, `BSON field '${label}.${name}' is an unknown field.`);
  }
  return reader(label, command);
}

function reader(label: string, d: Doc): Args {
  const wrong = (name: string, expected: string): never =>
    fail(14, `BSON field '${label}.${name}' is the wrong type '${typeName(d.get(name))}', expected type '${expected}'`);
  const given = (name: string): Maybe => {
    const v = d.get(name);
    return v === null ? undefined : v;
  };
  const required = (name: string): Value =>
    d.get(name) ?? fail(40414, `BSON field '${label}.${name}' is missing but a required field`);
  const asString = (name: string, v: Maybe): string => (typeof v === 'string' ? v : wrong(name, 'string'));
  const asDoc = (name: string, v: Maybe): Doc => (isDoc(v) ? v : wrong(name, 'object'));
  const asArray = (name: string, v: Maybe): Value[] => (Array.isArray(v) ? v : wrong(name, 'array'));
  return {
    get: (name) => d.get(name),
    string: (name) => asString(name, required(name)),
    optionalString: (name) => (given(name) === undefined ? undefined : asString(name, d.get(name))),
    doc: (name) => asDoc(name, required(name)),
    optionalDoc: (name) => (given(name) === undefined ? undefined : asDoc(name, d.get(name))),
    docs: (name) => asArray(name, required(name)).map((v, i) => asDoc(`${name}.${i}`, v)),
    array: (name) => (given(name) === undefined ? undefined : asArray(name, d.get(name))),
    bool: (name, otherwise = false) => {
      const v = given(name);
      if (v === undefined) return otherwise;
      return typeof v === 'boolean' || isNumber(v) ? truthy(v) : wrong(name, 'bool');
    },
    integer: (name) => {
      const v = given(name);
      if (v === undefined) return undefined;
      if (!isNumber(v)) return wrong(name, 'long');
      return Number(asInteger(v) ?? Math.trunc(toDouble(v)));
    },
  };
}
