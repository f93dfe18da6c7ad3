import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { fail } from '../errors.ts';
import { containerKeywords } from './schema/containers.ts';
import { scalarKeywords } from './schema/scalars.ts';
import { type Keyword, type SchemaTest, wrongType } from './schema/schema-test.ts';

const describing: Keyword = (operand, { name }) => {
  if (typeof operand !== 'string') wrongType(name, 'a string');
  return undefined;
};

const keywords: Record<string, Keyword> = {
  ...scalarKeywords,
  ...containerKeywords,
  title: describing,
  description: describing,
};

const unsupported = ['$ref', '$schema', 'default', 'definitions', 'format', 'id'];

/** Compiles `$jsonSchema` (manual, "$jsonSchema", draft 4 with `bsonType`). Throws 9 for a keyword MongoDB does not take. */
export function compileSchema(value: Value): (d: Doc) => boolean {
  return isDoc(value) ? compile(value) : fail(14, '$jsonSchema must be an object');
}

function compile(schema: Doc): SchemaTest {
  const tests: SchemaTest[] = [];
  for (const [name, operand] of schema) {
    const keyword = Object.hasOwn(keywords, name) ? keywords[name] : undefined;
    if (!keyword) {
      fail(
        9,
        unsupported.includes(name)
          ? `$jsonSchema keyword '${name}' is not currently supported.`
          : `Unknown $jsonSchema keyword: ${name}`,
      );
    }
    const test = keyword?.(operand, { name, whole: schema, compile });
    if (test) tests.push(test);
  }
  return (v) => tests.every((test) => test(v));
}
