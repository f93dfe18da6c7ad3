import { type Doc, isDoc, type Value } from '../../bson/values.ts';
import { fail } from '../../errors.ts';
import { keyOf } from '../../index/key-string.ts';
import { compileRegex } from '../regex.ts';
import { type Keyword, type SchemaCompiler, type SchemaTest, schemaList, sizeOf, wrongType } from './schema-test.ts';

const names = (v: Value | undefined, name: string): string[] => {
  if (!Array.isArray(v)) return wrongType(name, 'an array');
  return v.map((item) => (typeof item === 'string' ? item : wrongType(name, 'an array of strings')));
};

const required: Keyword = (operand, { name }) => {
  const wanted = names(operand, name);
  if (wanted.length === 0) fail(9, "$jsonSchema keyword 'required' cannot be an empty array");
  return (v) => !isDoc(v) || wanted.every((field) => v.has(field));
};

function schemasByName(v: Value | undefined, o: { name: string; compile: SchemaCompiler }): [string, SchemaTest][] {
  if (!isDoc(v)) return wrongType(o.name, 'an object');
  return [...v].map(([field, schema]) => [
    field,
    isDoc(schema) ? o.compile(schema) : wrongType(o.name, 'an object of objects'),
  ]);
}

const properties: Keyword = (operand, { name, compile }) => {
  const tests = schemasByName(operand, { name, compile });
  return (v) =>
    !isDoc(v) ||
    tests.every(([field, test]) => {
      const value = v.get(field);
      return value === undefined || test(value);
    });
};

const patternsOf = (v: Value | undefined, compile: SchemaCompiler): [RegExp, SchemaTest][] =>
  schemasByName(v, { name: 'patternProperties', compile }).map(([source, test]) => [compileRegex(source, ''), test]);

const patternProperties: Keyword = (operand, { compile }) => {
  const tests = patternsOf(operand, compile);
  return (v) =>
    !isDoc(v) || [...v].every(([field, value]) => tests.every(([re, test]) => !re.test(field) || test(value)));
};

/** A schema, or whether anything goes. */
function extra(operand: Value, o: { name: string; compile: SchemaCompiler }): SchemaTest {
  if (typeof operand === 'boolean') return () => operand;
  return isDoc(operand) ? o.compile(operand) : wrongType(o.name, 'either an object or a boolean');
}

const additionalProperties: Keyword = (operand, { name, whole, compile }) => {
  const test = extra(operand, { name, compile });
  const listed = new Set(isDoc(whole.get('properties')) ? (whole.get('properties') as Doc).keys() : []);
  const patterns = whole.has('patternProperties') ? patternsOf(whole.get('patternProperties'), compile) : [];
  return (v) =>
    !isDoc(v) ||
    [...v].every(([field, value]) => listed.has(field) || patterns.some(([re]) => re.test(field)) || test(value));
};

function propertyCount(ok: (n: number, limit: number) => boolean): Keyword {
  return (operand, { name }) => {
    const limit = sizeOf(operand, name);
    return (v) => !isDoc(v) || ok(v.size, limit);
  };
}

const dependencies: Keyword = (operand, { name, compile }) => {
  if (!isDoc(operand)) return wrongType(name, 'an object');
  const rules = [...operand].map(([field, rule]): [string, SchemaTest] => {
    if (isDoc(rule)) return [field, compile(rule)];
    const needed = names(rule, name);
    return [field, (v) => isDoc(v) && needed.every((n) => v.has(n))];
  });
  return (v) => !isDoc(v) || rules.every(([field, test]) => !v.has(field) || test(v));
};

const items: Keyword = (operand, { name, compile }) => {
  if (isDoc(operand)) {
    const test = compile(operand);
    return (v) => !Array.isArray(v) || v.every(test);
  }
  if (!Array.isArray(operand)) return wrongType(name, 'an array or an object');
  const tests = operand.map((s) => (isDoc(s) ? compile(s) : wrongType(name, 'an array of objects')));
  return (v) => !Array.isArray(v) || tests.every((test, i) => i >= v.length || test(v[i] as Value));
};

const additionalItems: Keyword = (operand, { name, whole, compile }) => {
  const test = extra(operand, { name, compile });
  const listed = whole.get('items');
  if (!Array.isArray(listed)) return undefined;
  return (v) => !Array.isArray(v) || v.slice(listed.length).every(test);
};

function itemCount(ok: (n: number, limit: number) => boolean): Keyword {
  return (operand, { name }) => {
    const limit = sizeOf(operand, name);
    return (v) => !Array.isArray(v) || ok(v.length, limit);
  };
}

const uniqueItems: Keyword = (operand, { name }) => {
  if (typeof operand !== 'boolean') return wrongType(name, 'a boolean');
  if (!operand) return undefined;
  return (v) => !Array.isArray(v) || new Set(v.map((item) => keyOf(item).toString('latin1'))).size === v.length;
};

const allOf: Keyword = (operand, { name, compile }) => {
  const tests = schemaList(operand, name).map(compile);
  return (v) => tests.every((test) => test(v));
};

const anyOf: Keyword = (operand, { name, compile }) => {
  const tests = schemaList(operand, name).map(compile);
  return (v) => tests.some((test) => test(v));
};

const oneOf: Keyword = (operand, { name, compile }) => {
  const tests = schemaList(operand, name).map(compile);
  return (v) => tests.filter((test) => test(v)).length === 1;
};

const not: Keyword = (operand, { name, compile }) => {
  const test = isDoc(operand) ? compile(operand) : wrongType(name, 'an object');
  return (v) => !test(v);
};

/** Keywords on objects and arrays, and those that join schemas. */
export const containerKeywords: Record<string, Keyword> = {
  required,
  properties,
  patternProperties,
  additionalProperties,
  minProperties: propertyCount((n, limit) => n >= limit),
  maxProperties: propertyCount((n, limit) => n <= limit),
  dependencies,
  items,
  additionalItems,
  minItems: itemCount((n, limit) => n >= limit),
  maxItems: itemCount((n, limit) => n <= limit),
  uniqueItems,
  allOf,
  anyOf,
  oneOf,
  not,
};
